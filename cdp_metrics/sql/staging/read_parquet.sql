-- Grain: a row a row of one Parquet file, as text, numbered from 2 as if under a heading.
create or replace temp table raw as
select
    cast(columns(*) as varchar),
    $path as path,
    row_number() over () + 1 as line
from parquet_rows
