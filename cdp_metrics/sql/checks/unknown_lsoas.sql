-- Rows whose LSOA name lies in the partnership's area but whose code is in no look-up:
-- above 0.5% of the area's rows, the look-ups do not fit the files.
with counted as (
    select
        count(*) filter (where incident.located = 'unknown lsoa') as unknown,
        count(*) filter (
            where incident.located = 'unknown lsoa'
                or partnership_district.district_code is not null
        ) as in_area,
        string_agg(distinct incident.lsoa_published, ', ') filter (
            where incident.located = 'unknown lsoa'
        ) as codes
    from incident
    left join lsoa21 on incident.lsoa21_code = lsoa21.lsoa21_code
    left join partnership_district
        on lsoa21.district_code = partnership_district.district_code
)

select
    unknown || ' of ' || in_area || ' rows of the area carry an LSOA code that is in no '
    || 'look-up (' || left(codes, 120) || '): add the ONS look-up that holds them' as fault
from counted
where unknown > 0.005 * in_area
