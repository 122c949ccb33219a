-- Grain: a row a measure, area and year. Unit: deaths registered in the three years that
-- end with the year, or admissions; of admissions the file does not say which twelve
-- months a year is, so they have no dates and no indicator takes them.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        trim(raw.measure) like 'deaths:%' as deaths,
        case
            when try_cast(trim(raw.year) as integer) between 1990 and 2099
                then try_cast(trim(raw.year) as integer)
        end as last_year
    from raw
    inner join input_file on raw.path = input_file.path
)

select
    source_file_id,
    line,
    dataset,
    trim(measure) as series,
    trim(measure) as series_name,
    trim(area) as area_name,
    'Persons' as sex,
    trim(year) as period,
    case when deaths then make_date(last_year - 2, 1, 1) end as period_start,
    case when deaths then make_date(last_year, 12, 31) end as period_end,
    figure(count) as numerator,
    figure_status(count) as status,
    case
        when deaths then 'three years together, named after the last'
        else 'the file does not say which twelve months a year is'
    end as value_note,
    case
        when not coalesce(
            regexp_full_match(trim(measure), '(deaths|hospital_admissions):\w+'), false
        )
            then 'the measure is neither of deaths nor of hospital admissions'
        when coalesce(trim(area), '') = '' then 'no area is named'
        when last_year is null then 'not a year'
        when figure(count) < 0 then 'the count is negative'
    end as reason,
    case
        when unreadable(count) then 'the count is not a number: left out, row kept'
    end as note
from typed
