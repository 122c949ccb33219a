-- Grain: a row a period of an indicator that is published by quarter, in an area; only
-- what has been released.
select period_start, period_end, numerator as n, status, vintage
from observation
where
    indicator_id = $indicator
    and area_code = $area
    and (release_on is null or release_on <= $today)
qualify row_number() over (
    partition by period_start order by vintage desc
) = 1
order by period_start
