-- Grain: a row a district and one of the districts that are most like it.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    trim(raw.area_code) as area_code,
    trim(raw.similar_code) as similar_code,
    trim(raw.similar_name) as similar_name,
    case
        when not (is_area_code(raw.area_code) and is_area_code(raw.similar_code))
            then 'not an area code such as E06000018: correct it, or leave the row out'
        when trim(raw.area_code) = trim(raw.similar_code)
            then 'a place is not its own neighbour: leave the row out'
        when coalesce(trim(raw.similar_name), '') = '' then 'the neighbour is not named'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
