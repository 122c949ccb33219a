-- Grain: a row a reason why a part of the harm index is absent (harm_note_rows).
insert into asb_harm_note by name
select * from harm_note_rows
