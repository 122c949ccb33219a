-- Grain: a row an area with a boundary and an LSOA of it, as measured (inside_rows).
create temp table part_inside as
select
    area_code,
    area_type,
    lsoa21_code,
    case when not isnan(inside) then inside end as inside
from inside_rows
