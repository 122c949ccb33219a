-- Rows counted in the publications, the incidents and the cube that differ, rows of a
-- file that were read but neither staged nor listed as refused (each is counted for
-- itself, see 100_source_counts), and located rows without a 2021 LSOA.
with totals as (
    select
        (select coalesce(sum(publication.rows), 0) from publication where publication.chosen)
            as published,
        (select count(*) from incident) as incidents,
        (select coalesce(sum(incident_month.n), 0) from incident_month) as cube
)

select
    'rows differ: ' || published || ' published, ' || incidents || ' incidents, '
    || cube || ' in the cube' as fault
from totals
where published <> incidents or incidents <> cube
union all
select
    source_file.name || ': ' || source_file.rows_read || ' rows read, but '
    || source_file.rows_accepted || ' accepted and ' || source_file.rows_rejected
    || ' refused'
from source_file
where
    source_file.status <> 'refused'
    and source_file.rows_read <> source_file.rows_accepted + source_file.rows_rejected
union all
select
    source_file.name || ': ' || source_file.rows_accepted || ' rows accepted, but '
    || sum(publication.rows) || ' in its publications'
from source_file
inner join publication on source_file.source_file_id = publication.source_file_id
group by source_file.source_file_id, source_file.name, source_file.rows_accepted
having source_file.rows_accepted is distinct from sum(publication.rows)
union all
select count(*) || ' located rows have no 2021 LSOA'
from incident
where incident.located in ('lsoa 2011', 'lsoa 2021') and incident.lsoa21_code is null
having count(*) > 0
