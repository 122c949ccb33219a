-- A quarter of a force comes whole from the file published last.
insert into recorded_crime by name
with newest as (
    select
        stage_recorded_crime.force,
        stage_recorded_crime.quarter_start,
        arg_max(
            stage_recorded_crime.source_file_id,
            (source_file.published_at, stage_recorded_crime.source_file_id)
        ) as source_file_id
    from stage_recorded_crime
    inner join source_file
        on stage_recorded_crime.source_file_id = source_file.source_file_id
    group by all
)

select
    stage_recorded_crime.force,
    stage_recorded_crime.force_name,
    stage_recorded_crime.quarter_start,
    stage_recorded_crime.offence_code,
    stage_recorded_crime.offence,
    stage_recorded_crime.offence_group,
    stage_recorded_crime.offence_subgroup,
    stage_recorded_crime.n,
    stage_recorded_crime.territorial
from stage_recorded_crime
inner join newest
    on
        stage_recorded_crime.force = newest.force
        and stage_recorded_crime.quarter_start = newest.quarter_start
        and stage_recorded_crime.source_file_id = newest.source_file_id
order by
    stage_recorded_crime.force,
    stage_recorded_crime.quarter_start,
    stage_recorded_crime.offence_code,
    stage_recorded_crime.offence,
    stage_recorded_crime.n;
