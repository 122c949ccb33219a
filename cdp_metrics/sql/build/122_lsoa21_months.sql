-- Grain: a row a month of complete coverage whose rows were published on 2021 LSOAs.
-- Twelve months that mix vintages would compare areas that are not the same.
create view lsoa21_month as
with placed as (
    -- the home force's rows in the partnership, and how many came over the bridge
    select
        incident.month,
        count(*) as n,
        count(*) filter (where incident.located = 'lsoa 2011') as bridged
    from incident
    inner join build_info on incident.force = build_info.force
    inner join area_part
        on
            build_info.area_code = area_part.area_code
            and incident.lsoa21_code = area_part.lsoa21_code
    group by incident.month
)

select coverage.period as month
from coverage
inner join build_info on coverage.unit = build_info.force
inner join placed on coverage.period = placed.month
where
    coverage.source = 'police_street'
    and coverage.status = 'complete'
    -- a stray old code does not make a month one of 2011; a hundredth does
    and placed.bridged <= 0.01 * placed.n
