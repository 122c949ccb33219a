-- Grain: a row a 2021 LSOA of the partnership: residents by Census 2021 and the share of
-- those aged 16 and over who are 16 to 24 (students are mostly of that age).
with ages as (
    select
        profile.lsoa21_code,
        sum(profile.n) as residents,
        sum(profile.n) filter (where profile.category like '%16 to 24%') as young,
        sum(profile.n) filter (where profile.category not like '%15 years and under%')
            as adults
    from profile
    where profile.profile_table = 'age'
    group by profile.lsoa21_code
)

select
    area_part.lsoa21_code,
    ages.residents,
    ages.young / nullif(ages.adults, 0) as share_16_to_24
from build_info
inner join area_part on build_info.area_code = area_part.area_code
inner join ages on area_part.lsoa21_code = ages.lsoa21_code
order by area_part.lsoa21_code
