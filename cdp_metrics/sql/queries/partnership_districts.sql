-- Grain: a row a district that the partnership is made of.
select district_code
from partnership_district
order by district_code
