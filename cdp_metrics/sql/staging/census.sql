-- Grain: a row a 2021 LSOA and category of one census table. Unit: persons or households.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    trim(raw.lsoa21_code) as lsoa21_code,
    input_file.constant as profile_table,
    trim(raw.category) as category,
    try_cast(raw.count as double) as n,
    try_cast(raw.total as double) as total,
    case
        when not coalesce(regexp_full_match(trim(raw.lsoa21_code), '[EW]01\d{6}'), false)
            then 'not an LSOA code'
        when not coalesce(try_cast(raw.count as double) >= 0, false)
            then 'the count is not a number of 0 or more'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
