-- Grain: a row a ward of the partnership, now or before.
select distinct area.area_code, area.area_type
from build_info
inner join area_part as whole on build_info.area_code = whole.area_code
inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
inner join area on part.area_code = area.area_code
where area.area_type in ('ward', 'ward_before')
order by area.area_type, area.area_code
