-- Grain: a row a source, unit and status: how many periods, from when to when.
select
    source,
    unit,
    status,
    count(*) as periods,
    min(period) as first_period,
    max(period) as last_period
from coverage
group by source, unit, status
order by source, unit, status
