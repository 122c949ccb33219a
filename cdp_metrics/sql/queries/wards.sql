-- Grain: a row a current ward that holds an LSOA of the partnership: rows of the home
-- force's files that an indicator counts from $first to $last, with the ward's residents
-- by the latest estimate dated on or before $last, else the earliest there is.
with wards as (
    select distinct area.area_code, area.area_name
    from build_info
    inner join area_part as whole on build_info.area_code = whole.area_code
    inner join area_part as part on whole.lsoa21_code = part.lsoa21_code
    inner join area on part.area_code = area.area_code
    where area.area_type = 'ward' and area.valid_to is null
),

counted as (
    select area_part.area_code, sum(incident_month.n * area_part.share) as n
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    inner join area_part on incident_month.lsoa21_code = area_part.lsoa21_code
    where
        incident_month.month between $first and $last
        and area_part.area_code in (select wards.area_code from wards)
        and incident_month.category in (
            select indicator_category.category
            from indicator_category
            where indicator_category.indicator_id = $indicator
        )
    group by area_part.area_code
),

residents as (
    select population.area_code, population.persons, population.basis
    from population
    where population.area_code in (select wards.area_code from wards)
    qualify row_number() over (
        partition by population.area_code
        order by
            population.reference_date > last_day($last),
            case
                when population.reference_date <= last_day($last)
                    then -epoch(population.reference_date)
                else epoch(population.reference_date)
            end
    ) = 1
)

select
    wards.area_code as code,
    wards.area_name as name,
    cast(coalesce(counted.n, 0) as double) as n,
    residents.persons as residents,
    coalesce(residents.basis, '') as basis
from wards
left join counted on wards.area_code = counted.area_code
left join residents on wards.area_code = residents.area_code
order by n desc, name
