-- A district of the partnership that no look-up places any LSOA in.
select
    'district ' || partnership_district.district_code || ' holds no LSOA in any look-up: '
    || 'add the ONS look-up from LSOA 2011 to LSOA 2021 with districts, or correct '
    || 'districts in the partnership file' as fault
from partnership_district
where partnership_district.district_code not in (
    select lsoa21.district_code from lsoa21 where lsoa21.district_code is not null
)
