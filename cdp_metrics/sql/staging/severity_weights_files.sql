-- Grain: a row a file with a fault in any line: its first, and what to do.
select
    source_file_id,
    'line ' || min(line) || ': ' || arg_min(fault, line) as reason,
    'correct the line and build again; a set is used whole or not at all' as remedy
from staged
where fault is not null
group by source_file_id
