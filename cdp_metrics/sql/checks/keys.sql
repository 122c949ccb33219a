-- Keys that occur more than once.
with doubled as (
    select 'population' as what, count(*) as n
    from population
    group by population.area_code, population.reference_date
    union all
    select 'area', count(*)
    from area
    group by area.area_code, area.area_type
    union all
    select 'coverage', count(*)
    from coverage
    group by coverage.source, coverage.unit, coverage.period
    union all
    select 'incident_month', count(*)
    from incident_month
    group by
        incident_month.month, incident_month.category, incident_month.lsoa21_code,
        incident_month.force
    union all
    select 'area_part', count(*)
    from area_part
    group by area_part.area_code, area_part.lsoa21_code
    union all
    select 'observation', count(*)
    from observation
    group by
        observation.indicator_id, observation.area_code, observation.period_start,
        observation.period_end, observation.vintage
    union all
    select 'weight', count(*)
    from weight
    group by weight.set_id, weight.key
)

select what || ' has ' || count(*) || ' keys that occur more than once' as fault
from doubled
where n > 1
group by what
