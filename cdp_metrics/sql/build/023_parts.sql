-- Every geography as weighted 2021 LSOAs: what the look-ups say, the wards before, LSOAs
-- of 2011, and the partnership's own areas (custom_part).
insert into area_part
select area_code, lsoa21_code, 1.0 as share
from membership
where area_code is not null
group by area_code, lsoa21_code
union all
select ward_code, lsoa21_code, share from ward_before
union all
select lsoa11_code, lsoa21_code, share
from lsoa11_share
where lsoa11_code not in (select lsoa21.lsoa21_code from lsoa21)
union all
select area_code, lsoa21_code, share from custom_part
order by area_code, lsoa21_code;

-- the partnership's own polygons, where it drew any
insert into boundary by name
select area_code, 'custom' as area_type, area_name, wkb
from custom_area
where wkb is not null
order by area_code;
