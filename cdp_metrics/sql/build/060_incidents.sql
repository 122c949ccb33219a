-- Every row of the chosen publications, brought to 2021 LSOAs. A row coded to a 2011
-- LSOA that was split goes to the child that holds its point (split_point, by polygon,
-- else the nearest child); without a point, rows are dealt to the children by their
-- share of residents, in a fixed order, so that totals stay whole.
create temp table bridge as
select
    lsoa11_code,
    lsoa21_code,
    count(*) over (partition by lsoa11_code) as children,
    sum(share) over (partition by lsoa11_code order by lsoa21_code) - share as share_from,
    case
        when row_number() over (partition by lsoa11_code order by lsoa21_code desc) = 1
            then 1.0
        else sum(share) over (partition by lsoa11_code order by lsoa21_code)
    end as share_to
from lsoa_change
where lsoa11_code not in (select lsoa21.lsoa21_code from lsoa21);

create temp table chosen_row as
select
    stage_incident.*,
    stage_incident.rowid as row_order
from stage_incident
inner join publication
    on
        stage_incident.source_file_id = publication.source_file_id
        and stage_incident.force = publication.force
        and stage_incident.month = publication.month
        and publication.chosen;

-- only rows of split LSOAs need more than a join on the code
create temp table split_row as
with split_rows as (
    select
        chosen_row.row_order,
        chosen_row.lsoa_published,
        chosen_row.month,
        split_point.lsoa21_code as placed
    from chosen_row
    left join split_point
        on
            chosen_row.lsoa_published = split_point.lsoa11_code
            and chosen_row.longitude = split_point.longitude
            and chosen_row.latitude = split_point.latitude
    where chosen_row.lsoa_published in (
        select bridge.lsoa11_code from bridge where bridge.children > 1
    )
),

dealt as (
    select
        *,
        (
            row_number() over (partition by lsoa_published, month order by row_order) - 0.5
        ) / count(*) over (partition by lsoa_published, month) as place_in_month
    from split_rows
    where placed is null
)

select row_order, placed as lsoa21_code
from split_rows
where placed is not null
union all
select dealt.row_order, bridge.lsoa21_code
from dealt
inner join bridge
    on
        dealt.lsoa_published = bridge.lsoa11_code
        and dealt.place_in_month >= bridge.share_from
        and dealt.place_in_month < bridge.share_to;

insert into incident by name
with place_names as (
    select distinct lsoa21.district_name
    from lsoa21
    inner join partnership_district
        on lsoa21.district_code = partnership_district.district_code
)

select
    chosen_row.force,
    chosen_row.month,
    chosen_row.category,
    coalesce(lsoa21.lsoa21_code, split_row.lsoa21_code, bridge.lsoa21_code) as lsoa21_code,
    chosen_row.longitude,
    chosen_row.latitude,
    chosen_row.street,
    chosen_row.outcome,
    chosen_row.crime_id,
    case
        when chosen_row.crime_id is not null
            then nullif(
                row_number() over (
                    partition by chosen_row.force, chosen_row.crime_id
                    order by chosen_row.month, chosen_row.row_order
                ) - 1,
                0
            )
    end as repeat_id,
    chosen_row.source_file_id,
    chosen_row.lsoa_published,
    chosen_row.lsoa_name,
    case
        when lsoa21.lsoa21_code is not null then 'lsoa 2021'
        when bridge.lsoa21_code is not null or split_row.lsoa21_code is not null
            then 'lsoa 2011'
        when chosen_row.lsoa_published is null and chosen_row.lsoa_name is null
            then 'no location'
        when regexp_replace(coalesce(chosen_row.lsoa_name, ''), '\s+\d+[A-Z]*$', '') in (
            select place_names.district_name from place_names
        )
            then 'unknown lsoa'
        else 'outside'
    end as located
from chosen_row
left join lsoa21 on chosen_row.lsoa_published = lsoa21.lsoa21_code
left join bridge
    on chosen_row.lsoa_published = bridge.lsoa11_code and bridge.children = 1
left join split_row on chosen_row.row_order = split_row.row_order
order by chosen_row.month, lsoa21_code, chosen_row.category, chosen_row.row_order;
