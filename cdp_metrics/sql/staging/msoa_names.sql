-- Grain: a row an MSOA with its readable name and the authorities that hold it.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    trim(raw.msoa21_code) as msoa21_code,
    nullif(trim(raw.msoa_name), '') as msoa_name,
    nullif(trim(raw.readable_name), '') as readable_name,
    nullif(trim(raw.district_code), '') as district_code,
    nullif(trim(raw.district_name), '') as district_name,
    nullif(trim(raw.county_code), '') as county_code,
    nullif(trim(raw.county_name), '') as county_name,
    case
        when not coalesce(regexp_full_match(trim(raw.msoa21_code), '[EW]02\d{6}'), false)
            then 'not an MSOA code'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
