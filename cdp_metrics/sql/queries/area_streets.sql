-- Grain: a row a public street name in the LSOAs of an area, most rows first: rows of the
-- home force's files from $first to $last, how many of them ASB, and the number of
-- anonymised points that bear the name. By the shares of the LSOAs. At most $most rows.
with part as materialized (
    select lsoa21_code, share from area_part where area_code = $area
),

asb as (
    select category from indicator_category where indicator_id = 'asb_incidents'
)

select
    incident.street,
    cast(
        coalesce(
            sum(part.share) filter (where incident.category in (select asb.category from asb)),
            0
        ) as double
    ) as asb,
    cast(
        coalesce(
            sum(part.share) filter (
                where incident.category not in (select asb.category from asb)
            ),
            0
        ) as double
    ) as crime,
    count(distinct(incident.longitude, incident.latitude)) as points
from incident
inner join part on incident.lsoa21_code = part.lsoa21_code
inner join build_info on incident.force = build_info.force
where
    incident.month between $first and $last
    and incident.street is not null
group by incident.street
order by asb + crime desc, incident.street
limit $most
