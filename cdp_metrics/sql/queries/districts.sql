-- Grain: a row a district or county that holds an LSOA of the home force's area, and
-- whether it holds one of the partnership's too. Counties first.
with force as (
    select area_part.lsoa21_code
    from build_info
    inner join area_part on build_info.force_area_code = area_part.area_code
),

ours as (
    select area_part.lsoa21_code
    from build_info
    inner join area_part on build_info.area_code = area_part.area_code
)

select
    area.area_code,
    area.area_type,
    area.area_name,
    coalesce(
        bool_or(area_part.lsoa21_code in (select ours.lsoa21_code from ours)), false
    ) as ours
from area
inner join area_part on area.area_code = area_part.area_code
where
    area.area_type in ('district', 'county')
    and area_part.lsoa21_code in (select force.lsoa21_code from force)
group by area.area_code, area.area_type, area.area_name
order by area.area_type, area.area_name
