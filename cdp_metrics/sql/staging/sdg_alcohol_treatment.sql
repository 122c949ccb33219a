-- Grain: a row an authority or decile of deprivation, year and series of the indicator of
-- Sustainable Development Goal 3.5.1. Unit: adults, or per cent. A blank authority is
-- England; counties have a name but no code.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        coalesce(trim(raw.area_name), '') = '' as whole
    from raw
    inner join input_file on raw.path = input_file.path
)

select
    source_file_id,
    line,
    dataset,
    trim(series) as series,
    trim(series) as series_name,
    case when whole then 'E92000001' else nullif(trim(area_code), '') end as area_code,
    case when whole then 'England' else trim(area_name) end as area_name,
    'Persons' as sex,
    'Adults' as age,
    case when trim(decile) <> '' then 'Deprivation decile' end as category_type,
    nullif(trim(decile), '') as category,
    trim(period) as period,
    period_first(period) as period_start,
    period_last(period) as period_end,
    figure(value) as value,
    figure_status(value) as status,
    case
        when coalesce(trim(series), '') = '' then 'no series is named'
        when period_first(period) is null then 'not a year such as 2018/19'
        when trim(area_code) <> '' and not is_area_code(area_code)
            then 'not an area code such as E06000018'
    end as reason,
    case
        when unreadable(value) then 'the value is not a number: left out, row kept'
    end as note
from typed
