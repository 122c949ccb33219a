-- Grain: a row an LSOA of $codes, crime category of $categories and half of the twelve
-- months from $first (early: the first six). Unit: published rows of the home force.
select
    incident_month.lsoa21_code,
    incident_month.category,
    incident_month.month < $first + interval 6 months as early,
    sum(incident_month.n) as n
from incident_month
inner join build_info on incident_month.force = build_info.force
where
    incident_month.month >= $first
    and incident_month.month < $first + interval 12 months
    and incident_month.category in (select unnest($categories))
    and incident_month.lsoa21_code in (select unnest($codes))
group by incident_month.lsoa21_code, incident_month.category, early
order by incident_month.lsoa21_code, incident_month.category, early
