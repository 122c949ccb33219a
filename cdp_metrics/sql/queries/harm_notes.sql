-- Grain: a row a reason why a part of the harm index of twelve months is absent, or what
-- it rests on.
select distinct layer, reason
from asb_harm_note
where coalesce(period_end, cast($period_end as date)) = $period_end
order by layer, reason
