-- The cube that pages read: published rows by month, category, 2021 LSOA and force.
-- Sorted as it is asked for, so that a query reads the few blocks of its force and LSOAs,
-- however many others the store holds.
insert into incident_month
select month, category, lsoa21_code, force, count(*) as n
from incident
group by month, category, lsoa21_code, force
order by force, lsoa21_code, category, month;
