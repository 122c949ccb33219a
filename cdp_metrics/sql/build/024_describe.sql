-- Grain: a row an area and type. What it is called, how its LSOAs were chosen and how
-- well they fit. part_inside: the share of an LSOA's area that lies inside the drawn
-- boundary; lsoa_area: square kilometres.
insert into area
with named as (
    select
        area_code, area_type, coalesce(min(area_name), area_code) as area_name,
        max(vintage) as vintage
    from membership
    where area_code is not null
    group by area_code, area_type
    union all
    -- the force area exists even where no look-up names it: its figures come by force
    select force_area_code, 'force', force, null
    from build_info
    where force_area_code not in (
        select membership.area_code from membership where membership.area_code is not null
    )
    union all
    select lsoa11_code, 'lsoa11', coalesce(min(lsoa11_name), lsoa11_code), '2011'
    from stage_lsoa_change
    group by lsoa11_code
    union all
    select
        ward_code, 'ward_before', coalesce(min(ward_name), ward_code),
        cast(min(vintage) as varchar)
    from ward_before
    group by ward_code
    union all
    select area_code, 'custom', area_name, null from custom_area
),

readable as (
    select
        stage_msoa_name.msoa21_code,
        arg_max(stage_msoa_name.readable_name, age_of_file.newest) as readable_name
    from stage_msoa_name
    inner join age_of_file
        on stage_msoa_name.source_file_id = age_of_file.source_file_id
    where stage_msoa_name.readable_name is not null
    group by stage_msoa_name.msoa21_code
),

neighbourhood as (
    select parent_of.child_code as lsoa21_code, readable.readable_name
    from parent_of
    inner join readable on parent_of.parent_code = readable.msoa21_code
    where parent_of.lookup = 'lsoa21_msoa21'
),

homes as (
    -- households of an LSOA, from one table for all: tables differ by a few
    select
        lsoa21_code,
        arg_min(
            total,
            case profile_table
                when 'accommodation' then 1 when 'tenure' then 2 when 'occupancy' then 3
            end
        ) as households
    from profile
    where profile_table in ('accommodation', 'tenure', 'occupancy') and total is not null
    group by lsoa21_code
),

measured as (
    -- a sum stands only where every part has a figure
    select
        area_part.area_code,
        min(area_part.share) < 1 - 1e-9 as divided,
        sum(area_part.share * coalesce(lsoa21_residents.persons, 1)) as weight,
        case
            when count(lsoa_area.km2) = count(*)
                then sum(lsoa_area.km2 * area_part.share)
        end as km2,
        case
            when count(homes.households) = count(*)
                then sum(homes.households * area_part.share)
        end as households
    from area_part
    left join lsoa21_residents on area_part.lsoa21_code = lsoa21_residents.lsoa21_code
    left join lsoa_area on area_part.lsoa21_code = lsoa_area.lsoa21_code
    left join homes on area_part.lsoa21_code = homes.lsoa21_code
    group by area_part.area_code
),

fitted as (
    -- the share of residents in LSOAs that lie at least 95% inside what was drawn
    select
        part_inside.area_code,
        part_inside.area_type,
        case
            when count(part_inside.inside) = count(*)
                and count(lsoa21_residents.persons) = count(*)
                then coalesce(
                    sum(lsoa21_residents.persons * area_part.share) filter (
                        where part_inside.inside >= 0.95
                    ),
                    0
                ) / nullif(sum(lsoa21_residents.persons * area_part.share), 0)
        end as fit
    from part_inside
    inner join area_part
        on
            part_inside.area_code = area_part.area_code
            and part_inside.lsoa21_code = area_part.lsoa21_code
    left join lsoa21_residents
        on part_inside.lsoa21_code = lsoa21_residents.lsoa21_code
    group by part_inside.area_code, part_inside.area_type
),

own as (
    -- the partnership says since when its wards are what they are
    select distinct part.area_code, build_info.wards_since
    from build_info
    inner join area_part as whole on build_info.area_code = whole.area_code
    inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
),

lies as (
    select distinct area_part.area_code, lsoa21.district_code
    from area_part
    inner join lsoa21 on area_part.lsoa21_code = lsoa21.lsoa21_code
),

namesake as (
    -- wards now and before of one name in one district
    select distinct ward.area_code as ward_code, before.area_code as before_code
    from named as ward
    inner join named as before
        on plain_name(ward.area_name) = plain_name(before.area_name)
    inner join lies as here on ward.area_code = here.area_code
    inner join lies as there
        on before.area_code = there.area_code and here.district_code = there.district_code
    where ward.area_type = 'ward' and before.area_type = 'ward_before'
),

shared as (
    -- how many residents they have in common, which may be none
    select
        namesake.ward_code,
        namesake.before_code,
        sum(
            case
                when before_part.share is not null
                    then least(ward_part.share, before_part.share)
                        * coalesce(lsoa21_residents.persons, 1)
                else 0
            end
        ) as common
    from namesake
    inner join area_part as ward_part on namesake.ward_code = ward_part.area_code
    left join area_part as before_part
        on
            namesake.before_code = before_part.area_code
            and ward_part.lsoa21_code = before_part.lsoa21_code
    left join lsoa21_residents on ward_part.lsoa21_code = lsoa21_residents.lsoa21_code
    group by namesake.ward_code, namesake.before_code
),

moved as (
    select unnest([shared.ward_code, shared.before_code]) as area_code
    from shared
    inner join measured as ward on shared.ward_code = ward.area_code
    inner join measured as before on shared.before_code = before.area_code
    where shared.common < 0.95 * (ward.weight + before.weight - shared.common)
)

select
    named.area_code,
    named.area_type,
    named.area_name,
    named.vintage,
    case when named.area_type = 'ward' then own.wards_since end as valid_from,
    case
        when named.area_type = 'ward_before' then own.wards_since - interval 1 day
    end as valid_to,
    case
        when named.area_type = 'msoa21' and readable.readable_name is not null
            then readable.readable_name
        when named.area_type = 'lsoa21' and neighbourhood.readable_name is not null
            then neighbourhood.readable_name || ' ('
                || regexp_extract(named.area_name, '\S+$') || ')'
        else named.area_name
    end as label,
    case
        when named.area_type = 'custom' then custom_area.method
        when named.area_type in ('lsoa11', 'ward_before') and measured.divided
            then 'population share'
        when named.area_type in ('ward', 'ward_before') then 'official best fit'
        else 'exact'
    end as method,
    fitted.fit,
    case
        when named.area_type = 'custom' then custom_area.note
        when
            named.area_type in ('ward', 'ward_before')
            and named.area_code in (select moved.area_code from moved)
            then 'the name stayed and the area moved'
                || coalesce(strftime(own.wards_since, ' in %B %Y'), '')
    end as note,
    measured.km2,
    measured.households
from named
left join readable on named.area_code = readable.msoa21_code
left join neighbourhood on named.area_code = neighbourhood.lsoa21_code
left join measured on named.area_code = measured.area_code
left join fitted
    on named.area_code = fitted.area_code and named.area_type = fitted.area_type
left join own on named.area_code = own.area_code
left join custom_area on named.area_code = custom_area.area_code
order by named.area_type, named.area_code;
