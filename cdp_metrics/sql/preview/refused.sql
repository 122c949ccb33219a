-- Grain: a row a refused line of the file, in order, with its reason.
select line, reason
from rejected_row
where not kept
order by line, reason
