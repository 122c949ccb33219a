-- Grain: a row a weight of a set. Unit: as the set's own, a number from 0 up; null only
-- where the set leaves the offence out. A set that lacks a weight would give wrong totals,
-- so a fault refuses the whole file.
create or replace temp table staged as
with category as (
    select unnest([
        'Bicycle theft', 'Burglary', 'Criminal damage and arson', 'Drugs', 'Other crime',
        'Other theft', 'Possession of weapons', 'Public order', 'Robbery', 'Shoplifting',
        'Theft from the person', 'Vehicle crime', 'Violence and sexual offences'
    ]) as name
),

typed as (
    select
        input_file.source_file_id,
        raw.line,
        raw.weight as cell,
        coalesce(trim(raw.set_name), '') as set_name,
        coalesce(trim(raw.version), '') as version,
        coalesce(lower(trim(raw.kind)), '') as kind,
        coalesce(trim(raw.source), '') as source,
        coalesce(lower(trim(raw.key_kind)), '') as key_kind,
        coalesce(trim(raw.key), '') as key_given,
        coalesce(nullif(lower(trim(raw.include)), ''), 'yes') as included_word,
        coalesce(nullif(lower(trim(raw.invented)), ''), 'no') as invented_word,
        category.name as category,
        figure(raw.weight) as number
    from raw
    inner join input_file on raw.path = input_file.path
    left join category on lower(trim(raw.key)) = lower(category.name)
),

compared as (
    select
        *,
        min(line) over one_key as first_line,
        min(line) over one_set as first_of_set,
        first_value([kind, source, key_kind, invented_word]) over one_set as said_first
    from typed
    window
        one_key as (
            partition by source_file_id, lower(set_name), lower(version), lower(key_given)
        ),
        one_set as (
            partition by source_file_id, lower(set_name), lower(version)
            order by line
            rows between unbounded preceding and unbounded following
        )
)

select
    source_file_id,
    line,
    set_name,
    version,
    kind,
    source,
    key_kind,
    coalesce(category, upper(key_given)) as key,
    case when included_word = 'yes' then number end as weight,
    included_word = 'yes' as included,
    invented_word = 'yes' as invented,
    case
        when '' in (set_name, version, source)
            then 'set_name, version or source is blank. Expected: what the weights are, '
                || 'which edition, and who made them'
        when kind not in ('ons', 'cambridge', 'other')
            then 'kind is ''' || kind || '''. Expected: ons, cambridge or other'
        when key_kind not in ('category', 'offence_code')
            then 'key_kind is ''' || key_kind || '''. Expected: category or offence_code'
        when said_first <> [kind, source, key_kind, invented_word]
            then 'kind, source, key_kind or invented differs from line ' || first_of_set
                || '. Expected: the same on every line of one set and version'
        when key_given = '' then 'key is blank. Expected: a category or an offence code'
        when key_kind = 'category' and lower(key_given) = 'anti-social behaviour'
            then 'anti-social behaviour is no offence. Expected: no weight for it'
        when key_kind = 'category' and category is null
            then 'unknown category ''' || key_given
                || '''. Expected: a crime category of data.police.uk'
        when line <> first_line
            then '''' || key_given || ''' repeats line ' || first_line
                || '. Expected: one weight for each key'
        when included_word not in ('yes', 'no')
            then 'include is ''' || included_word || '''. Expected: yes or no'
        when invented_word not in ('yes', 'no')
            then 'invented is ''' || invented_word || '''. Expected: yes or no'
        when included_word = 'yes' and number is null
            then 'the weight of ''' || key_given || ''' is '''
                || coalesce(trim(cell), '') || '''. Expected: a number from 0 up, '
                || 'or no under include'
        when number < 0
            then 'the weight of ''' || key_given || ''' is ' || trim(cell)
                || '. Expected: a number from 0 up'
    end as fault,
    cast(null as varchar) as reason,
    cast(null as varchar) as note
from compared
