-- Grain: a row an ordered pair of 2021 LSOAs that touch, as found (neighbour_rows).
insert into neighbour by name
select * from neighbour_rows
