-- Grain: a row a category that occurs, with the first month in which the home force's
-- files hold it; null where only another force's do.
select
    incident_month.category,
    min(incident_month.month) filter (
        where incident_month.force = build_info.force
    ) as first_month
from incident_month
cross join build_info
group by incident_month.category
order by incident_month.category
