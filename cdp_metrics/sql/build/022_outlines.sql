-- Boundaries, and deprivation by LSOA: of files that state the same the newest stands.
insert into boundary by name
select
    stage_boundary.area_code,
    stage_boundary.area_type,
    stage_boundary.area_name,
    stage_boundary.vintage,
    stage_boundary.wkb,
    stage_boundary.source_file_id
from stage_boundary
inner join source_file on stage_boundary.source_file_id = source_file.source_file_id
qualify row_number() over (
    partition by stage_boundary.area_type, stage_boundary.area_code, stage_boundary.vintage
    order by
        source_file.published_at desc, stage_boundary.source_file_id desc,
        stage_boundary.wkb
) = 1
order by stage_boundary.area_type, stage_boundary.vintage, stage_boundary.area_code;

insert into deprivation
select
    stage_deprivation.lsoa_code,
    stage_deprivation.edition,
    stage_deprivation.measure,
    stage_deprivation.value
from stage_deprivation
inner join source_file on stage_deprivation.source_file_id = source_file.source_file_id
where stage_deprivation.value is not null
qualify row_number() over (
    partition by
        stage_deprivation.lsoa_code, stage_deprivation.edition, stage_deprivation.measure
    order by
        source_file.published_at desc, stage_deprivation.source_file_id desc,
        stage_deprivation.value
) = 1
order by stage_deprivation.edition, stage_deprivation.measure, stage_deprivation.lsoa_code;
