-- Figures of indicators that rows of returns hold, as their templates declare: a row an
-- indicator, area and period, of the file that stands. A period of the indicator ends with
-- that of the return and may be longer. The usual definition is the indicator's own; others
-- count up from it in the order in which they were met.
create temp macro cell_of(cells, name) as (
    json_extract_string(cells, '$.' || nullif(name, ''))
);

create temp table fed_row as
select
    return_feed.* exclude (return_id),
    indicator.kind,
    indicator.definition_version as own_version,
    return_row.source_file_id,
    return_row.line,
    return_row.cells,
    cast(
        date_trunc('month', return_row.period_end)
        - to_months(indicator.period_months - 1) as date
    ) as first_day,
    return_row.period_end as final_day,
    coalesce(cell_of(return_row.cells, return_feed.definition), '') as counted_by
from return_row
inner join return_feed on return_row.return_id = return_feed.return_id
inner join indicator on return_feed.indicator_id = indicator.indicator_id
where return_row.current and json_contains(return_row.cells, return_feed.said);

insert into stage_figure by name
with counted as (
    select indicator_id, counted_by, usual, own_version, min(final_day) as met
    from fed_row
    group by all
),

definition as (
    select
        indicator_id,
        counted_by,
        own_version + case
            when counted_by = usual then 0
            else row_number() over (
                partition by indicator_id, counted_by = usual order by met, counted_by
            )
        end as version
    from counted
),

told as (
    select
        fed_row.*,
        definition.version,
        cell_of(fed_row.cells, fed_row.numerator) as numerator_cell,
        cell_of(fed_row.cells, fed_row.denominator) as denominator_cell,
        cell_of(fed_row.cells, fed_row.value) as value_cell,
        figure(cell_of(fed_row.cells, fed_row.n)) as asked,
        coalesce(figure(cell_of(fed_row.cells, fed_row.deff)), 1) as design_effect
    from fed_row
    inner join definition
        on
            fed_row.indicator_id = definition.indicator_id
            and fed_row.counted_by = definition.counted_by
),

figured as (
    select
        *,
        figure(numerator_cell) as cases,
        figure(denominator_cell) as among,
        figure(ltrim(value_cell, '<>=')) as share,
        coalesce(numerator_cell = '*', false)
        or coalesce(denominator_cell = '*', false)
        or coalesce(value_cell = '*', false) as held
    from told
),

judged as (
    select
        *,
        case
            when held then 'suppressed'
            when share is not null then 'validated'
            when cases is null then 'missing'
            when kind = 'proportion' and coalesce(among, 0) = 0 then 'missing'
            else 'validated'
        end as status
    from figured
)

select
    judged.source_file_id,
    judged.line,
    'return' as dataset,
    judged.indicator_id as series,
    judged.indicator_id as series_name,
    coalesce(cell_of(judged.cells, judged.area), build_info.area_code) as area_code,
    'Persons' as sex,
    judged.first_day || ' to ' || judged.final_day as period,
    judged.first_day as period_start,
    judged.final_day as period_end,
    case when judged.status = 'validated' then judged.cases end as numerator,
    case when judged.status = 'validated' then judged.among end as denominator,
    case when judged.status = 'validated' then judged.share end as value,
    case when judged.status = 'validated' then judged.asked / judged.design_effect end
        as n_eff,
    case
        when judged.status = 'validated'
            then nullif(regexp_extract(judged.value_cell, '^[<>]='), '')
    end as bound,
    judged.status,
    try_cast(cell_of(judged.cells, judged.release_on) as date) as release_on,
    judged.version as definition_version,
    case
        when judged.status <> 'missing' then null
        when judged.among = 0 then 'nobody to take a share of'
        else 'not filled in by its sender'
    end as value_note
from judged
cross join build_info
order by judged.source_file_id, judged.line, judged.indicator_id;
