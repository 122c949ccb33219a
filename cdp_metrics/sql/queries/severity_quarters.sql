-- Grain: a row an offence code that the home force ever recorded: its offences in the Home
-- Office's table, a number a quarter of the calendar, null where the quarter is missing.
-- Corrections below 0 stand. standing: weighted, excluded by the set, or without a weight.
with recorded as (
    select
        recorded_crime.quarter_start,
        upper(recorded_crime.offence_code) as key,
        min(recorded_crime.offence) as name,
        sum(recorded_crime.n) as n
    from recorded_crime
    inner join build_info on recorded_crime.force = build_info.force
    group by recorded_crime.quarter_start, upper(recorded_crime.offence_code)
),

code as (
    select key, max(name) as name
    from recorded
    group by key
    having sum(abs(n)) > 0
),

calendar as (
    select coverage.period, coverage.status
    from coverage
    inner join build_info on coverage.unit = build_info.force
    where coverage.source = 'home_office_quarterly'
)

select
    code.key,
    code.name,
    case
        when weight.key is null then 'unweighted'
        when weight.included then 'weighted'
        else 'excluded'
    end as standing,
    weight.weight,
    list(
        cast(
            case when calendar.status = 'complete' then coalesce(recorded.n, 0) end as double
        )
        order by calendar.period
    ) as counts
from calendar
cross join code
left join weight on code.key = weight.key and weight.set_id = $weights
left join recorded on calendar.period = recorded.quarter_start and code.key = recorded.key
group by code.key, code.name, weight.key, weight.included, weight.weight
order by code.key
