-- Grain: a row an area of a kind and twelve months, as computed (harm_area_rows).
insert into asb_harm_area by name
select * from harm_area_rows
