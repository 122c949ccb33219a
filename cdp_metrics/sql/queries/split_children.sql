-- Grain: a row a 2011 LSOA that was split and a 2021 LSOA it became.
select lsoa11_code, lsoa21_code
from lsoa_change
qualify count(*) over (partition by lsoa11_code) > 1
order by lsoa11_code, lsoa21_code
