-- Grain: a row a current ward that holds an LSOA of the partnership.
select distinct area.area_code, area.area_name
from build_info
inner join area_part as whole on build_info.area_code = whole.area_code
inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
inner join area on part.area_code = area.area_code
where area.area_type = 'ward' and area.valid_to is null
order by area.area_name
