-- Grain: a row an indicator and financial quarter, of the force area. Unit: offences of
-- the groups or subgroups that the indicator names; all but fraud where it names none.
-- Assumption: a quarter in the file is complete, later corrections are in its counts; one
-- that lacks a group which the indicator names has no total.
insert into observation by name
with newest as (
    select 'to ' || strftime(max(quarter_start) + to_months(2), '%b %Y') as vintage
    from recorded_crime
),

named as (
    select indicator_id, count(offence) as offences
    from indicator_offence
    group by indicator_id
),

final as (
    select
        indicator_offence.indicator_id,
        build_info.force_area_code as area_code,
        recorded_crime.quarter_start as period_start,
        last_day(recorded_crime.quarter_start + to_months(2)) as period_end,
        sum(recorded_crime.n) as numerator,
        count(distinct indicator_offence.offence) as offences
    from recorded_crime
    inner join build_info on recorded_crime.force = build_info.force
    inner join indicator_offence
        on
            indicator_offence.offence
            in (recorded_crime.offence_group, recorded_crime.offence_subgroup)
            or (
                indicator_offence.offence is null
                and recorded_crime.offence_group <> 'Fraud offences'
            )
    group by
        indicator_offence.indicator_id, build_info.force_area_code,
        recorded_crime.quarter_start
)

select
    final.indicator_id,
    final.area_code,
    final.period_start,
    final.period_end,
    final.numerator,
    'validated' as status,
    newest.vintage,
    indicator.definition_version
from final
cross join newest
inner join named
    on final.indicator_id = named.indicator_id and final.offences = named.offences
inner join indicator on final.indicator_id = indicator.indicator_id
