-- Grain: a row a return, provider and period that was received: when its standing version
-- was made, when the first was, and how many there are.
select
    return_id,
    provider,
    period_start,
    period_end,
    max(received_on) filter (where current) as received_on,
    min(received_on) as first_received_on,
    count(*) as versions,
    cast(sum(rows) filter (where current) as bigint) as rows
from return_receipt
group by return_id, provider, period_start, period_end
order by return_id, provider, period_start
