-- Grain: a row a line of a return's files; refused ones with their reason.
create or replace temp table staged as
select *, cast(null as varchar) as note
from parsed_return
