-- Grain: a row a 2021 LSOA of the partnership and month of complete coverage that was
-- published on 2021 LSOAs. Unit: published rows of the home force.
with complete as (
    select coverage.period as month
    from coverage
    inner join build_info on coverage.unit = build_info.force
    where coverage.source = 'police_street' and coverage.status = 'complete'
),

placed as (
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
),

months as (
    -- a stray old code does not make a month one of 2011; a hundredth does
    select complete.month
    from complete
    inner join placed on complete.month = placed.month
    where placed.bridged <= 0.01 * placed.n
),

counted as (
    select
        incident_month.month,
        incident_month.lsoa21_code,
        sum(incident_month.n) filter (
            where incident_month.category = 'Anti-social behaviour'
        ) as asb,
        sum(incident_month.n) filter (
            where incident_month.category in (
                'Shoplifting', 'Theft from the person', 'Bicycle theft'
            )
        ) as footfall
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    where incident_month.lsoa21_code is not null
    group by all
)

select
    months.month,
    area_part.lsoa21_code,
    coalesce(counted.asb, 0) as asb,
    coalesce(counted.footfall, 0) as footfall
from months
cross join build_info
inner join area_part on build_info.area_code = area_part.area_code
left join counted
    on months.month = counted.month and area_part.lsoa21_code = counted.lsoa21_code
order by months.month, area_part.lsoa21_code
