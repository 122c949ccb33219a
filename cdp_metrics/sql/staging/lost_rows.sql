-- Grain: a row a file of which fewer or more rows were read than it was counted to
-- hold, and why it cannot be used. Expects `raw`, and its cut lines in rejected_row.
with counted as (
    select
        input_file.source_file_id,
        input_file.rows as held,
        (select count(*) from raw where raw.path = input_file.path)
        + (
            select count(*)
            from rejected_row
            where rejected_row.source_file_id = input_file.source_file_id
        ) as found
    from input_file
)

select
    source_file_id,
    'of its ' || held || ' rows ' || found || ' could be read' as reason,
    'look for a stray quote, and download it again' as remedy
from counted
where held <> found
