-- Grain: a row a line that was refused or kept without a value; the first 200.
select file, line, reason, kept, coalesce(text, '') as text
from rejected_row
order by kept, file, line
limit 200
