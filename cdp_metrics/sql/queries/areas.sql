-- Grain: a row an area that a reader can choose: the partnership, its current wards,
-- its force area.
with wards as (
    select distinct part.area_code
    from build_info
    inner join area_part as whole on build_info.area_code = whole.area_code
    inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
)

select area.area_code, area.area_type, area.area_name
from area
cross join build_info
where
    (area.area_type = 'partnership' and area.area_code = build_info.area_code)
    or (
        area.area_type = 'ward'
        and area.valid_to is null
        and area.area_code in (select wards.area_code from wards)
    )
    or (area.area_type = 'force' and area.area_code = build_info.force_area_code)
order by
    case area.area_type when 'partnership' then 1 when 'ward' then 2 else 3 end,
    area.area_name
