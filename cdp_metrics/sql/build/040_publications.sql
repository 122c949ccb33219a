-- One publication a (force, month): the newest by date of publication, whatever the
-- order in which files were read. Two that bear the same moment but differ cannot be
-- told apart: the fuller is counted and the month is marked partial (050).
insert into publication
with held as (
    select
        stage_incident.force,
        stage_incident.month,
        stage_incident.source_file_id,
        count(*) as rows
    from stage_incident
    group by all
),

refused as (
    select source_file_id, count(*) as rows_rejected
    from rejected_row
    where not kept
    group by source_file_id
)

select
    held.force,
    held.month,
    held.source_file_id,
    source_file.published_at,
    held.rows,
    coalesce(refused.rows_rejected, 0) as rows_rejected,
    row_number() over (
        partition by held.force, held.month
        order by source_file.published_at desc, held.rows desc, source_file.sha256 desc
    ) = 1 as chosen
from held
inner join source_file on held.source_file_id = source_file.source_file_id
left join refused on held.source_file_id = refused.source_file_id
order by held.force, held.month, source_file.published_at, held.source_file_id;

update source_file
set
    status = 'superseded',
    reason = 'a newer publication of the same months is counted instead'
where source_file_id in (
    select source_file_id
    from publication
    group by source_file_id
    having not bool_or(chosen)
);
