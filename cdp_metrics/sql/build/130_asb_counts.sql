-- Grain: a row a month on 2021 LSOAs and LSOA of $codes. Unit: published rows of the home
-- force. A complete month without one is a zero.
with counted as (
    select
        incident_month.month,
        incident_month.lsoa21_code,
        coalesce(
            sum(incident_month.n) filter (
                where incident_month.category = 'Anti-social behaviour'
            ), 0
        ) as asb,
        coalesce(
            sum(incident_month.n) filter (
                where incident_month.category in (
                    'Shoplifting', 'Theft from the person', 'Bicycle theft'
                )
            ), 0
        ) as footfall,
        sum(incident_month.n) as n
    from incident_month
    inner join build_info on incident_month.force = build_info.force
    where incident_month.lsoa21_code is not null
    group by incident_month.month, incident_month.lsoa21_code
)

select
    lsoa21_month.month,
    place.lsoa21_code,
    coalesce(counted.asb, 0) as asb,
    coalesce(counted.footfall, 0) as footfall,
    coalesce(counted.n - counted.asb - counted.footfall, 0) as other
from lsoa21_month
cross join (select unnest($codes) as lsoa21_code) as place
left join counted
    on
        lsoa21_month.month = counted.month
        and place.lsoa21_code = counted.lsoa21_code
order by lsoa21_month.month, place.lsoa21_code
