-- Grain: a row a measure of $indicators, month on 2021 LSOAs and LSOA of $codes. Unit:
-- published rows of the home force; a complete month without one is a zero.
with counted as (
    select
        indicator_category.indicator_id,
        incident_month.month,
        incident_month.lsoa21_code,
        sum(incident_month.n) as n
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    inner join indicator_category on incident_month.category = indicator_category.category
    where indicator_category.indicator_id in (select unnest($indicators))
    group by all
),

held as (
    select indicator_category.indicator_id, min(indicator_category.since) as since
    from indicator_category
    where indicator_category.indicator_id in (select unnest($indicators))
    group by indicator_category.indicator_id
)

select
    held.indicator_id,
    lsoa21_month.month,
    place.lsoa21_code,
    coalesce(counted.n, 0) as n
from held
inner join lsoa21_month on held.since <= lsoa21_month.month
cross join (select unnest($codes) as lsoa21_code) as place
left join counted
    on
        held.indicator_id = counted.indicator_id
        and lsoa21_month.month = counted.month
        and place.lsoa21_code = counted.lsoa21_code
order by held.indicator_id, lsoa21_month.month, place.lsoa21_code
