-- Grain: a row a 2021 LSOA that a look-up names, and whether it is the partnership's.
select
    lsoa21.lsoa21_code,
    partnership_district.district_code is not null as own
from lsoa21
left join partnership_district
    on lsoa21.district_code = partnership_district.district_code
order by lsoa21.lsoa21_code
