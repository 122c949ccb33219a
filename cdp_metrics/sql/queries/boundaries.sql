-- Grain: a row an area of one type and of $codes, with the newest boundary held. WKB in
-- degrees.
select area_code, area_name, wkb
from boundary
where area_type = $area_type and area_code in (select unnest($codes))
qualify row_number() over (
    partition by area_code order by vintage desc nulls last, source_file_id
) = 1
order by area_code
