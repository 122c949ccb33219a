-- Grain: a row a 2021 LSOA of the partnership, or of the ring around it where the home
-- force polices it (elsewhere its rows are in files that may not be held). Residents by
-- Census 2021; visitor: as the newest harm index has it.
with residents as (
    select profile.lsoa21_code, sum(profile.n) as residents
    from profile
    where profile.profile_table = 'age'
    group by profile.lsoa21_code
),

place as (
    select area_part.lsoa21_code, false as ring
    from build_info
    inner join area_part on build_info.area_code = area_part.area_code
    union all
    select distinct neighbour.lsoa21_code, true as ring
    from neighbour
    inner join build_info on neighbour.ring
    inner join area_part
        on
            build_info.force_area_code = area_part.area_code
            and neighbour.lsoa21_code = area_part.lsoa21_code
)

select
    place.lsoa21_code,
    place.ring,
    residents.residents,
    coalesce(newest.visitor, false) as visitor
from place
inner join residents on place.lsoa21_code = residents.lsoa21_code
left join (
    select asb_harm_lsoa.lsoa21, asb_harm_lsoa.visitor
    from asb_harm_lsoa
    qualify asb_harm_lsoa.period_end = max(asb_harm_lsoa.period_end) over ()
) as newest on place.lsoa21_code = newest.lsoa21
where residents.residents > 0
order by place.lsoa21_code
