-- Grain: a row a 2021 LSOA that touches one, in the partnership or just outside it.
select neighbour_code as code
from neighbour
where lsoa21_code = $code
order by code
