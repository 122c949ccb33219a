-- Grain: a row a point at which rows coded to a 2011 LSOA that was later split lie.
select distinct
    stage_incident.lsoa_published as lsoa11_code,
    stage_incident.longitude,
    stage_incident.latitude
from stage_incident
inner join publication
    on
        stage_incident.source_file_id = publication.source_file_id
        and stage_incident.force = publication.force
        and stage_incident.month = publication.month
        and publication.chosen
where
    stage_incident.longitude is not null
    and stage_incident.lsoa_published not in (select lsoa21.lsoa21_code from lsoa21)
    and stage_incident.lsoa_published in (
        select lsoa_change.lsoa11_code
        from lsoa_change
        group by lsoa_change.lsoa11_code
        having count(*) > 1
    )
order by all
