-- What changed between one publication of a (force, month) and the next. Rows with a
-- Crime ID are compared as the set of values that the ID bears; rows without (ASB) can
-- only be compared by their number.
create temp table revised_pair as
select
    force,
    month,
    source_file_id as new_file,
    lag(source_file_id) over (
        partition by force, month order by published_at, chosen, source_file_id
    ) as old_file
from publication
qualify old_file is not null;

create temp table revised_value as
select
    stage_incident.source_file_id,
    stage_incident.force,
    stage_incident.month,
    stage_incident.crime_id,
    string_agg(
        distinct coalesce(stage_incident.outcome, ''), ' | '
        order by coalesce(stage_incident.outcome, '')
    ) as outcome,
    string_agg(
        distinct stage_incident.category, ' | ' order by stage_incident.category
    ) as category,
    string_agg(
        distinct coalesce(stage_incident.lsoa_published, ''), ' | '
        order by coalesce(stage_incident.lsoa_published, '')
    ) as lsoa_published,
    count(*) as n
from stage_incident
where
    stage_incident.crime_id is not null
    and exists (
        select 1
        from revised_pair
        where
            revised_pair.force = stage_incident.force
            and revised_pair.month = stage_incident.month
            and stage_incident.source_file_id in (revised_pair.old_file, revised_pair.new_file)
    )
group by all;

insert into revision
with compared as (
    select
        revised_pair.force,
        revised_pair.month,
        coalesce(new_value.crime_id, old_value.crime_id) as crime_id,
        old_value,
        new_value
    from revised_pair
    inner join (
        select distinct source_file_id, force, month, crime_id from revised_value
    ) as named
        on
            revised_pair.force = named.force
            and revised_pair.month = named.month
            and named.source_file_id in (revised_pair.old_file, revised_pair.new_file)
    left join revised_value as old_value
        on
            old_value.source_file_id = revised_pair.old_file
            and old_value.month = revised_pair.month
            and old_value.force = revised_pair.force
            and old_value.crime_id = named.crime_id
    left join revised_value as new_value
        on
            new_value.source_file_id = revised_pair.new_file
            and new_value.month = revised_pair.month
            and new_value.force = revised_pair.force
            and new_value.crime_id = named.crime_id
),

changes as (
    select distinct
        compared.force,
        compared.month,
        compared.crime_id,
        unnest([
            {
                'column': 'rows',
                'old': cast(coalesce(old_value.n, 0) as varchar),
                'new': cast(coalesce(new_value.n, 0) as varchar)
            },
            {'column': 'outcome', 'old': old_value.outcome, 'new': new_value.outcome},
            {'column': 'category', 'old': old_value.category, 'new': new_value.category},
            {
                'column': 'lsoa_published',
                'old': old_value.lsoa_published,
                'new': new_value.lsoa_published
            }
        ], recursive := true)
    from compared
),

without_id as (
    select
        revised_pair.force,
        revised_pair.month,
        stage_incident.category,
        count(*) filter (
            where stage_incident.source_file_id = revised_pair.old_file
        ) as old_rows,
        count(*) filter (
            where stage_incident.source_file_id = revised_pair.new_file
        ) as new_rows
    from revised_pair
    inner join stage_incident
        on
            revised_pair.force = stage_incident.force
            and revised_pair.month = stage_incident.month
            and stage_incident.source_file_id
            in (revised_pair.old_file, revised_pair.new_file)
    where stage_incident.crime_id is null
    group by all
)

select force, month, crime_id, "column", old, new
from changes
where
    old is distinct from new
    and ("column" = 'rows' or (old is not null and new is not null))
union all
select
    force, month, null, 'rows without an ID: ' || category,
    cast(old_rows as varchar), cast(new_rows as varchar)
from without_id
where old_rows <> new_rows
order by all;
