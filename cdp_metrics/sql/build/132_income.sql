-- Grain: a row an edition of the Indices of Deprivation and 2021 LSOA: national quintile of
-- its income domain, 1 = most deprived. An edition before 2021 is on the LSOAs of 2011: a
-- part of one that was split has its decile, several that were merged their mean.
with placed as (
    select
        deprivation.edition,
        coalesce(lsoa_change.lsoa21_code, deprivation.lsoa_code) as lsoa21_code,
        deprivation.value
    from deprivation
    left join lsoa_change
        on deprivation.edition < 2021 and deprivation.lsoa_code = lsoa_change.lsoa11_code
    where deprivation.measure = 'Income_decile'
)

select
    edition,
    lsoa21_code,
    cast(ceil(avg(value) / 2) as integer) as quintile
from placed
group by edition, lsoa21_code
order by edition desc, lsoa21_code
