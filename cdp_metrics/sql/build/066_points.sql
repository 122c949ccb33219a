-- Grain: a row a point at which rows of the home force in the partnership lie.
select distinct incident.longitude, incident.latitude
from incident
inner join build_info on incident.force = build_info.force
inner join area_part
    on
        build_info.area_code = area_part.area_code
        and incident.lsoa21_code = area_part.lsoa21_code
where incident.longitude is not null
order by all
