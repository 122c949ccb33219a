-- Grain: a row twelve months for which the harm index was computed, newest first.
select
    period_start,
    period_end,
    basis,
    reports,
    unclassified,
    sources,
    areas,
    visitor_areas,
    phi,
    city_rate,
    varies,
    income_edition,
    weights_version,
    rr_version
from asb_harm_period
order by period_end desc
