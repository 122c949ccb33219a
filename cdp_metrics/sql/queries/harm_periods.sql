-- Grain: a row twelve months for which the harm index was computed, newest first.
select distinct period_start, period_end from asb_harm_lsoa order by period_end desc
