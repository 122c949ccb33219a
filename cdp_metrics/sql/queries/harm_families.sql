-- Grain: a row a family of crimes and twelve months, the newest first.
select
    family,
    any_value(title) as title,
    any_value(categories) as categories,
    period_end,
    sum(reports) as reports
from harm_family_lsoa
group by family, period_end
order by period_end desc, family
