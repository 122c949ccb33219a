-- Grain: a row a line of a return's files, read by its template.
create or replace temp table parsed_return as
select * from parsed_rows
