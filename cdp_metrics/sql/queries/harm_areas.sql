-- Grain: a row a ward or other area, as one of a kind, for twelve months. Ranks are among
-- the areas of its kind.
select
    asb_harm_area.area_code as code,
    coalesce(area.label, area.area_name) as name,
    asb_harm_area.area_type,
    asb_harm_area.residents,
    asb_harm_area.harm_index as index,
    asb_harm_area.index_lo as index_lower,
    asb_harm_area.index_hi as index_upper,
    asb_harm_area.rank_lo as rank_lower,
    asb_harm_area.rank_hi as rank_upper,
    asb_harm_area.areas,
    asb_harm_area.visitor_share,
    asb_harm_area.class as map_class,
    asb_harm_area.class_certainty as certainty
from asb_harm_area
inner join area
    on
        asb_harm_area.area_code = area.area_code
        and asb_harm_area.area_type = area.area_type
where asb_harm_area.period_end = $period_end
order by asb_harm_area.area_type, asb_harm_area.area_code
