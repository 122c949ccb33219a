-- Grain: a row an area of $areas and an estimate of its residents, oldest first.
select area_code as code, reference_date, basis, persons
from population
where area_code in (select unnest($areas))
order by reference_date, code
