-- Grain: a row an LSOA of one complete twelve months, as computed (harm_rows).
insert into asb_harm_lsoa by name
select
    * replace (
        cast(period_start as date) as period_start,
        cast(period_end as date) as period_end,
        cast(class as integer) as class,
        case when isnan(per_km2) then null else per_km2 end as per_km2
    )
from harm_rows
