-- Weight sets and their weights. A set is one name and version from one file: another
-- version is another set, never mixed with it. A file with an offence code that the Home
-- Office's table does not have, or with a set that another file holds too, is refused.
create temp table refused_weights as
with unknown_code as (
    select
        source_file_id,
        'line ' || min(line) || ': offence code ''' || arg_min(key, line)
        || ''' is not in the Home Office''s table as loaded. Expected: a code of it'
            as reason,
        'correct the code, or load the table by force and quarter that has it' as remedy
    from stage_weight
    where
        key_kind = 'offence_code'
        and key not in (
            select upper(recorded_crime.offence_code) from recorded_crime
        )
    group by source_file_id
),

one_set as (
    select
        source_file_id,
        min(set_name) as set_name,
        min(version) as version,
        count(*) over (partition by lower(set_name), lower(version)) as files
    from stage_weight
    group by source_file_id, lower(set_name), lower(version)
),

doubled as (
    select
        source_file_id,
        'another file holds version ''' || min(version) || ''' of ''' || min(set_name)
        || ''' too. Expected: each set and version in one file' as reason,
        'leave one of the files out, or give the newer set another version' as remedy
    from one_set
    where files > 1
    group by source_file_id
)

select source_file_id, reason, remedy from unknown_code
union all
select source_file_id, reason, remedy
from doubled
where source_file_id not in (select unknown_code.source_file_id from unknown_code);

update source_file
set status = 'refused', reason = refused_weights.reason, remedy = refused_weights.remedy
from refused_weights
where source_file.source_file_id = refused_weights.source_file_id;

delete from stage_weight
where source_file_id in (select source_file_id from refused_weights);

insert into weight_set by name
select
    left(md5(lower(set_name) || '|' || lower(version)), 12) as set_id,
    min(set_name) as name,
    min(version) as version,
    min(source) as source,
    min(kind) as kind,
    min(key_kind) as key_kind,
    -- a category holds offences of unlike gravity, and its mix of them is not known
    min(key_kind) = 'category' as approximate,
    bool_or(invented) as invented,
    min(source_file_id) as source_file_id
from stage_weight
group by lower(set_name), lower(version)
order by set_id;

insert into weight by name
select
    left(md5(lower(set_name) || '|' || lower(version)), 12) as set_id,
    key_kind,
    key,
    weight,
    included
from stage_weight
order by set_id, key;

drop table refused_weights;
