-- Grain: a row a 2021 LSOA that has a boundary, in the partnership or out of it.
select distinct area_code as lsoa21_code
from boundary
where area_type = 'lsoa21'
order by lsoa21_code
