-- Grain: a row an LSOA and rate. Unit: the rate's own. Name and year are in the file, or
-- its own name has them; without a year, or with an LSOA twice, the whole file is refused.
create or replace temp table staged as
with typed as (
    select
        input_file.source_file_id,
        raw.line,
        trim(raw.lsoa21_code) as lsoa21_code,
        finite(raw.rate) as rate,
        coalesce(
            nullif(trim(raw.name), ''),
            regexp_extract(source_file.name, '([^/\\]+?)(\.[A-Za-z]+)?$', 1)
        ) as name,
        coalesce(finite(raw.year), input_file.vintage) as year
    from raw
    inner join input_file on raw.path = input_file.path
    inner join source_file on input_file.source_file_id = source_file.source_file_id
)

select
    source_file_id,
    line,
    lsoa21_code,
    rate,
    name,
    cast(year as integer) as year,
    case
        when not coalesce(year between 1990 and 2099 and year % 1 = 0, false)
            then 'no year. Expected: one from 1990 under year, or in the file''s name'
        when count(*) over (
            partition by source_file_id, name, year, lsoa21_code
        ) > 1
            then lsoa21_code || ' is there twice. Expected: one rate an LSOA'
    end as fault,
    case
        when not coalesce(regexp_full_match(lsoa21_code, '[EW]01\d{6}'), false)
            then 'not an LSOA code'
        when rate is null then 'the rate is not a number'
    end as reason,
    cast(null as varchar) as note
from typed
