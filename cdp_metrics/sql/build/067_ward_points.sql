-- Grain: a row a ward, month and category; points as placed in wards (point_rows).
insert into ward_point_month
select
    point_rows.area_code,
    incident.month,
    incident.category,
    count(*) as n
from incident
inner join build_info on incident.force = build_info.force
inner join area_part
    on
        build_info.area_code = area_part.area_code
        and incident.lsoa21_code = area_part.lsoa21_code
inner join point_rows
    on
        incident.longitude = point_rows.longitude
        and incident.latitude = point_rows.latitude
group by point_rows.area_code, incident.month, incident.category
order by all
