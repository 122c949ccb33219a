-- Grain: a row a file with a fault in any line: its first, and what to do.
select
    source_file_id,
    'line ' || min(line) || ': ' || arg_min(fault, line) as reason,
    'correct the line and build again' as remedy
from staged
where fault is not null and reason is null
group by source_file_id
