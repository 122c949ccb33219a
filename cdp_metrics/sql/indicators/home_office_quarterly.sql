-- Grain: a row a force area and financial quarter. Unit: offences, fraud left out.
-- Assumption: a quarter in the file is complete; later corrections are in its counts.
insert into observation by name
with newest as (
    select 'to ' || strftime(max(quarter_start) + to_months(2), '%b %Y') as vintage
    from recorded_crime
),

final as (
    select
        'force_recorded_crime' as indicator_id,
        build_info.force_area_code as area_code,
        recorded_crime.quarter_start as period_start,
        last_day(recorded_crime.quarter_start + to_months(2)) as period_end,
        sum(recorded_crime.n) as numerator,
        cast(null as double) as denominator
    from recorded_crime
    inner join build_info on recorded_crime.force = build_info.force
    where recorded_crime.offence_group <> 'Fraud offences'
    group by all
)

select
    final.indicator_id,
    final.area_code,
    final.period_start,
    final.period_end,
    final.numerator,
    final.denominator,
    'validated' as status,
    newest.vintage
from final
cross join newest
