-- Shares of one 2021 LSOA across a partition, and of one 2011 LSOA, that do not sum to 1.
with partitions as (
    select
        area.area_type || ' shares of LSOA ' || area_part.lsoa21_code as what,
        sum(area_part.share) as total
    from area_part
    inner join area on area_part.area_code = area.area_code
    where area.area_type in ('ward', 'msoa21', 'district', 'lsoa21', 'partnership')
    group by area.area_type, area_part.lsoa21_code
    union all
    select 'parts of 2011 LSOA ' || lsoa_change.lsoa11_code, sum(lsoa_change.share)
    from lsoa_change
    group by lsoa_change.lsoa11_code
)

select what || ' sum to ' || round(total, 6) || ', not 1' as fault
from partitions
where abs(total - 1) > 1e-9
