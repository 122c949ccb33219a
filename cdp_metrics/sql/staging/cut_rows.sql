-- Grain: a row a line that does not fit its layout; then forget them for the next read.
insert into rejected_row
select
    input_file.source_file_id,
    any_value(source_file.name) as file,
    cast(reject_errors.line as bigint) as line,
    any_value(trim(replace(reject_errors.error_message, chr(10), ' ')))
    || ': give the line as many fields as the heading, or download the file again' as reason,
    false as kept,
    any_value(left(reject_errors.csv_line, 300)) as text
from reject_errors
inner join reject_scans
    on
        reject_errors.scan_id = reject_scans.scan_id
        and reject_errors.file_id = reject_scans.file_id
inner join input_file on reject_scans.file_path = input_file.path
inner join source_file on input_file.source_file_id = source_file.source_file_id
group by input_file.source_file_id, reject_errors.line;

insert into rows_read
select source_file_id, count(*) as n
from rejected_row
where source_file_id in (select source_file_id from input_file)
group by source_file_id;

delete from reject_errors;

delete from reject_scans;
