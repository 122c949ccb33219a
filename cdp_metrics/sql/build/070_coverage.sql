-- Which periods of each source are complete, partial or missing, from the first that
-- is held to the last. A month is partial where a row of it was refused, or where two
-- files of the same moment disagree, or where it holds far too few rows to be whole: its
-- count is then a floor, not a figure.
insert into coverage
with span as (
    select force, min(month) as first_month, max(month) as last_month
    from publication
    group by force
),

calendar as (
    select
        span.force,
        cast(
            unnest(
                generate_series(
                    cast(span.first_month as timestamp),
                    cast(span.last_month as timestamp),
                    interval 1 month
                )
            ) as date
        ) as month
    from span
),

counted as (
    select force, month, rows from publication where chosen
),

shrunk as (
    -- fewer than nine tenths of the rows of an earlier publication: an extract
    select publication.force, publication.month, max(publication.rows) as most
    from publication
    group by publication.force, publication.month
    having
        max(publication.rows) filter (where publication.chosen)
        < 0.9 * max(publication.rows)
),

thin as (
    -- fewer than half the rows of the months around it: cut at the end of a line, or
    -- not yet whole; small forces' months vary too much to say
    select counted.force, counted.month, median(around.rows) as usual
    from counted
    inner join counted as around
        on
            counted.force = around.force
            and counted.month <> around.month
            and around.month between counted.month - to_months(12)
            and counted.month + to_months(12)
    group by counted.force, counted.month, counted.rows
    having
        count(*) >= 3
        and median(around.rows) >= 100
        and counted.rows < 0.5 * median(around.rows)
),

tied as (
    -- files of the same moment that hold different rows
    select publication.force, publication.month
    from publication
    inner join source_file on publication.source_file_id = source_file.source_file_id
    group by publication.force, publication.month, publication.published_at
    having count(distinct source_file.sha256) > 1 and bool_or(publication.chosen)
)

select
    'police_street' as source,
    calendar.force as unit,
    calendar.month as period,
    case
        when publication.force is null then 'missing'
        when
            publication.rows_rejected > 0
            or tied.force is not null
            or shrunk.force is not null
            or thin.force is not null
            then 'partial'
        else 'complete'
    end as status,
    case
        when publication.force is null then 'no usable file received'
        when publication.rows_rejected > 0
            then publication.rows_rejected || ' of '
                || publication.rows + publication.rows_rejected || ' rows refused'
        when tied.force is not null
            then 'two files published at the same moment differ'
        when shrunk.force is not null
            then 'the newest file holds ' || publication.rows
                || ' rows, an earlier publication ' || shrunk.most
        when thin.force is not null
            then 'the file holds ' || publication.rows
                || ' rows, months around it about ' || cast(thin.usual as bigint)
                || ': it may be cut short'
    end as reason
from calendar
left join publication
    on
        calendar.force = publication.force
        and calendar.month = publication.month
        and publication.chosen
left join tied on calendar.force = tied.force and calendar.month = tied.month
left join shrunk on calendar.force = shrunk.force and calendar.month = shrunk.month
left join thin on calendar.force = thin.force and calendar.month = thin.month
order by unit, period;

insert into coverage
with held as (
    select distinct force, quarter_start from stage_recorded_crime
),

span as (
    select force, min(quarter_start) as first_quarter, max(quarter_start) as last_quarter
    from held
    group by force
),

calendar as (
    select
        span.force,
        cast(
            unnest(
                generate_series(
                    cast(span.first_quarter as timestamp),
                    cast(span.last_quarter as timestamp),
                    interval 3 month
                )
            ) as date
        ) as quarter_start
    from span
)

select
    'home_office_quarterly' as source,
    calendar.force as unit,
    calendar.quarter_start as period,
    case when held.force is null then 'missing' else 'complete' end as status,
    case when held.force is null then 'no rows for this quarter' end as reason
from calendar
left join held
    on calendar.force = held.force and calendar.quarter_start = held.quarter_start
order by unit, period;
