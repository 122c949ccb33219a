-- Grain: a row a category of a census table in an area, by the shares of its LSOAs: n
-- persons or households. Table "deprivation": residents of the LSOAs among the most
-- deprived tenth and fifth of England's by the newest Index of Multiple Deprivation held.
with part as materialized (
    select lsoa21_code, share from area_part where area_code = $area
),

edition as (
    select max(edition) as newest from deprivation where measure = 'IMD_decile'
),

deprived as (
    select
        deprivation.edition,
        sum(resident.n * part.share) as everybody,
        sum(resident.n * part.share) filter (where deprivation.value <= 1) as tenth,
        sum(resident.n * part.share) filter (where deprivation.value <= 2) as fifth
    from part
    inner join deprivation on part.lsoa21_code = deprivation.lsoa_code
    inner join edition on deprivation.edition = edition.newest
    inner join profile as resident
        on
            part.lsoa21_code = resident.lsoa21_code
            and resident.profile_table = 'age'
    where deprivation.measure = 'IMD_decile'
    group by deprivation.edition
)

select
    profile.profile_table as "table",
    profile.category,
    sum(profile.n * part.share) as n,
    cast(
        sum(sum(profile.n * part.share)) over (partition by profile.profile_table)
        as double
    ) as total,
    cast(null as integer) as edition
from part
inner join profile on part.lsoa21_code = profile.lsoa21_code
group by profile.profile_table, profile.category
union all
select 'deprivation', 'tenth', coalesce(tenth, 0), everybody, edition from deprived
union all
select 'deprivation', 'fifth', coalesce(fifth, 0), everybody, edition from deprived
order by "table", profile.category
