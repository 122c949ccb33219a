-- Grain: a row a return and sender that was agreed, with the first day from which on.
select return_id, provider, min(first_day) as first_day
from return_expected
group by return_id, provider
order by return_id, provider
