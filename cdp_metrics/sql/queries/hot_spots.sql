-- Grain: a row an LSOA of the partnership and measure, by code: its hot or cold spot of
-- the newest complete twelve months. Rates per 1,000 residents.
select
    hot_spot.lsoa21_code as code,
    coalesce(lsoa.label, lsoa.area_name) as name,
    coalesce(ward.area_name, '') as ward,
    coalesce(ward.area_code, '') as ward_code,
    hot_spot.* exclude (lsoa21_code, indicator_id)
from hot_spot
inner join area as lsoa
    on hot_spot.lsoa21_code = lsoa.area_code and lsoa.area_type = 'lsoa21'
left join (
    select area_part.lsoa21_code, area.area_name, area.area_code
    from area_part
    inner join area on area_part.area_code = area.area_code
    where area.area_type = 'ward' and area.valid_to is null
) as ward on hot_spot.lsoa21_code = ward.lsoa21_code
where hot_spot.indicator_id = $indicator_id
order by hot_spot.lsoa21_code
