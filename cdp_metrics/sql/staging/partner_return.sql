-- Grain: a row an indicator, area and period of a return. Unit: the indicator's; a
-- proportion's value and limits are per cent. A row with a figure that is held back is
-- kept as suppressed, without any figure, with why where its cells say.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        input_file.constant as dataset,
        cast(source_file.published_at as date) as sent_on,
        indicator.kind,
        indicator.returned,
        indicator.rolling,
        indicator.period_months,
        iso_date(raw.period_start) as first_day,
        iso_date(raw.period_end) as final_day,
        held_back(raw.numerator) or held_back(raw.denominator) or held_back(raw.value)
        or held_back(raw.lower) or held_back(raw.upper) as suppressed,
        coalesce(
            not_number('numerator', raw.numerator),
            not_number('denominator', raw.denominator),
            not_number('value', raw.value),
            not_number('lower', raw.lower),
            not_number('upper', raw.upper),
            not_number('n_eff', raw.n_eff)
        ) as odd,
        coalesce(nullif(trim(raw.numerator), ''), trim(raw.value)) as main_cell,
        least(figure(raw.value), figure(raw.lower), figure(raw.upper)) as least_share,
        greatest(figure(raw.value), figure(raw.lower), figure(raw.upper)) as most_share
    from raw
    inner join input_file on raw.path = input_file.path
    inner join source_file on input_file.source_file_id = source_file.source_file_id
    left join indicator on trim(raw.indicator) = indicator.indicator_id
),

