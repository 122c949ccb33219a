-- Grain: a row a line of CSV files of one layout, as text; lines that do not fit the
-- layout go to reject_errors with their number.
create or replace temp table csv_text as
select *
from read_csv(
    $files,
    columns = $columns,
    header = true,
    auto_detect = false,
    delim = ',',
    quote = '"',
    escape = '"',
    store_rejects = true,
    filename = 'path'
)
