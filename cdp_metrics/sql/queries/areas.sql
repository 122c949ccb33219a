-- Grain: a row an area that a reader can choose: the partnership, its own areas, its
-- wards now and before, MSOAs and LSOAs, its force area. A ward stands by its name,
-- smaller areas by their official ones.
with ours as (
    select distinct part.area_code
    from build_info
    inner join area_part as whole on build_info.area_code = whole.area_code
    inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
)

select
    area.area_code,
    area.area_type,
    area.area_name,
    area.label,
    area.method,
    area.fit,
    coalesce(area.note, '') as note,
    area.km2,
    area.households,
    area.valid_from,
    area.valid_to
from area
cross join build_info
where
    (area.area_type = 'partnership' and area.area_code = build_info.area_code)
    or (
        area.area_type in ('custom', 'ward', 'ward_before', 'msoa21', 'lsoa21')
        and area.area_code in (select ours.area_code from ours)
    )
    or (area.area_type = 'force' and area.area_code = build_info.force_area_code)
order by
    list_position(
        ['partnership', 'custom', 'ward', 'ward_before', 'msoa21', 'lsoa21', 'force'],
        area.area_type
    ),
    area.area_name,
    area.area_code
