-- Grain: a row an area and year; residents summed over single years of age.
-- A row with any age that is not a number is refused whole.
create or replace temp table staged as
with ages as (
    -- an empty field is a null, which unpivot would pass over
    unpivot (
        select
            path,
            line,
            coalesce(
                columns('(?i)^(first_age|(aged?\s*)?\d{1,3}\s*(\+|(and|or) over)?)$'), ''
            )
        from raw
    )
    on columns('(?i)^(first_age|(aged?\s*)?\d{1,3}\s*(\+|(and|or) over)?)$')
    into name age value persons
),

summed as (
    select
        path,
        line,
        sum(finite(persons)) as persons,
        count(*) filter (where not coalesce(finite(persons) >= 0, false)) as unread
    from ages
    group by path, line
)

select
    input_file.source_file_id,
    raw.line,
    trim(raw.area_code) as area_code,
    try_cast(raw.year as integer) as year,
    summed.persons,
    case
        when not coalesce(regexp_full_match(trim(raw.area_code), '[A-Z]\d{8}'), false)
            then 'not an area code such as E06000018: correct it, or leave the row out'
        when not coalesce(try_cast(raw.year as integer) between 1990 and 2099, false)
            then 'not a year: write it as 2020'
        when summed.persons is null or summed.unread > 0
            then 'an age holds no number: fill in every age, or leave the row out where its '
                || 'publisher gives none'
    end as reason,
    cast(null as varchar) as note
from raw
inner join input_file on raw.path = input_file.path
left join summed on raw.path = summed.path and raw.line = summed.line
