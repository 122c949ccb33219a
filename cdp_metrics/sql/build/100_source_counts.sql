-- What came of each file that was read: rows read, accepted and refused.
update source_file
set
    rows_read = counted.rows_read,
    rows_rejected = counted.rows_rejected,
    rows_accepted = case
        when source_file.status = 'refused' then 0
        else counted.rows_read - counted.rows_rejected
    end
from (
    select
        rows_read.source_file_id,
        sum(rows_read.n) as rows_read,
        (
            select count(distinct rejected_row.line)
            from rejected_row
            where
                rejected_row.source_file_id = rows_read.source_file_id
                and not rejected_row.kept
        ) as rows_rejected
    from rows_read
    group by rows_read.source_file_id
) as counted
where source_file.source_file_id = counted.source_file_id
