-- Grain: a row an indicator, area, sex, age, category and period, as Fingertips exports it.
-- Unit: the publisher's; limits stand as published. A cell that cannot be used is left
-- out and noted, the row is kept.
create or replace temp table staged as
with marked as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        figure(raw.value) is null
        and (
            held_back(raw.value)
            or held_back(raw.numerator)
            or coalesce(
                regexp_matches(raw.value_note, '(?i)suppress|disclosure|too small'), false
            )
        ) as suppressed,
        coalesce(
            not_number('Value', raw.value),
            not_number('Lower CI 95.0 limit', raw.lower),
            not_number('Upper CI 95.0 limit', raw.upper),
            not_number('Lower CI 99.8 limit', raw.lower_998),
            not_number('Upper CI 99.8 limit', raw.upper_998),
            not_number('Count', raw.numerator),
            not_number('Denominator', raw.denominator)
        ) as odd
    from raw
    inner join input_file on raw.path = input_file.path
)

select
    source_file_id,
    line,
    dataset,
    trim(series) as series,
    trim(series_name) as series_name,
    nullif(trim(area_code), '') as area_code,
    nullif(trim(area_name), '') as area_name,
    coalesce(nullif(trim(sex), ''), 'Persons') as sex,
    nullif(trim(age), '') as age,
    nullif(trim(category_type), '') as category_type,
    nullif(trim(category), '') as category,
    trim(period) as period,
    period_first(period) as period_start,
    period_last(period) as period_end,
    case when not suppressed then figure(numerator) end as numerator,
    case when not suppressed then figure(denominator) end as denominator,
    figure(value) as value,
    case when not suppressed then figure(lower) end as lower,
    case when not suppressed then figure(upper) end as upper,
    case when not suppressed then figure(lower_998) end as lower_998,
    case when not suppressed then figure(upper_998) end as upper_998,
    case
        when suppressed then 'suppressed'
        when coalesce(figure(value), figure(numerator)) is null then 'missing'
        else 'validated'
    end as status,
    nullif(trim(value_note), '') as value_note,
    case
        when coalesce(trim(series), '') = '' then 'no indicator is named'
        when coalesce(trim(series_name), '') = '' then 'the indicator has no name'
        when coalesce(nullif(trim(area_code), ''), trim(area_name), '') = ''
            then 'no area is named'
        when coalesce(trim(period), '') = '' then 'no time period'
    end as reason,
    case
        when period_first(period) is null
            then 'the time period ''' || trim(period)
                || ''' is not understood: no indicator takes the row, row kept'
        else odd || ': left out, row kept'
    end as note
from marked
