-- Grain: a row a month of complete coverage of the home force; whole: published on 2021
-- LSOAs.
select
    coverage.period as month,
    coverage.period in (select lsoa21_month.month from lsoa21_month) as whole
from coverage
inner join build_info on coverage.unit = build_info.force
where coverage.source = 'police_street' and coverage.status = 'complete'
order by coverage.period
