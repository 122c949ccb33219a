-- Grain: a row a number of areas, of one measure and twelve months, as computed
-- (concentration_rows).
insert into concentration by name
select
    * replace (
        cast(period_start as date) as period_start,
        cast(period_end as date) as period_end
    )
from concentration_rows
