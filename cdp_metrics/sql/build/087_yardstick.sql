-- Rates by LSOA that the harm index is set against. Of one name and year the file published
-- last stands; what was refused is not here.
insert into yardstick by name
select
    stage_lsoa_rate.name,
    stage_lsoa_rate.year,
    stage_lsoa_rate.lsoa21_code,
    stage_lsoa_rate.rate,
    stage_lsoa_rate.source_file_id
from stage_lsoa_rate
inner join source_file on stage_lsoa_rate.source_file_id = source_file.source_file_id
where source_file.status <> 'refused'
qualify
    dense_rank() over (
        partition by lower(stage_lsoa_rate.name), stage_lsoa_rate.year
        order by source_file.published_at desc, stage_lsoa_rate.source_file_id desc
    ) = 1
order by stage_lsoa_rate.name, stage_lsoa_rate.year, stage_lsoa_rate.lsoa21_code
