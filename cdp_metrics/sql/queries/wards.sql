-- Grain: a row a ward of a kind ($kind: ward, ward_before) that holds an LSOA of the
-- partnership: rows of the home force's files that an indicator counts from $first to
-- $last, with the ward's residents by the latest estimate dated on or before $last, else
-- the earliest there is.
with wards as (
    select area_code, area_name
    from area
    where
        area_type = $kind
        and area_code in (
            select part.area_code
            from build_info
            inner join area_part as whole on build_info.area_code = whole.area_code
            inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
        )
),

counted as (
    select area_part.area_code, sum(incident_month.n * area_part.share) as n
    from wards
    inner join area_part on wards.area_code = area_part.area_code
    inner join incident_month on area_part.lsoa21_code = incident_month.lsoa21_code
    inner join build_info on incident_month.force = build_info.force
    where
        incident_month.month between $first and $last
        and incident_month.category in (
            select indicator_category.category
            from indicator_category
            where indicator_category.indicator_id = $indicator
        )
    group by area_part.area_code
),

residents as (
    select
        population.area_code,
        coalesce(
            arg_max(population, population.reference_date) filter (
                where population.reference_date <= last_day($last)
            ),
            arg_min(population, population.reference_date)
        ) as estimate
    from population
    where population.area_code in (select wards.area_code from wards)
    group by population.area_code
)

select
    wards.area_code as code,
    wards.area_name as name,
    cast(coalesce(counted.n, 0) as double) as n,
    residents.estimate.persons as residents,
    coalesce(residents.estimate.basis, '') as basis
from wards
left join counted on wards.area_code = counted.area_code
left join residents on wards.area_code = residents.area_code
order by n desc, name
