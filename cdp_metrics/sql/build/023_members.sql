-- Grain: a row an area that may have a boundary and a 2021 LSOA that counts in it.
with typed as (
    select distinct area_code, area_type
    from membership
    where area_type in ('ward', 'lsoa21')
    union
    select ward_code, 'ward_before' from ward_before
    union
    select lsoa11_code, 'lsoa11' from lsoa_change
    union
    select area_code, 'custom' from custom_area
)

select area_part.area_code, typed.area_type, area_part.lsoa21_code
from area_part
inner join typed on area_part.area_code = typed.area_code
order by all
