-- Grain: a row a district. Unit: crimes recorded by the police in the financial year that
-- begins in the year of the file's name, without fraud; residents; crimes per 1,000 of
-- them as published. A rate that its own count and residents do not give is left out.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        input_file.vintage as first_year,
        figure(raw.n) as crimes,
        figure(raw.residents) as persons,
        figure(raw.value) as rate
    from raw
    inner join input_file on raw.path = input_file.path
),

checked as (
    select
        *,
        coalesce(abs(rate - 1000 * crimes / nullif(persons, 0)) > 0.05, false) as unlike
    from typed
)

select
    source_file_id,
    line,
    dataset,
    'Recorded crime excluding fraud' as series,
    series as series_name,
    trim(area_code) as area_code,
    trim(area_name) as area_name,
    'Persons' as sex,
    first_year || '/' || right(cast(first_year + 1 as varchar), 2) as period,
    make_date(first_year, 4, 1) as period_start,
    make_date(first_year + 1, 3, 31) as period_end,
    crimes as numerator,
    persons as denominator,
    case when not unlike then rate end as value,
    figure_status(n) as status,
    case
        when not is_area_code(area_code)
            then 'not an area code such as E06000018: correct it, or leave the row out'
        when crimes < 0 then 'the count is negative'
        when persons <= 0 then 'the residents are not more than 0'
    end as reason,
    coalesce(
        not_number('crime', n),
        not_number('pop', residents),
        not_number('rate', value),
        case
            when unlike
                then 'the rate is not that of its crimes and residents: left out, row kept'
        end
    ) as note
from checked
