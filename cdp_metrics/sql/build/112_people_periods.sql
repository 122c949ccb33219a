-- Grain: a row a period of an indicator in an area, its newest edition: counts of people
-- before any is hidden, of indicators by month or quarter that hide small ones. Those fed
-- from one column of a return are of one family. No count where one is hidden for another.
with fed as (
    select
        indicator_id,
        min(return_id || '.' || said || '.' || numerator) as family
    from return_feed
    group by indicator_id
)

select
    coalesce(fed.family, observed.indicator_id) as family,
    observed.indicator_id,
    observed.area_code,
    indicator.kind = 'proportion' as share,
    indicator.period_months,
    observed.period_start,
    coalesce(observed.definition_version, observed.own_version) as version,
    observed.few,
    max(observed.release_on) over edition as release_on,
    case
        when observed.few or observed.hidden_because is null then observed.numerator
    end as numerator,
    case
        when observed.few or observed.hidden_because is null then observed.denominator
    end as denominator
from observed
inner join indicator on observed.indicator_id = indicator.indicator_id
left join fed on observed.indicator_id = fed.indicator_id
where observed.hides and indicator.period_months < 12
window edition as (
    partition by observed.indicator_id, observed.area_code, observed.period_start
)
qualify row_number() over (
    partition by observed.indicator_id, observed.area_code, observed.period_start
    order by observed.published_at desc, observed.place, observed.source_file_id desc
) = 1
order by family, observed.area_code, observed.indicator_id, observed.period_start
