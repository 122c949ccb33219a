-- Grain: a row a 2011 LSOA and a 2021 LSOA that it became or joined.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    trim(raw.lsoa11_code) as lsoa11_code,
    nullif(trim(raw.lsoa11_name), '') as lsoa11_name,
    trim(raw.change_code) as change_code,
    trim(raw.lsoa21_code) as lsoa21_code,
    nullif(trim(raw.lsoa21_name), '') as lsoa21_name,
    nullif(trim(raw.district_code), '') as district_code,
    nullif(trim(raw.district_name), '') as district_name,
    case
        when not coalesce(regexp_full_match(trim(raw.lsoa11_code), '[EW]01\d{6}'), false)
            then 'not a 2011 LSOA code'
        when not coalesce(regexp_full_match(trim(raw.lsoa21_code), '[EW]01\d{6}'), false)
            then 'not a 2021 LSOA code'
        when not coalesce(trim(raw.change_code) in ('U', 'M', 'S', 'X'), false)
            then 'the change is none of U, M, S, X'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
