-- Grain: a row a ward of a kind ($kind: ward, ward_before) that holds an LSOA of the
-- partnership: the LSOAs that stand for it, how well they fit, and the rows that an
-- indicator counts by point from $first to $last, null where no boundary is held.
with part as (
    select area_part.area_code, list(area_part.lsoa21_code order by area_part.lsoa21_code) as lsoas
    from area_part
    where area_part.area_code in (select area.area_code from area where area.area_type = $kind)
    group by area_part.area_code
),

ours as (
    select list(area_part.lsoa21_code) as lsoas
    from build_info
    inner join area_part on build_info.area_code = area_part.area_code
),

by_point as (
    select
        area_code,
        coalesce(
            sum(n) filter (
                where month between $first and $last
                and category in (
                    select indicator_category.category
                    from indicator_category
                    where indicator_category.indicator_id = $indicator
                )
            ),
            0
        ) as n
    from ward_point_month
    group by area_code
)

select
    area.area_code as code,
    part.lsoas,
    cast(by_point.n as double) as by_point,
    area.fit,
    coalesce(area.note, '') as note
from area
inner join part on area.area_code = part.area_code
inner join ours on list_has_any(part.lsoas, ours.lsoas)
left join by_point on area.area_code = by_point.area_code
where area.area_type = $kind
order by area.area_code
