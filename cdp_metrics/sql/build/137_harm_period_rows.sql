-- Grain: a row twelve months, as computed (harm_period_rows).
insert into asb_harm_period by name
select * from harm_period_rows
