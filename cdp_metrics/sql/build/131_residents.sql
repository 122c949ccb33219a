-- Grain: a row a 2021 LSOA of the partnership, or of the ring around it where the home
-- force polices it. Residents by Census 2021, shares of residents or households (null: not
-- held), and size in km2. Overall deprivation is not here: it holds the official rate of
-- anti-social behaviour.
with census as (
    select
        profile.lsoa21_code,
        profile.category,
        profile.n,
        profile.profile_table = 'age' as of_all,
        profile.profile_table = 'age' and profile.category not like '%15 years and under%'
            as of_adults,
        profile.profile_table = 'tenure' as of_tenure,
        profile.profile_table = 'ethnic_group' as of_ethnicity,
        profile.profile_table = 'household_deprivation' as of_deprived,
        profile.profile_table = 'occupancy' as of_occupancy,
        profile.profile_table = 'accommodation' as of_homes
    from profile
),

summed as (
    select
        lsoa21_code,
        sum(n) filter (where of_all) as residents,
        sum(n) filter (where of_adults) as adults,
        sum(n) filter (where of_adults and category like '%16 to 24%') as age_16,
        sum(n) filter (where of_adults and category like '%25 to 34%') as age_25,
        sum(n) filter (where of_adults and category like '%35 to 49%') as age_35,
        sum(n) filter (where of_adults and category like '%50 to 64%') as age_50,
        sum(n) filter (where of_adults and category like '%65 years%') as age_65,
        sum(n) filter (where of_tenure) as tenures,
        sum(n) filter (where of_tenure and category like '%Owns outright%') as outright,
        sum(n) filter (
            where of_tenure and (category like '%mortgage%' or category like 'Shared own%')
        ) as mortgage,
        sum(n) filter (where of_tenure and category like 'Social rent%') as social,
        sum(n) filter (where of_tenure and category like 'Private rent%') as private,
        sum(n) filter (where of_tenure and category like '%rent free%') as rent_free,
        sum(n) filter (where of_ethnicity) as ethnicities,
        sum(n) filter (where of_ethnicity and category like 'White%') as white,
        sum(n) filter (where of_ethnicity and category like 'Mixed%') as mixed,
        sum(n) filter (where of_ethnicity and category like 'Asian%') as asian,
        sum(n) filter (where of_ethnicity and category like 'Black%') as black,
        sum(n) filter (where of_ethnicity and category like 'Other%') as other_ethnicity,
        sum(n) filter (where of_deprived) as households,
        sum(n) filter (
            where of_deprived and regexp_matches(category, 'in (two|three|four) dim')
        ) as deprived,
        sum(n) filter (where of_occupancy) as occupied,
        sum(n) filter (where of_occupancy and category like '-%') as overcrowded,
        sum(n) filter (where of_homes) as homes,
        sum(n) filter (
            where of_homes and regexp_matches(category, 'flats|converted|commercial')
        ) as flats
    from census
    group by lsoa21_code
),

place as (
    select area_part.lsoa21_code, false as ring
    from build_info
    inner join area_part on build_info.area_code = area_part.area_code
    union all
    select distinct neighbour.lsoa21_code, true as ring
    from neighbour
    inner join build_info on neighbour.ring
    inner join area_part
        on
            build_info.force_area_code = area_part.area_code
            and neighbour.lsoa21_code = area_part.lsoa21_code
)

select
    place.lsoa21_code,
    place.ring,
    summed.residents,
    area.km2,
    coalesce(summed.age_16, 0) / nullif(summed.adults, 0) as age_16,
    coalesce(summed.age_25, 0) / nullif(summed.adults, 0) as age_25,
    coalesce(summed.age_35, 0) / nullif(summed.adults, 0) as age_35,
    coalesce(summed.age_50, 0) / nullif(summed.adults, 0) as age_50,
    coalesce(summed.age_65, 0) / nullif(summed.adults, 0) as age_65,
    coalesce(summed.outright, 0) / nullif(summed.tenures, 0) as outright,
    coalesce(summed.mortgage, 0) / nullif(summed.tenures, 0) as mortgage,
    (coalesce(summed.social, 0) + coalesce(summed.private, 0) + coalesce(summed.rent_free, 0))
    / nullif(summed.tenures, 0) as rent,
    coalesce(summed.social, 0) / nullif(summed.tenures, 0) as social,
    coalesce(summed.private, 0) / nullif(summed.tenures, 0) as private,
    coalesce(summed.white, 0) / nullif(summed.ethnicities, 0) as white,
    coalesce(summed.mixed, 0) / nullif(summed.ethnicities, 0) as mixed,
    coalesce(summed.asian, 0) / nullif(summed.ethnicities, 0) as asian,
    coalesce(summed.black, 0) / nullif(summed.ethnicities, 0) as black,
    coalesce(summed.other_ethnicity, 0) / nullif(summed.ethnicities, 0) as other_ethnicity,
    coalesce(summed.deprived, 0) / nullif(summed.households, 0) as deprived,
    coalesce(summed.overcrowded, 0) / nullif(summed.occupied, 0) as overcrowded,
    coalesce(summed.flats, 0) / nullif(summed.homes, 0) as flats
from place
left join summed on place.lsoa21_code = summed.lsoa21_code
left join area on place.lsoa21_code = area.area_code and area.area_type = 'lsoa21'
order by place.lsoa21_code
