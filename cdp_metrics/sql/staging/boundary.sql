-- Grain: a row a shape of one map file, as read by GeoPandas (boundary_rows).
insert into rows_read
select source_file_id, count(*) as n from boundary_rows group by source_file_id;

insert into stage_boundary
select
    cast(source_file_id as integer) as source_file_id,
    area_code,
    area_type,
    area_name,
    cast(vintage as integer) as vintage,
    wkb
from boundary_rows;
