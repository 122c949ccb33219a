-- Grain: a row a number of areas, those with the most events first, of one measure.
-- Unit: shares of the events.
select * exclude (indicator_id)
from concentration
where indicator_id = $indicator_id
order by areas
