-- Grain: a row a line of a return that stands, oldest period first. Its cells are JSON by
-- column: '*' is suppressed, null is missing, '>=70' a bound.
select
    return_row.provider,
    return_row.period_start,
    return_row.period_end,
    return_row.cells,
    source_file.name as file,
    return_row.line,
    cast(source_file.published_at as date) as received_on
from return_row
inner join source_file on return_row.source_file_id = source_file.source_file_id
where return_row.return_id = $return and return_row.current
order by return_row.period_start, return_row.provider, return_row.line
