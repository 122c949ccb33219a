-- Grain: a row an LSOA of one measure and twelve months, as computed (hot_spot_rows).
insert into hot_spot by name
select
    * replace (
        cast(period_start as date) as period_start,
        cast(period_end as date) as period_end,
        case when isnan(gi_z) then null else gi_z end as gi_z,
        case when isnan(moran_p) then null else moran_p end as moran_p
    )
from hot_spot_rows
