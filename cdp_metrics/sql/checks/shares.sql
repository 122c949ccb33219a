-- Shares that do not add up: those of one 2021 LSOA across a partition sum to 1, across
-- wards before and in one area of the partnership's own to at most 1 (a ward that was
-- not redrawn is one still, and not among those before), and so do those of one 2011
-- LSOA; a share is more than nothing.
with partitions as (
    select
        area.area_type || ' shares of LSOA ' || area_part.lsoa21_code as what,
        sum(area_part.share) as total,
        area.area_type <> 'ward_before' as whole
    from area_part
    inner join area on area_part.area_code = area.area_code
    where
        area.area_type in (
            'ward', 'ward_before', 'msoa21', 'district', 'lsoa11', 'lsoa21', 'partnership'
        )
    group by area.area_type, area_part.lsoa21_code
    union all
    select 'parts of 2011 LSOA ' || lsoa_change.lsoa11_code, sum(lsoa_change.share), true
    from lsoa_change
    group by lsoa_change.lsoa11_code
    union all
    select
        area.area_code || ' shares of LSOA ' || area_part.lsoa21_code,
        sum(area_part.share),
        false
    from area_part
    inner join area on area_part.area_code = area.area_code
    where area.area_type = 'custom'
    group by area.area_code, area_part.lsoa21_code
)

select
    what || ' sum to ' || round(total, 6) || case when whole then ', not 1' else ', over 1' end
        as fault
from partitions
where total > 1 + 1e-9 or (whole and total < 1 - 1e-9)
union all
select
    'the share of LSOA ' || area_part.lsoa21_code || ' in ' || area_part.area_code || ' is '
    || area_part.share
from area_part
where not area_part.share > 0
