-- Grain: a row a 2021 LSOA of the partnership for twelve months. Rates per 1,000
-- residents; index 100 = the partnership's harm outside visitor areas.
select
    asb_harm_lsoa.lsoa21 as code,
    lsoa.label as name,
    coalesce(ward.area_name, '') as ward,
    coalesce(ward.area_code, '') as ward_code,
    asb_harm_lsoa.pop as residents,
    asb_harm_lsoa.y as reports,
    asb_harm_lsoa.raw_rate,
    asb_harm_lsoa.rate,
    asb_harm_lsoa.harm_index as index,
    asb_harm_lsoa.index_lo as index_lower,
    asb_harm_lsoa.index_hi as index_upper,
    asb_harm_lsoa.rank_lo as rank_lower,
    asb_harm_lsoa.rank_hi as rank_upper,
    asb_harm_lsoa.class as map_class,
    asb_harm_lsoa.class_certainty as certainty,
    asb_harm_lsoa.visitor,
    asb_harm_lsoa.student,
    asb_harm_lsoa.per_km2,
    asb_harm_lsoa.city_rate,
    asb_harm_lsoa.phi,
    asb_harm_lsoa.weights_version,
    asb_harm_lsoa.p_top10,
    asb_harm_lsoa.harm,
    asb_harm_lsoa.index_repeats,
    asb_harm_lsoa.expected,
    asb_harm_lsoa.expected_index,
    asb_harm_lsoa.contribution_age,
    asb_harm_lsoa.contribution_tenure,
    asb_harm_lsoa.contribution_income,
    asb_harm_lsoa.route,
    asb_harm_lsoa.ethnicity_used,
    asb_harm_lsoa.sir,
    asb_harm_lsoa.theta,
    asb_harm_lsoa.theta_lo as theta_lower,
    asb_harm_lsoa.theta_hi as theta_upper,
    asb_harm_lsoa.p_low_survey,
    asb_harm_lsoa.expected_crime,
    asb_harm_lsoa.p_low_crime,
    asb_harm_lsoa.gap_state,
    asb_harm_lsoa.expected_eth,
    asb_harm_lsoa.expected_index_eth,
    asb_harm_lsoa.gap_state_eth,
    asb_harm_lsoa.index_third,
    asb_harm_lsoa.volume_third,
    asb_harm_lsoa.expected_third,
    asb_harm_lsoa.corner_volume,
    asb_harm_lsoa.corner_expected,
    asb_harm_lsoa.gistar_z,
    asb_harm_lsoa.gistar_hot,
    asb_harm_lsoa.gistar_cold,
    asb_harm_lsoa.km2,
    asb_harm_lsoa.forecast,
    asb_harm_lsoa.forecast_lo as forecast_lower,
    asb_harm_lsoa.forecast_hi as forecast_upper,
    asb_harm_lsoa.rr_version
from asb_harm_lsoa
inner join area as lsoa
    on asb_harm_lsoa.lsoa21 = lsoa.area_code and lsoa.area_type = 'lsoa21'
left join (
    select area_part.lsoa21_code, area.area_code, area.area_name
    from area_part
    inner join area on area_part.area_code = area.area_code
    where area.area_type = 'ward' and area.valid_to is null
) as ward on asb_harm_lsoa.lsoa21 = ward.lsoa21_code
where asb_harm_lsoa.period_end = $period_end
order by asb_harm_lsoa.lsoa21
