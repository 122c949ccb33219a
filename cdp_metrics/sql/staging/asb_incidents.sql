-- Grain: a row a source, month, LSOA and local category of a partner's return, by number
-- of the report at its place and by who else holds the incidents. Unit: incidents. What
-- is refused is remembered with its month, which then is not whole.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        cast(source_file.published_at as date) as sent_on,
        replace(lower(trim(raw.source)), ' ', '_') as sender,
        iso_date(trim(raw.month) || '-01') as month_start,
        nullif(upper(trim(raw.lsoa_code)), '') as lsoa,
        nullif(trim(raw.local_category), '') as category,
        nullif(trim(raw.nth_report), '') as nth,
        list_sort(
            list_distinct(
                [
                    replace(lower(trim(name)), ' ', '_')
                    for name in string_split(coalesce(raw.shared_with, ''), ';')
                    if trim(name) <> ''
                ]
            )
        ) as sharers
    from raw
    inner join input_file on raw.path = input_file.path
    inner join source_file on input_file.source_file_id = source_file.source_file_id
),

known as (
    select
        list(source order by place) as sources,
        string_agg(source, ', ' order by place) as words
    from asb_source
),

judged as (
    select
        typed.*,
        list_contains(known.sources, typed.sender) as listed,
        case
            when not coalesce(list_contains(known.sources, typed.sender), false)
                then 'unknown source ''' || coalesce(trim(typed.source), '')
                    || ''': write one of ' || coalesce(known.words, 'none')
            when typed.month_start is null
                then 'month ''' || coalesce(trim(typed.month), '')
                    || ''' is not a month: write it as YYYY-MM'
            when last_day(typed.month_start) > typed.sent_on
                then 'the month ends after the file was made, on ' || typed.sent_on
                    || ': send whole months'
            when typed.lsoa is not null
                and not regexp_full_match(typed.lsoa, '[EW]01\d{6}')
                then '''' || typed.lsoa || ''' is not the code of an LSOA such as '
                    || 'E01013800: correct it, or leave it empty where it is not known'
            when typed.category is null
                then 'no local_category: write the category that the source uses'
            when typed.nth is not null
                and not coalesce(try_cast(typed.nth as integer) between 1 and 999, false)
                then 'nth_report is not a whole number from 1: correct it, or leave it '
                    || 'empty'
            when list_contains(typed.sharers, typed.sender)
                then 'shared_with names the source itself: name the others only'
            when len([s for s in typed.sharers if not list_contains(known.sources, s)]) > 0
                then 'shared_with names an unknown source: write one or more of '
                    || known.words || ', parted by ;'
            when held_back(typed.n)
                then 'a count that is held back cannot be added up: write it, or give the '
                    || 'incidents under a wider category'
            when figure(typed.n) is null
                then 'count ''' || coalesce(trim(typed.n), '')
                    || ''' is not a number: write digits, or leave the row out'
            when figure(typed.n) < 0 then 'the count is negative: write 0 or more'
            when figure(typed.n) <> round(figure(typed.n)) or figure(typed.n) > 1e6
                then 'the count is not a whole number up to 1,000,000: correct it'
        end as fault
    from typed
    cross join known
),

repeated as (
    select
        *,
        min(line) over (
            partition by
                source_file_id, sender, month_start, lsoa, lower(category), nth, sharers,
                fault is null
        ) as first_line
    from judged
)

select
    source_file_id,
    line,
    case when listed then sender end as source,
    month_start as month,
    lsoa as lsoa_code,
    category as local_category,
    try_cast(nth as integer) as nth_report,
    sharers as shared_with,
    figure(n) as n,
    coalesce(
        fault,
        case
            when line > first_line
                then 'repeats what line ' || first_line
                    || ' says: add the two counts up, or leave one out'
        end
    ) as reason,
    cast(null as varchar) as note
from repeated;

insert into refused_asb_row
select source_file_id, line, source, month
from staged
where reason is not null
