-- Grain: a row a month of the home force's calendar, from the first held to the last:
-- how many rows of its files an indicator counts in an area; null where the month is not
-- complete, or lies before the force's files hold any such row. No rows for an area or an
-- indicator that the store does not know.
with build as (
    select force, force_area_code from build_info
),

counting as (
    select category, since
    from indicator_category
    where indicator_id = $indicator
),

published as (
    -- one category that the force never published leaves nothing to count
    select
        count(*) as categories,
        case when count(*) = count(since) then max(since) end as since
    from counting
),

calendar as (
    select
        coverage.period as month,
        published.since,
        coalesce(coverage.period >= published.since, false) as counted,
        coverage.status,
        coverage.reason
    from coverage
    inner join build on coverage.unit = build.force
    cross join published
    where
        coverage.source = 'police_street'
        and published.categories > 0
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
    select incident_month.month, sum(incident_month.n * part.share) as n
    from incident_month
    inner join build on incident_month.force = build.force
    inner join part on incident_month.lsoa21_code = part.lsoa21_code
    where incident_month.category in (select counting.category from counting)
    group by incident_month.month
    union all
    -- a force counts every row of its files, placed or not
    select incident_month.month, sum(incident_month.n) as n
    from incident_month
    inner join build on incident_month.force = build.force
    where
        incident_month.category in (select counting.category from counting)
        and $area = build.force_area_code
    group by incident_month.month
)

select
    calendar.month,
    case when calendar.counted then calendar.status else 'missing' end as status,
    case
        when calendar.counted then coalesce(calendar.reason, '')
        when calendar.status = 'missing' then calendar.reason
        when calendar.since is null then 'the force''s files hold no such rows'
        else 'the force''s files hold no such rows before '
            || strftime(calendar.since, '%b %Y')
    end as reason,
    cast(
        case
            when calendar.counted and calendar.status = 'complete'
                then coalesce(counted.n, 0)
        end as double
    ) as n
from calendar
left join counted on calendar.month = counted.month
order by calendar.month
