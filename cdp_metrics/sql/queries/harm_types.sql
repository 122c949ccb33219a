-- Grain: a row an LSOA and type of ASB (0: all reports in one) for twelve months. Rates per
-- 1,000 residents, smoothed.
select
    lsoa21 as code,
    type_code,
    n,
    n_repeats,
    rate
from asb_harm_type
where period_end = $period_end
order by lsoa21, type_code
