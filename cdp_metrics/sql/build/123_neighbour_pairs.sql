-- Grain: a row an ordered pair of 2021 LSOAs that touch.
select
    lsoa21_code,
    neighbour_code
from neighbour
order by lsoa21_code, neighbour_code
