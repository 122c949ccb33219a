-- Grain: a row a figure of how well the harm index of twelve months holds.
select
    measure,
    name,
    value,
    lo as lower,
    hi as upper,
    n,
    note
from asb_harm_validation
where period_end = $period_end
order by measure, name
