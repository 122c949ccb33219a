-- A partnership whose code is not the one that the look-up gives its districts.
select
    'csp = ' || build_info.area_code || ' in the partnership file, but the look-up gives '
    || string_agg(distinct district_of.csp_code || ' (' || district_of.csp_name || ')', ', ')
    || ' for its districts: correct csp or districts' as fault
from build_info
cross join partnership_district
inner join district_of
    on partnership_district.district_code = district_of.district_code
where district_of.csp_code is not null
group by build_info.area_code
having build_info.area_code not in (
    select own.csp_code
    from district_of as own
    inner join partnership_district as member
        on own.district_code = member.district_code
    where own.csp_code is not null
)
