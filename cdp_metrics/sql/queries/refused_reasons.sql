-- Grain: a row a file and reason for which lines were refused, the most lines first.
select
    file,
    reason,
    count(*) as n,
    min(line) as first_line,
    max(line) as last_line
from rejected_row
where not kept
group by file, reason
order by n desc, file, first_line
