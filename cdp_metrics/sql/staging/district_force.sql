-- Grain: a row a district, with its partnership (CSP) and police force area.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    trim(raw.district_code) as district_code,
    nullif(trim(raw.district_name), '') as district_name,
    nullif(trim(raw.csp_code), '') as csp_code,
    nullif(trim(raw.csp_name), '') as csp_name,
    nullif(trim(raw.force_code), '') as force_code,
    nullif(trim(raw.force_name), '') as force_name,
    case
        when not coalesce(regexp_full_match(trim(raw.district_code), '[EWSN]\d{8}'), false)
            then 'not a district code'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
