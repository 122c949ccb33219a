-- Grain: a row an estimate of an area's residents, oldest first. Unit: persons.
select reference_date, basis, persons
from population
where area_code = $area
order by reference_date
