-- Which areas each 2021 LSOA lies in, by the look-ups. Where two files state the same
-- thing, the one published last stands (then the one read last).
create temp table age_of_file as
select source_file_id, (published_at, source_file_id) as newest from source_file;

create temp table lsoa21 as
with stated as (
    select lsoa21_code, lsoa21_name, district_code, district_name, source_file_id
    from stage_lsoa_change
    union all by name
    select
        child_code as lsoa21_code, child_name as lsoa21_name,
        district_code, district_name, source_file_id
    from stage_lookup
    where lookup in ('lsoa21_ward', 'lsoa21_msoa21')
    union all by name
    select
        area_code as lsoa21_code, area_name as lsoa21_name,
        null as district_code, null as district_name, source_file_id
    from stage_boundary
    where area_type = 'lsoa21'
)

select
    stated.lsoa21_code,
    coalesce(arg_max(stated.lsoa21_name, age_of_file.newest), stated.lsoa21_code) as lsoa21_name,
    arg_max(stated.district_code, age_of_file.newest) as district_code,
    arg_max(stated.district_name, age_of_file.newest) as district_name
from stated
inner join age_of_file on stated.source_file_id = age_of_file.source_file_id
group by stated.lsoa21_code;

-- of two files with the same table of an LSOA the newest stands whole: their categories
-- may differ, and together would count residents twice
insert into profile
select
    stage_profile.lsoa21_code,
    stage_profile.profile_table,
    stage_profile.category,
    stage_profile.n,
    stage_profile.total
from stage_profile
inner join source_file on stage_profile.source_file_id = source_file.source_file_id
qualify
    rank() over (
        partition by stage_profile.lsoa21_code, stage_profile.profile_table
        order by source_file.published_at desc, stage_profile.source_file_id desc
    ) = 1
    and row_number() over (
        partition by
            stage_profile.source_file_id, stage_profile.lsoa21_code,
            stage_profile.profile_table, stage_profile.category
        order by stage_profile.n desc
    ) = 1
order by stage_profile.profile_table, stage_profile.lsoa21_code, stage_profile.category;

-- residents of each LSOA by Census 2021 (the age table), to weigh shares with
create temp table lsoa21_residents as
select lsoa21_code, sum(n) as persons
from profile
where profile_table = 'age'
group by lsoa21_code;

-- one parent a child and look-up: the newest vintage, then the newest file
create temp table parent_of as
select
    stage_lookup.lookup,
    stage_lookup.vintage,
    stage_lookup.child_code,
    stage_lookup.parent_code,
    stage_lookup.parent_name
from stage_lookup
inner join source_file on stage_lookup.source_file_id = source_file.source_file_id
where stage_lookup.lookup in ('lsoa21_ward', 'lsoa21_msoa21')
qualify row_number() over (
    partition by stage_lookup.lookup, stage_lookup.child_code
    order by
        stage_lookup.vintage desc nulls last,
        source_file.published_at desc,
        stage_lookup.source_file_id desc,
        stage_lookup.parent_code
) = 1;

create temp table district_of as
select
    stage_district_force.district_code,
    arg_max(stage_district_force.district_name, age_of_file.newest) as district_name,
    arg_max(stage_district_force.csp_code, age_of_file.newest) as csp_code,
    arg_max(stage_district_force.csp_name, age_of_file.newest) as csp_name,
    arg_max(stage_district_force.force_code, age_of_file.newest) as force_code,
    arg_max(stage_district_force.force_name, age_of_file.newest) as force_name
from stage_district_force
inner join age_of_file
    on stage_district_force.source_file_id = age_of_file.source_file_id
group by stage_district_force.district_code;

create temp table county_of as
select district_code, min(county_code) as county_code, min(county_name) as county_name
from stage_msoa_name
where county_code <> district_code
group by district_code;

-- every statement "this LSOA belongs to that area", partitions and overlays alike
create temp table membership as
select lsoa21_code, lsoa21_code as area_code, lsoa21_name as area_name,
    'lsoa21' as area_type, '2021' as vintage
from lsoa21
union all
select child_code, parent_code, parent_name, 'ward', cast(vintage as varchar)
from parent_of
where lookup = 'lsoa21_ward'
union all
select child_code, parent_code, parent_name, 'msoa21', '2021'
from parent_of
where lookup = 'lsoa21_msoa21'
union all
select lsoa21_code, district_code, district_name, 'district', null
from lsoa21
where district_code is not null
union all
select lsoa21.lsoa21_code, district_of.csp_code, district_of.csp_name, 'csp', null
from lsoa21
inner join district_of on lsoa21.district_code = district_of.district_code
where district_of.csp_code not in (select build_info.area_code from build_info)
union all
select lsoa21.lsoa21_code, district_of.force_code, district_of.force_name, 'force', null
from lsoa21
inner join district_of on lsoa21.district_code = district_of.district_code
union all
select lsoa21.lsoa21_code, county_of.county_code, county_of.county_name, 'county', null
from lsoa21
inner join county_of on lsoa21.district_code = county_of.district_code
union all
select lsoa21.lsoa21_code, build_info.area_code, build_info.place, 'partnership', null
from lsoa21
inner join partnership_district
    on lsoa21.district_code = partnership_district.district_code
cross join build_info;
