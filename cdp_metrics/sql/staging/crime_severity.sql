-- Grain: a row an area, offence group and year to the end of March. Unit: weighted
-- offences per resident. The table by district states neither group nor year: all
-- offences, and the financial year that begins in the year of its name.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        coalesce(nullif(trim(raw.series), ''), 'Total recorded crime') as offence_group,
        case
            when coalesce(trim(raw.period_end), '') = ''
                then make_date(input_file.vintage + 1, 3, 31)
            else iso_date(left(trim(raw.period_end), 10))
        end as year_end
    from raw
    inner join input_file on raw.path = input_file.path
)

select
    source_file_id,
    line,
    dataset,
    offence_group as series,
    offence_group as series_name,
    trim(area_code) as area_code,
    nullif(trim(area_name), '') as area_name,
    'Persons' as sex,
    'year to ' || year_end as period,
    cast(year_end - to_years(1) + to_days(1) as date) as period_start,
    year_end as period_end,
    figure(value) as value,
    figure_status(value) as status,
    case
        when not is_area_code(area_code)
            then 'not an area code such as E06000018: correct it, or leave the row out'
        when year_end is null
            then 'not a date: write the last day of the year, such as 2022-03-31'
    end as reason,
    case
        when unreadable(value) then 'the score is not a number: left out, row kept'
    end as note
from typed
