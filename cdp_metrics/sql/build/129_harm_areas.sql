-- Grain: a row an area of a kind and 2021 LSOA, of areas that lie wholly in the
-- partnership; share: of the LSOA's residents.
with own as (
    select area_part.lsoa21_code
    from build_info
    inner join area_part on build_info.area_code = area_part.area_code
)

select
    area.area_type,
    area.area_code,
    area_part.lsoa21_code,
    least(sum(area_part.share), 1) as share
from area
inner join area_part on area.area_code = area_part.area_code
where
    area.area_type in ('ward', 'ward_before', 'msoa21', 'custom')
    and area.area_code not in (
        select area_part.area_code
        from area_part
        where area_part.lsoa21_code not in (select own.lsoa21_code from own)
    )
group by area.area_type, area.area_code, area_part.lsoa21_code
order by area.area_type, area.area_code, area_part.lsoa21_code
