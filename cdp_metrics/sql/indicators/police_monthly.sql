-- Grain: a row an indicator, area and month for which the home force's files are
-- complete. Unit: published rows, weighted by the share of each LSOA in the area; a
-- force area counts every row of its force, placed or not. Rows of other forces' files are
-- left out: their months are not held alike.
create view observation_monthly as
with complete as (
    select coverage.period as month
    from coverage
    inner join build_info on coverage.unit = build_info.force
    where coverage.source = 'police_street' and coverage.status = 'complete'
),

placed as (
    select
        indicator_category.indicator_id,
        area_part.area_code,
        incident_month.month,
        sum(incident_month.n * area_part.share) as numerator
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    inner join indicator_category
        on incident_month.category = indicator_category.category
    inner join area_part on incident_month.lsoa21_code = area_part.lsoa21_code
    where area_part.area_code <> build_info.force_area_code
    group by all
),

recorded as (
    select
        indicator_category.indicator_id,
        build_info.force_area_code as area_code,
        incident_month.month,
        sum(incident_month.n) as numerator
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    inner join indicator_category
        on incident_month.category = indicator_category.category
    group by all
),

held as (
    select * from placed
    union all
    select * from recorded
),

named as (
    select indicator_id, max(since) as since
    from indicator_category
    group by indicator_id
    having count(*) = count(since)
),

final as (
    -- a complete month without a row in an area is a true zero
    select
        named.indicator_id,
        areas.area_code,
        complete.month as period_start,
        last_day(complete.month) as period_end,
        coalesce(held.numerator, 0) as numerator,
        cast(null as double) as denominator
    from (select distinct area_code from area) as areas
    cross join complete
    inner join named on complete.month >= named.since
    left join held
        on
            areas.area_code = held.area_code
            and complete.month = held.month
            and named.indicator_id = held.indicator_id
)

select
    indicator_id,
    area_code,
    period_start,
    period_end,
    numerator,
    denominator,
    'provisional' as status
from final
