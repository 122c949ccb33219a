-- Grain: a row an area of $areas and an indicator counted from street files: rows of the
-- home force's files from $first to $last in the area's LSOAs, by their shares. No row
-- where there are none.
with counted as (
    select
        area_part.area_code,
        incident_month.category,
        sum(incident_month.n * area_part.share) as n
    from area_part
    inner join incident_month on area_part.lsoa21_code = incident_month.lsoa21_code
    inner join build_info on incident_month.force = build_info.force
    where
        area_part.area_code in (select unnest($areas))
        and incident_month.month between $first and $last
    group by area_part.area_code, incident_month.category
)

select
    counted.area_code as code,
    indicator_category.indicator_id,
    cast(sum(counted.n) as double) as n
from counted
inner join indicator_category on counted.category = indicator_category.category
group by counted.area_code, indicator_category.indicator_id
order by code, indicator_category.indicator_id
