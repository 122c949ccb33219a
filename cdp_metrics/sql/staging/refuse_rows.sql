-- Rows that cannot be used, or only without a value, are kept with the reason and their
-- text; other rows of a file that is refused as a whole are dropped.
insert into rows_read
select input_file.source_file_id, count(*) as n
from raw
inner join input_file on raw.path = input_file.path
group by input_file.source_file_id;

insert into rejected_row
-- a line of a wide table may be many rows with one fault
select distinct
    staged.source_file_id,
    source_file.name as file,
    staged.line,
    coalesce(staged.reason, staged.note) as reason,
    staged.reason is null as kept,
    left(
        array_to_string(
            [coalesce(field, '') for field in [*columns(raw.* exclude (path, line))]], ','
        ),
        300
    ) as text
from staged
inner join source_file on staged.source_file_id = source_file.source_file_id
inner join input_file on staged.source_file_id = input_file.source_file_id
inner join raw on input_file.path = raw.path and staged.line = raw.line
where
    source_file.status <> 'refused'
    and (staged.reason is not null or staged.note is not null)
order by staged.source_file_id, staged.line, reason;

delete from staged
where source_file_id in (
    select source_file_id from source_file where status = 'refused'
);
