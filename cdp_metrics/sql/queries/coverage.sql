-- Grain: a row a month of the home force's calendar: complete, partial or missing.
select coverage.period as month, coverage.status, coalesce(coverage.reason, '') as reason
from coverage
inner join build_info on coverage.unit = build_info.force
where coverage.source = 'police_street'
order by coverage.period
