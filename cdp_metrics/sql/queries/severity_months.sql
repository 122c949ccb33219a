-- Grain: a row a category of crime: its rows in the home force's files in an area, a
-- number a month of the calendar, null where the month is not complete. Anti-social
-- behaviour has no weight and is left out. standing: weighted, excluded by the set, or
-- without a weight. No rows for an area that the store does not know.
with build as (
    select force, force_area_code from build_info
),

category as (
    select
        indicator_category.category as key,
        weight.weight,
        case
            when weight.key is null then 'unweighted'
            when weight.included then 'weighted'
            else 'excluded'
        end as standing
    from indicator_category
    left join weight
        on
            indicator_category.category = weight.key
            and weight.set_id = $weights
    where indicator_category.indicator_id = 'all_crime'
),

calendar as (
    select coverage.period as month, coverage.status
    from coverage
    inner join build on coverage.unit = build.force
    where
        coverage.source = 'police_street'
        and $area in (select area.area_code from area)
),

part as materialized (
    -- found first, so that only the rows of these LSOAs are read; none for a force
    select area_part.lsoa21_code, area_part.share
    from area_part
    inner join build on area_part.area_code <> build.force_area_code
    where area_part.area_code = $area
),

counted as (
    select incident_month.month, incident_month.category, sum(incident_month.n * part.share) as n
    from incident_month
    inner join build on incident_month.force = build.force
    inner join part on incident_month.lsoa21_code = part.lsoa21_code
    group by incident_month.month, incident_month.category
    union all
    -- a force counts every row of its files, placed or not
    select incident_month.month, incident_month.category, sum(incident_month.n) as n
    from incident_month
    inner join build on incident_month.force = build.force
    where $area = build.force_area_code
    group by incident_month.month, incident_month.category
)

select
    category.key,
    category.key as name,
    category.standing,
    category.weight,
    list(
        cast(
            case when calendar.status = 'complete' then coalesce(counted.n, 0) end as double
        )
        order by calendar.month
    ) as counts
from calendar
cross join category
left join counted on calendar.month = counted.month and category.key = counted.category
group by category.key, category.standing, category.weight
order by category.key
