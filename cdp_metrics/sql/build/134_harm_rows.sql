-- Grain: a row an LSOA of one complete twelve months, as computed (harm_rows).
insert into asb_harm_lsoa by name
select * from harm_rows