judged as (
    select
        *,
        case
            when coalesce(trim(indicator), '') = ''
                then 'no indicator is named: write its identifier from docs/indicators.md'
            when kind is null
                then 'unknown indicator ''' || trim(indicator)
                    || ''': write an identifier that docs/indicators.md lists'
            when not returned
                then '''' || trim(indicator) || ''' is not an indicator that partners '
                    || 'return: leave the row out'
            when not is_area_code(area_code)
                then 'not an area code such as E06000018: write the code of the area'
            when first_day is null
                then 'period_start ''' || coalesce(trim(period_start), '')
                    || ''' is not a date: write it as YYYY-MM-DD'
            when final_day is null
                then 'period_end ''' || coalesce(trim(period_end), '')
                    || ''' is not a date: write it as YYYY-MM-DD'
            when final_day < first_day
                then 'the period ends before it starts: correct period_start or period_end'
            when final_day > sent_on
                then 'the period ends after the file was made, on ' || sent_on
                    || ': correct the period'
            when day(first_day) <> 1 or final_day <> last_day(first_day + to_months(
                period_months - 1
            ))
                then 'the period is not that of ''' || trim(indicator) || ''': write the '
                    || 'first day and the last day of ' || period_months
                    || case period_months when 1 then ' month' else ' months' end
            when coalesce(lower(trim(status)), '') not in ('provisional', 'validated')
                then 'unknown status ''' || coalesce(trim(status), '')
                    || ''': write provisional or validated'
            when trim(release_on) <> '' and iso_date(release_on) is null
                then 'release_on ''' || trim(release_on)
                    || ''' is not a date: write it as YYYY-MM-DD, or leave it empty'
            when trim(definition_version) <> ''
                and not coalesce(try_cast(trim(definition_version) as integer) >= 1, false)
                then 'definition_version is not a whole number from 1: correct it, or '
                    || 'leave it empty'
            when odd is not null
                then odd || ': write digits, or * where it is held back'
            when suppressed then null
            when figure(numerator) < 0 or figure(denominator) < 0
                then 'a count is negative: write counts of 0 or more'
            when greatest(figure(numerator), figure(denominator), figure(n_eff)) > 1e9
                or greatest(abs(least_share), abs(most_share)) > 1e9
                then 'a figure is over 1,000,000,000: correct it'
            when figure(n_eff) <= 0
                then 'n_eff is not above 0: write the effective sample size'
            when kind in ('count', 'proportion') and figure(numerator) > figure(denominator)
                then 'the numerator is greater than the denominator: correct one of them'
            when kind = 'proportion' and (most_share > 100 or least_share < 0)
                then 'a percentage is not between 0 and 100: write per cent, as 39.6'
            when kind in ('count', 'proportion')
                and (
                    figure(numerator) <> round(figure(numerator))
                    or figure(denominator) <> round(figure(denominator))
                )
                then 'a count is not a whole number: correct it'
            when kind = 'proportion' and figure(n_eff) is null
                and abs(figure(value) - 100 * figure(numerator) / figure(denominator)) > 0.5
                then 'the value is not the numerator in per cent of the denominator: leave '
                    || 'the value out, or correct them'
            when figure(lower) > figure(upper)
                or figure(value) < figure(lower)
                or figure(value) > figure(upper)
                then 'the value does not lie between lower and upper: correct them'
            when coalesce(trim(bound), '') not in ('', '>=', '<=')
                then 'unknown bound ''' || trim(bound)
                    || ''': write >= or <=, or leave it empty'
            when trim(bound) <> '' and figure(value) is null
                then 'a bound without a value: write the value that it bounds'
            when coalesce(figure(value), figure(numerator)) is null
                then 'neither value nor numerator: write one, or * where it is held back'
            when kind = 'count' and figure(numerator) is null
                then 'a count without numerator: write the count as the numerator'
            when kind = 'proportion' and figure(value) is null
                and coalesce(figure(denominator), 0) = 0
                then 'a proportion without value and denominator: write its denominator'
        end as fault
    from typed
),

overlapping as (
    -- rolling periods share months by design, where they are equally long
    select one.source_file_id, one.line, min(other.line) as other_line
    from judged as one
    inner join judged as other
        on
            one.source_file_id = other.source_file_id
            and trim(one.indicator) = trim(other.indicator)
            and trim(one.area_code) = trim(other.area_code)
            and one.line <> other.line
            and one.first_day <= other.final_day
            and other.first_day <= one.final_day
    where
        one.fault is null
        and other.fault is null
        and not (
            one.rolling
            and one.first_day <> other.first_day
            and datediff('month', one.first_day, cast(one.final_day + 1 as date))
            = datediff('month', other.first_day, cast(other.final_day + 1 as date))
        )
    group by one.source_file_id, one.line
)

select
    judged.source_file_id,
    judged.line,
    judged.dataset,
    trim(judged.indicator) as series,
    trim(judged.indicator) as series_name,
    trim(judged.area_code) as area_code,
    'Persons' as sex,
    judged.first_day || ' to ' || judged.final_day as period,
    judged.first_day as period_start,
    judged.final_day as period_end,
    case when not judged.suppressed then figure(judged.numerator) end as numerator,
    case when not judged.suppressed then figure(judged.denominator) end as denominator,
    case when not judged.suppressed then figure(judged.value) end as value,
    case when not judged.suppressed then figure(judged.lower) end as lower,
    case when not judged.suppressed then figure(judged.upper) end as upper,
    case when not judged.suppressed then figure(judged.n_eff) end as n_eff,
    case when not judged.suppressed then nullif(trim(judged.bound), '') end as bound,
    case
        when judged.suppressed then 'suppressed' else lower(trim(judged.status))
    end as status,
    iso_date(judged.release_on) as release_on,
    try_cast(trim(judged.definition_version) as integer) as definition_version,
    case
        when not judged.suppressed then null
        when judged.main_cell like '<%'
            then 'fewer than ' || regexp_extract(judged.main_cell, '\d+') || ', not shown'
        when 'secondary' in (
            lower(trim(judged.numerator)), lower(trim(judged.denominator)),
            lower(trim(judged.value)), lower(trim(judged.lower)), lower(trim(judged.upper))
        )
            then 'not shown, so that a suppressed figure cannot be worked out'
    end as value_note,
    coalesce(
        judged.fault,
        'the period overlaps that of line ' || overlapping.other_line
        || ' for the same indicator and area: keep one of them'
    ) as reason,
    cast(null as varchar) as note
from judged
left join overlapping
    on
        judged.source_file_id = overlapping.source_file_id
        and judged.line = overlapping.line
