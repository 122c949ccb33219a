-- Grain: one row: how many lines were refused, and how many kept without a value.
select
    count(*) filter (where not kept) as refused,
    count(*) filter (where kept) as kept
from rejected_row
