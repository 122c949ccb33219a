-- Grain: a row a figure of how well the index holds, as computed (harm_validation_rows).
insert into asb_harm_validation by name
select * from harm_validation_rows
