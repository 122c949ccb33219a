-- How LSOAs of 2011 became those of 2021, and the wards before their redrawing.
-- Shares are by residents.
insert into lsoa_change
with stated as (
    select distinct lsoa11_code, lsoa21_code, change_code from stage_lsoa_change
)

select
    stated.lsoa11_code,
    stated.lsoa21_code,
    stated.change_code,
    case
        -- by residents, where they are known of every part
        when count(lsoa21_residents.persons) over same_parent = count(*) over same_parent
            and sum(lsoa21_residents.persons) over same_parent > 0
            then lsoa21_residents.persons / sum(lsoa21_residents.persons) over same_parent
        else 1.0 / count(*) over same_parent
    end as share
from stated
left join lsoa21_residents on stated.lsoa21_code = lsoa21_residents.lsoa21_code
window same_parent as (partition by stated.lsoa11_code);

create temp table lsoa11_residents as
select
    stage_population.area_code as lsoa11_code,
    arg_max(
        stage_population.persons,
        (
            stage_population.year, source_file.published_at,
            source_file.source_file_id, stage_population.persons
        )
    ) as persons
from stage_population
inner join source_file on stage_population.source_file_id = source_file.source_file_id
where stage_population.area_code like '_01%'
group by stage_population.area_code;

-- What of a 2021 LSOA counts in each 2011 LSOA that it came from: one that was merged
-- counts in each of them by their residents in the last estimate, else evenly.
create temp table lsoa11_share as
select
    lsoa_change.lsoa11_code,
    lsoa_change.lsoa21_code,
    case
        when count(lsoa11_residents.persons) over same_child = count(*) over same_child
            and sum(lsoa11_residents.persons) over same_child > 0
            then lsoa11_residents.persons / sum(lsoa11_residents.persons) over same_child
        else 1.0 / count(*) over same_child
    end as share
from lsoa_change
left join lsoa11_residents on lsoa_change.lsoa11_code = lsoa11_residents.lsoa11_code
window same_child as (partition by lsoa_change.lsoa21_code);

-- Wards that a look-up from 2011 LSOAs names and that are wards no longer, by the oldest
-- such look-up: its best fit, brought to 2021 LSOAs.
create temp table ward_before as
with oldest as (
    select
        stage_lookup.child_code as lsoa11_code,
        stage_lookup.parent_code as ward_code,
        stage_lookup.parent_name as ward_name,
        stage_lookup.vintage
    from stage_lookup
    inner join source_file on stage_lookup.source_file_id = source_file.source_file_id
    where stage_lookup.lookup = 'lsoa11_ward'
    qualify row_number() over (
        partition by stage_lookup.child_code
        order by
            stage_lookup.vintage nulls last,
            source_file.published_at desc,
            stage_lookup.source_file_id desc,
            stage_lookup.parent_code
    ) = 1
)

select
    oldest.ward_code,
    min(oldest.ward_name) as ward_name,
    min(oldest.vintage) as vintage,
    lsoa11_share.lsoa21_code,
    sum(lsoa11_share.share) as share
from oldest
inner join lsoa11_share on oldest.lsoa11_code = lsoa11_share.lsoa11_code
where oldest.ward_code not in (
    select parent_of.parent_code from parent_of where parent_of.lookup = 'lsoa21_ward'
)
group by oldest.ward_code, lsoa11_share.lsoa21_code;
