-- Grain: a row a child area and the parent it is assigned to by the publisher.
create or replace temp table staged as
select
    input_file.source_file_id,
    raw.line,
    input_file.constant as lookup,
    input_file.vintage,
    trim(raw.child_code) as child_code,
    nullif(trim(raw.child_name), '') as child_name,
    trim(raw.parent_code) as parent_code,
    nullif(trim(raw.parent_name), '') as parent_name,
    nullif(trim(raw.district_code), '') as district_code,
    nullif(trim(raw.district_name), '') as district_name,
    case
        when not coalesce(regexp_full_match(trim(raw.child_code), '[EWSN]\d{8}'), false)
            then 'the child is not an area code such as E01013810'
        when not coalesce(regexp_full_match(trim(raw.parent_code), '[EWSN]\d{8}'), false)
            then 'the parent is not an area code such as E05012270'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
