-- What came of each file that was read: rows read (by the reader), accepted (as the
-- staging tables hold them) and refused (as listed). Each is counted for itself.
with staged as (
    select source_file_id from stage_incident
    union all
    select source_file_id from stage_lookup
    union all
    select source_file_id from stage_lsoa_change
    union all
    select source_file_id from stage_msoa_name
    union all
    select source_file_id from stage_district_force
    union all
    select source_file_id from stage_population
    union all
    select source_file_id from stage_profile
    union all
    select source_file_id from stage_recorded_crime
    union all
    select source_file_id from stage_return
    union all
    select source_file_id from stage_asb_incident
    union all
    select source_file_id from stage_boundary
    union all
    select source_file_id from stage_weight
    union all
    select source_file_id from stage_similar
    union all
    select source_file_id from stage_lsoa_rate
),

accepted as (
    select source_file_id, count(*) as n from staged group by source_file_id
    union all
    -- a row of this one is staged as a row a measure
    select source_file_id, count(*) // count(distinct measure)
    from stage_deprivation
    group by source_file_id
    union all
    -- and a row of a wide table as a row a year
    select source_file_id, count(distinct line)
    from stage_figure
    -- rows of a return are counted above: some are figures too
    where source_file_id not in (select stage_return.source_file_id from stage_return)
    group by source_file_id
)

update source_file
set
    rows_read = counted.rows_read,
    rows_rejected = counted.rows_rejected,
    rows_accepted = counted.rows_accepted
from (
    select
        rows_read.source_file_id,
        sum(rows_read.n) as rows_read,
        (
            select count(distinct rejected_row.line)
            from rejected_row
            where
                rejected_row.source_file_id = rows_read.source_file_id
                and not rejected_row.kept
        ) as rows_rejected,
        coalesce(
            (
                select sum(accepted.n)
                from accepted
                where accepted.source_file_id = rows_read.source_file_id
            ), 0
        ) as rows_accepted
    from rows_read
    group by rows_read.source_file_id
) as counted
where source_file.source_file_id = counted.source_file_id
