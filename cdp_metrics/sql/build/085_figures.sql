-- Figures as published or sent, with the code of their area. What two rows say differently
-- at the same moment is used from neither; what they repeat is kept once.
create temp table area_named as
with stated as (
    select district_code as area_code, district_name as area_name
    from stage_district_force
    union all
    select district_code, district_name from stage_msoa_name
    union all
    select county_code, county_name from stage_msoa_name
    union all
    select area_code, area_name from stage_figure where area_code is not null
    union all
    values ('E92000001', 'England')
)

-- forces and partnerships bear names of counties and districts, and are not meant
select plain_name(area_name) as name, min(area_code) as area_code
from stated
where regexp_matches(area_code, '^(E0[6-9]|E10|E12|E92|W06|W92|K04)') and area_name <> ''
group by plain_name(area_name)
having count(distinct area_code) = 1;

create temp table located_figure as
select
    stage_figure.* replace (
        coalesce(
            stage_figure.area_code, area_named.area_code, stage_figure.area_name
        ) as area_code
    ),
    coalesce(stage_figure.area_code, area_named.area_code) is null as unnamed,
    source_file.name as file,
    source_file.published_at
from stage_figure
inner join source_file on stage_figure.source_file_id = source_file.source_file_id
left join area_named
    on
        stage_figure.area_code is null
        and plain_name(stage_figure.area_name) = area_named.name;

create temp table compared_figure as
with keyed as (
    select
        *,
        [
            dataset, series, area_code, period, sex, age, category_type, category,
            cast(published_at as varchar)
        ] as thing,
        -- a figure that is held back or absent says something else than any number
        [
            numerator, denominator, value, lower, upper, n_eff,
            case status when 'suppressed' then 1 when 'missing' then 2 else 0 end
        ] as said
    from located_figure
),

ranked as (
    select
        *,
        row_number() over in_order as turn,
        first_value(file) over in_order as first_file,
        first_value(line) over in_order as first_line,
        count(*) over alike as times,
        min(said) over alike as least_said,
        max(said) over alike as most_said
    from keyed
    window
        alike as (partition by thing),
        in_order as (partition by thing order by source_file_id, line)
)

select
    * exclude (thing, said, least_said, most_said),
    least_said <> most_said as contradicted
from ranked;

insert into rejected_row
select
    source_file_id,
    file,
    min(line) as line,
    'the area ''' || area_name || ''' is in no table with codes: its ' || count(*)
    || ' rows are kept under its name' as reason,
    true as kept,
    area_name as text
from located_figure
where unnamed
group by source_file_id, file, area_name
union all
select
    source_file_id,
    file,
    line,
    case
        when contradicted
            then 'rows for the same area and period give different figures: none of them '
                || 'is used'
        else 'repeats line ' || first_line
            || case when file <> first_file then ' of ' || first_file else '' end
            || ': kept once'
    end as reason,
    true as kept,
    concat_ws(', ', series_name, area_name, period, coalesce(value, numerator)) as text
from compared_figure
where times > 1 and (contradicted or turn > 1)
order by source_file_id, line;

insert into published_figure by name
select
    * exclude (unnamed, file, turn, first_file, first_line, times, contradicted, value_note)
    replace (case when contradicted then 'contradicted' else status end as status),
    value_note as note
from compared_figure
where contradicted or turn = 1
order by dataset, series, area_code, period, source_file_id, line;

insert into figure_area
with published as (
    select area_code, arg_max(area_name, (published_at, source_file_id, line)) as area_name
    from published_figure
    where area_name is not null
    group by area_code
),

ours as (
    select area_code, min(area_name) as area_name from area group by area_code
)

select
    coalesce(ours.area_code, published.area_code) as area_code,
    coalesce(ours.area_name, published.area_name) as area_name
from ours
full join published on ours.area_code = published.area_code
order by area_code;
