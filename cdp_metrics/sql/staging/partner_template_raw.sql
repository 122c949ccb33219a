-- Grain: a row a line of a return's files, as text, with the day the file was made.
select raw.*, input_file.source_file_id, cast(source_file.published_at as date) as sent_on
from raw
inner join input_file on raw.path = input_file.path
inner join source_file on input_file.source_file_id = source_file.source_file_id
order by input_file.source_file_id, raw.line
