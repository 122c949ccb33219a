-- Invented areas of any size, put into the product's staging tables: numbered LSOAs in
-- wards, MSOAs, districts and forces of very unequal size, with residents and census counts.
-- Sizes come from the table scale (one row). Draws are the same every time; hash of a hash,
-- for the hashes of neighbours alone are not independent.
create temp macro draw(what, k) as (hash(hash(what, k)) >> 11) / power(2, 53);
create temp macro dice(sides, what, k) as (
    cast(hash(hash(what, k)) % sides as integer)
);

create temp table place as
with numbered as (
    select
        scale.*,
        unnest(range(scale.lsoas)) as n
    from scale
),

grouped as (
    select
        *,
        n * wards // lsoas as ward,
        n * districts // lsoas as district
    from numbered
),

-- the k-th force is as large as 1 / (k + 1): of 43 the largest holds 15%
force_sizes as (
    select
        k,
        sum(1 / (k + 2)) over (order by k) / sum(1 / (k + 2)) over () as share_to
    from (select cast(unnest(range(forces)) as integer) as k from scale)
)

select
    grouped.n,
    'E01' || (900000 + grouped.n) as lsoa,
    'E05' || (900000 + grouped.ward) as ward,
    'E02' || (900000 + grouped.n // 5) as msoa,
    'E07' || (900000 + grouped.district) as district,
    'E22' || (900000 + grouped.district // 2) as csp,
    'E23' || (900000 + force_sizes.k) as force_area,
    force_sizes.k as force_number,
    'force-' || chr(97 + force_sizes.k // 26) || chr(97 + force_sizes.k % 26) as force,
    -- lognormal: a few LSOAs hold many. With the unevenness below, the logarithm of an
    -- LSOA's rows has the standard deviation of the 684 LSOAs of Nottinghamshire in 2025, 0.81
    exp(
        0.7 * sqrt(-2 * ln(1 - draw('size', grouped.n)))
        * cos(2 * pi() * draw('angle', grouped.n))
    ) as weight,
    1000 + cast(1400 * draw('residents', grouped.n) as bigint) as residents
from grouped
asof inner join force_sizes
    on (grouped.district + 0.5) / grouped.districts <= force_sizes.share_to;

insert into source_file by name
select
    1 as source_file_id, 'lookup_lsoa21_ward' as source, 'invented areas' as name,
    'invented' as sha256, 0 as bytes, timestamp '2026-01-31' as published_at,
    'accepted' as status
union all by name
select
    2 + months.n * scale.forces + forces.n as source_file_id, 'police_street' as source,
    'invented ' || months.n || ' ' || forces.n || '.csv' as name,
    'invented ' || months.n || ' ' || forces.n as sha256, 0 as bytes,
    timestamp '2026-01-31' as published_at, 'accepted' as status
from scale
cross join lateral (select unnest(range(scale.months)) as n) as months
cross join lateral (select unnest(range(scale.forces)) as n) as forces;

insert into stage_lookup by name
select
    1 as source_file_id, 'lsoa21_ward' as lookup, 2024 as vintage, lsoa as child_code,
    'Place ' || lsoa as child_name, ward as parent_code, 'Ward ' || ward as parent_name,
    district as district_code, 'District ' || district as district_name
from place
union all by name
select
    1 as source_file_id, 'lsoa21_msoa21' as lookup, 2021 as vintage, lsoa as child_code,
    'Place ' || lsoa as child_name, msoa as parent_code, 'Places ' || msoa as parent_name,
    district as district_code, 'District ' || district as district_name
from place;

insert into stage_lsoa_change by name
select
    1 as source_file_id, lsoa as lsoa11_code, 'Place ' || lsoa as lsoa11_name,
    'U' as change_code, lsoa as lsoa21_code, 'Place ' || lsoa as lsoa21_name,
    district as district_code, 'District ' || district as district_name
from place;

insert into stage_district_force by name
select distinct
    1 as source_file_id, district as district_code, 'District ' || district as district_name,
    csp as csp_code, 'Partnership ' || csp as csp_name, force_area as force_code,
    force as force_name
from place;

insert into stage_population by name
select
    1 as source_file_id, lsoa as area_code, 2017 + unnest(range(4)) as year,
    residents as persons
from place
union all by name
select 1 as source_file_id, district as area_code, 2001 + unnest(range(24)) as year, persons
from (select district, sum(residents) as persons from place group by district);

-- six tables of the census with six categories each; that of ages divides the residents
insert into stage_profile by name
select
    1 as source_file_id,
    place.lsoa as lsoa21_code,
    census.name as profile_table,
    if(census.name = 'age', ages.name, 'Category ' || ages.k) as category,
    place.residents * ages.share as n,
    place.residents as total
from place
cross join (
    select unnest(['age', 'tenure', 'household', 'occupancy', 'ethnic_group', 'deprivation'])
        as name
) as census
cross join (
    values
    (1, 'Aged 15 years and under', 0.18), (2, 'Aged 16 to 24 years', 0.12),
    (3, 'Aged 25 to 34 years', 0.14), (4, 'Aged 35 to 49 years', 0.19),
    (5, 'Aged 50 to 64 years', 0.19), (6, 'Aged 65 years and over', 0.18)
) as ages (k, name, share);

insert into stage_deprivation by name
select
    1 as source_file_id, place.lsoa as lsoa_code, 2019 as edition,
    'Measure ' || measures.k as measure, round(1 + 9 * draw(measures.k, place.n)) as value
from place
cross join (select unnest(range(26)) as k) as measures;

insert into stage_recorded_crime by name
select
    1 as source_file_id, forces.force, forces.force as force_name, quarters.quarter_start,
    'offence ' || offences.k as offence_code, 'Offence ' || offences.k as offence,
    'Group ' || offences.k // 12 as offence_group,
    'Subgroup ' || offences.k // 4 as offence_subgroup,
    cast(500 * draw(forces.force, offences.k) as bigint) as n, true as territorial
from (select distinct force from place) as forces
cross join (select unnest(range(138)) as k) as offences
cross join (
    select cast(unnest(
        range(timestamp '2011-01-01', timestamp '2026-01-01', interval 3 month)
    ) as date) as quarter_start
) as quarters;

-- mean of the rows a month of each LSOA and category; under 1% bear no usable place
create temp table cell as
with categories as (
    -- shares of the 121,358 rows of Nottinghamshire, January to December 2025, in the
    -- street files of data.police.uk, per cent
    select unnest([
        {'category': 'Anti-social behaviour', 'share': 16.88},
        {'category': 'Bicycle theft', 'share': 0.90},
        {'category': 'Burglary', 'share': 3.36},
        {'category': 'Criminal damage and arson', 'share': 8.40},
        {'category': 'Drugs', 'share': 3.26},
        {'category': 'Other crime', 'share': 3.22},
        {'category': 'Other theft', 'share': 6.33},
        {'category': 'Possession of weapons', 'share': 1.41},
        {'category': 'Public order', 'share': 6.04},
        {'category': 'Robbery', 'share': 1.28},
        {'category': 'Shoplifting', 'share': 11.53},
        {'category': 'Theft from the person', 'share': 0.84},
        {'category': 'Vehicle crime', 'share': 4.33},
        {'category': 'Violence and sexual offences', 'share': 32.22}
    ], recursive := true)
),

spots as (
    select n, lsoa, force, force_number, 0.991 * weight / sum(weight) over () as share
    from place
    union all
    select
        -1 - force_number, null, force, force_number, 0.009 * count(*) / sum(count(*)) over ()
    from place
    group by force, force_number
),

uneven as (
    -- each LSOA has categories of its own
    select
        spots.*,
        categories.category,
        spots.share * categories.share * -ln(1 - draw(categories.category, spots.n)) as mean
    from spots
    cross join categories
)

select
    uneven.* replace (uneven.mean / sum(uneven.mean) over () * scale.rows / scale.months as mean),
    row_number() over (order by uneven.lsoa, uneven.category) as number
from uneven
cross join scale;
