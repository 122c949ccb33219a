-- Grain: a row a rate from elsewhere and LSOA that it knows.
select
    name || ', ' || year as name,
    lsoa21_code,
    rate
from yardstick
order by name, lsoa21_code
