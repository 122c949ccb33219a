-- Grain: a row an LSOA for a family of crimes and twelve months. Rates per 1,000 residents,
-- smoothed; ranks are among all LSOAs of the partnership.
select
    harm_family_lsoa.lsoa21 as code,
    area.label as name,
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
inner join area
    on harm_family_lsoa.lsoa21 = area.area_code and area.area_type = 'lsoa21'
where
    harm_family_lsoa.family = $family
    and harm_family_lsoa.period_end = $period_end
order by harm_family_lsoa.lsoa21
