-- Published or sent figures that cannot be: shares outside 0 to 1, negative counts (the
-- Home Office's are corrections), periods that end before they start or share days with
-- another of their indicator, area and vintage.
with told as (
    select
        observation.*,
        indicator.kind,
        indicator.query,
        indicator.rolling,
        observation.indicator_id || ' of ' || observation.area_code || ', '
        || observation.period_start || ' to ' || observation.period_end as what
    from observation
    inner join indicator on observation.indicator_id = indicator.indicator_id
)

select what || ': ' || numerator || ' of ' || denominator || ' is no share' as fault
from told
where
    kind = 'proportion'
    and (numerator < 0 or numerator > denominator or denominator < 0)
union all
select what || ': a percentage is not between 0 and 100'
from told
where
    kind = 'proportion'
    and (least(value, lower, upper) < 0 or greatest(value, lower, upper) > 100)
union all
select what || ': a count is negative'
from told
where query <> 'home_office_quarterly' and (numerator < 0 or denominator < 0)
union all
select what || ': the period ends before it starts'
from told
where period_end < period_start
union all
select what || ': held back, but it has a figure'
from told
where
    status in ('suppressed', 'missing')
    and coalesce(numerator, value, lower, upper) is not null
union all
select
    told.what || ': the period overlaps ' || other.period_start || ' to '
    || other.period_end
from told
inner join told as other
    on
        told.indicator_id = other.indicator_id
        and told.area_code = other.area_code
        and told.vintage = other.vintage
        and told.period_start <= other.period_end
        and other.period_start <= told.period_end
        and (told.period_start, told.period_end) < (other.period_start, other.period_end)
where not told.rolling
