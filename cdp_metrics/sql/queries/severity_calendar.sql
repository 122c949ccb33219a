-- Grain: a row a period of the home force's calendar in a source's files.
select coverage.period, coverage.status, coalesce(coverage.reason, '') as reason
from coverage
inner join build_info on coverage.unit = build_info.force
where coverage.source = $source
order by coverage.period
