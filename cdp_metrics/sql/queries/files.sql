-- Grain: a row a file as received, archive members each for themselves. Unit: rows.
select
    source_file_id,
    name,
    coalesce(source, '') as source,
    status,
    published_at,
    rows_read,
    rows_accepted,
    rows_rejected,
    coalesce(reason, '') as reason,
    coalesce(remedy, '') as remedy
from source_file
order by
    case status
        when 'refused' then 1 when 'unknown' then 2 when 'accepted' then 3 else 4
    end,
    name
