-- Residents of every area: as published where an estimate for it was published, else
-- the sum over its parts (derived). Estimates to mid-2020 were issued before the census.
create temp table stated_population as
with dated as (
    select
        stage_population.area_code,
        make_date(stage_population.year, 6, 30) as reference_date,
        case
            when stage_population.year <= 2020
                then 'mid-' || stage_population.year || ' estimate, before Census 2021'
            else 'mid-' || stage_population.year || ' estimate'
        end as basis,
        stage_population.persons,
        source_file.published_at,
        stage_population.source_file_id
    from stage_population
    inner join source_file on stage_population.source_file_id = source_file.source_file_id
    union all
    select
        profile.lsoa21_code, date '2021-03-21', 'Census 2021', sum(profile.n),
        timestamp '2021-03-21', 0
    from profile
    where profile.profile_table = 'age'
    group by profile.lsoa21_code
)

select area_code, reference_date, basis, persons
from dated
qualify row_number() over (
    partition by area_code, reference_date
    order by published_at desc, source_file_id desc, persons desc
) = 1;

insert into population
with parents as (
    select lsoa21_code, count(*) as n from lsoa_change group by lsoa21_code
),

on_2021 as (
    -- census counts stand as they are; estimates by 2011 LSOA come over the bridge,
    -- where every LSOA that was merged has one
    select area_code as lsoa21_code, reference_date, basis, persons
    from stated_population
    where basis = 'Census 2021'
    union all
    select
        lsoa_change.lsoa21_code,
        stated_population.reference_date,
        stated_population.basis,
        sum(stated_population.persons * lsoa_change.share)
    from stated_population
    inner join lsoa_change on stated_population.area_code = lsoa_change.lsoa11_code
    inner join parents on lsoa_change.lsoa21_code = parents.lsoa21_code
    where stated_population.basis <> 'Census 2021'
    group by
        lsoa_change.lsoa21_code, stated_population.reference_date,
        stated_population.basis, parents.n
    having count(*) = parents.n
),

summed as (
    -- an area is summed only where every part has a figure of that date
    select
        area_part.area_code,
        on_2021.reference_date,
        on_2021.basis,
        sum(on_2021.persons * area_part.share) as persons,
        count(*) as parts
    from area_part
    inner join on_2021 on area_part.lsoa21_code = on_2021.lsoa21_code
    group by all
),

parts as (
    select area_code, count(*) as parts from area_part group by area_code
),

member as (
    select build_info.area_code, partnership_district.district_code
    from partnership_district
    cross join build_info
    union
    select force_code, district_code from district_of where force_code is not null
    union
    select csp_code, district_code from district_of where csp_code is not null
    union
    select county_code, district_code from county_of
),

members as (
    select area_code, count(*) as districts from member group by area_code
),

by_district as (
    -- wholes as sums of their districts' own estimates, where every one has its own
    select
        member.area_code,
        stated_population.reference_date,
        stated_population.basis,
        sum(stated_population.persons) as persons,
        count(*) as districts
    from member
    inner join stated_population on member.district_code = stated_population.area_code
    group by
        member.area_code, stated_population.reference_date, stated_population.basis
),

offered as (
    select area_code, reference_date, basis, persons, false as derived, 1 as rank
    from stated_population
    union all
    select
        by_district.area_code, by_district.reference_date, by_district.basis,
        by_district.persons, true, 2
    from by_district
    inner join members
        on
            by_district.area_code = members.area_code
            and by_district.districts = members.districts
    union all
    select summed.area_code, summed.reference_date, summed.basis, summed.persons, true, 3
    from summed
    inner join parts on summed.area_code = parts.area_code and summed.parts = parts.parts
)

select area_code, reference_date, basis, persons, derived
from offered
qualify row_number() over (
    partition by area_code, reference_date order by rank
) = 1
order by area_code, reference_date;
