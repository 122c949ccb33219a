-- Grain: a row an area and the year that the file is for. Unit: residents.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    trim(raw.area_code) as area_code,
    input_file.vintage as year,
    finite(replace(raw.persons, ',', '')) as persons,
    case
        when not coalesce(regexp_full_match(trim(raw.area_code), '[A-Z]\d{8}'), false)
            then 'not an area code such as E06000018: correct it, or leave the row out'
        when not coalesce(finite(replace(raw.persons, ',', '')) >= 0, false)
            then 'the population is not a number of 0 or more: write how many residents, or '
                || 'download the file again'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
