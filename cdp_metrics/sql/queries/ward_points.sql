-- Grain: a row a complete month in which an indicator could be counted: rows of a ward
-- by the polygon that holds their point, and by best fit of whole LSOAs, the home
-- force's rows in the partnership alone. No rows for an area without a drawn boundary.
with counting as (
    select category, since
    from indicator_category
    where indicator_id = $indicator
),

published as (
    select case when count(*) = count(since) then max(since) end as since
    from counting
),

drawn as (
    select distinct area_code from ward_point_month where area_code = $area
),

calendar as (
    select coverage.period as month, drawn.area_code
    from coverage
    inner join build_info on coverage.unit = build_info.force
    cross join published
    cross join drawn
    where
        coverage.source = 'police_street'
        and coverage.status = 'complete'
        and coverage.period >= published.since
),

by_point as (
    select month, sum(n) as n
    from ward_point_month
    where
        area_code = $area
        and category in (select counting.category from counting)
    group by month
),

part as materialized (
    select part.lsoa21_code, part.share
    from build_info
    inner join area_part as whole on build_info.area_code = whole.area_code
    inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
    where part.area_code = $area
),

by_fit as (
    select incident_month.month, sum(incident_month.n * part.share) as n
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    inner join part on incident_month.lsoa21_code = part.lsoa21_code
    where incident_month.category in (select counting.category from counting)
    group by incident_month.month
)

select
    calendar.month,
    cast(coalesce(by_point.n, 0) as double) as by_point,
    cast(coalesce(by_fit.n, 0) as double) as by_fit
from calendar
left join by_point on calendar.month = by_point.month
left join by_fit on calendar.month = by_fit.month
order by calendar.month
