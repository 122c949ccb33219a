-- Grain: a row a 2021 LSOA of the partnership and month of complete coverage, all of
-- whose rows were published on 2021 LSOAs. Unit: published rows.
with complete as (
    select coverage.period as month
    from coverage
    inner join build_info on coverage.unit = build_info.force
    where coverage.source = 'police_street' and coverage.status = 'complete'
),

mixed as (
    select distinct incident.month from incident where incident.located = 'lsoa 2011'
),

months as (
    select complete.month
    from complete
    where complete.month not in (select mixed.month from mixed)
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
