-- Grain: a row a 2021 LSOA that counts in an area: its label, the share of it that
-- counts, and residents of the whole LSOA by the last estimate.
with residents as (
    select area_code, arg_max(persons, reference_date) as persons
    from population
    group by area_code
)

select
    area_part.lsoa21_code as code,
    area.label,
    area_part.share,
    residents.persons as residents
from area_part
inner join area on area_part.lsoa21_code = area.area_code and area.area_type = 'lsoa21'
left join residents on area_part.lsoa21_code = residents.area_code
where area_part.area_code = $area
order by area.area_name, code
