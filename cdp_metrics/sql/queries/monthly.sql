-- Grain: a row a month of the home force's calendar, from the first held to the last:
-- how many rows an indicator counts in an area; null where the month is not complete.
with build as (
    select force, force_area_code from build_info
),

calendar as (
    select coverage.period as month, coverage.status, coverage.reason
    from coverage
    inner join build on coverage.unit = build.force
    where coverage.source = 'police_street'
),

counted as (
    select incident_month.month, sum(incident_month.n * area_part.share) as n
    from incident_month
    inner join area_part
        on
            incident_month.lsoa21_code = area_part.lsoa21_code
            and area_part.area_code = $area
    where
        incident_month.category in (
            select category from indicator_category where indicator_id = $indicator
        )
        and $area not in (select force_area_code from build)
    group by incident_month.month
    union all
    -- a force counts every row of its files, placed or not
    select incident_month.month, sum(incident_month.n) as n
    from incident_month
    inner join build on incident_month.force = build.force
    where
        incident_month.category in (
            select category from indicator_category where indicator_id = $indicator
        )
        and $area = build.force_area_code
    group by incident_month.month
)

select
    calendar.month,
    calendar.status,
    coalesce(calendar.reason, '') as reason,
    cast(
        case when calendar.status = 'complete' then coalesce(counted.n, 0) end as double
    ) as n
from calendar
left join counted on calendar.month = counted.month
order by calendar.month
