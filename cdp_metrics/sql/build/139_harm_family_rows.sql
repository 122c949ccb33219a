-- Grain: a row a family of crimes and LSOA for the newest twelve months, as computed
-- (harm_family_rows).
insert into harm_family_lsoa by name
select * from harm_family_rows
