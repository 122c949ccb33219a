-- Grain: a row twelve months of one 2021 LSOA, oldest first.
select
    period_end,
    y as reports,
    harm_index as index,
    index_lo as index_lower,
    index_hi as index_upper,
    rank_lo as rank_lower,
    rank_hi as rank_upper,
    class as map_class,
    gap_state
from asb_harm_lsoa
where lsoa21 = $code
order by period_end
