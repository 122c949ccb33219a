-- Grain: a row an area and year of a table that is a column wide for every year. Unit:
-- deaths registered in the year.
create or replace temp table staged as
with long as (
    -- an empty field is a null, which unpivot would pass over
    unpivot (
        select path, line, area_code, area_name, coalesce(columns('^(19|20)\d{2}$'), '')
        from raw
    )
    on columns('^(19|20)\d{2}$')
    into name period value cell
)

select
    input_file.source_file_id,
    long.line,
    input_file.constant as dataset,
    'registrations' as series,
    'registrations' as series_name,
    trim(long.area_code) as area_code,
    nullif(trim(long.area_name), '') as area_name,
    'Persons' as sex,
    long.period,
    period_first(long.period) as period_start,
    period_last(long.period) as period_end,
    case when figure(long.cell) >= 0 then figure(long.cell) end as numerator,
    case
        when figure(long.cell) < 0 then 'missing' else figure_status(long.cell)
    end as status,
    case
        when not is_area_code(long.area_code) then 'not an area code such as E06000018'
    end as reason,
    case
        when unreadable(long.cell) or figure(long.cell) < 0
            then 'the count of ' || long.period || ' is not a number of 0 or more: left '
                || 'out, row kept'
    end as note
from long
inner join input_file on long.path = input_file.path
