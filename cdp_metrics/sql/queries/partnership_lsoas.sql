-- Grain: a row a 2021 LSOA of the partnership, with the name people read and its ward.
select
    area_part.lsoa21_code,
    coalesce(lsoa.label, lsoa.area_name) as lsoa_name,
    ward.area_name as ward_name
from build_info
inner join area_part on build_info.area_code = area_part.area_code
inner join area as lsoa
    on area_part.lsoa21_code = lsoa.area_code and lsoa.area_type = 'lsoa21'
left join (
    select area_part.lsoa21_code, area.area_name
    from area_part
    inner join area on area_part.area_code = area.area_code
    where area.area_type = 'ward' and area.valid_to is null
) as ward on area_part.lsoa21_code = ward.lsoa21_code
order by area_part.lsoa21_code
