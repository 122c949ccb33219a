-- Grain: a row an LSOA, type and twelve months, as computed (harm_type_rows).
insert into asb_harm_type by name
select * from harm_type_rows
