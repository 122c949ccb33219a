-- Grain: a row an LSOA for a family of crimes and twelve months. Rates per 1,000 residents,
-- smoothed; ranks are among all LSOAs of the partnership.
select
    harm_family_lsoa.lsoa21 as code,
    lsoa.label as name,
    coalesce(ward.area_name, '') as ward,
    harm_family_lsoa.title,
    harm_family_lsoa.categories,
    harm_family_lsoa.reports,
    harm_family_lsoa.rate,
    harm_family_lsoa.harm_index as index,
    harm_family_lsoa.index_lo as index_lower,
    harm_family_lsoa.index_hi as index_upper,
    harm_family_lsoa.rank_lo as rank_lower,
    harm_family_lsoa.rank_hi as rank_upper,
    harm_family_lsoa.class as map_class,
    harm_family_lsoa.class_certainty as certainty,
    harm_family_lsoa.visitor
from harm_family_lsoa
inner join area as lsoa
    on harm_family_lsoa.lsoa21 = lsoa.area_code and lsoa.area_type = 'lsoa21'
left join (
    select area_part.lsoa21_code, area.area_name
    from area_part
    inner join area on area_part.area_code = area.area_code
    where area.area_type = 'ward' and area.valid_to is null
) as ward on harm_family_lsoa.lsoa21 = ward.lsoa21_code
where
    harm_family_lsoa.family = $family
    and harm_family_lsoa.period_end = $period_end
order by harm_family_lsoa.lsoa21
