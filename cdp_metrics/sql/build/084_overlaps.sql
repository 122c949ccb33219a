-- Lines of returns whose period overlaps another, in another file, for the same indicator
-- and area: neither is used, both are listed. The same period sent anew is a revision, and
-- rolling periods of one length share months by design.
-- Grain of the table: a row a line.
create temp table overlapping_line as
with pairs as (
    select
        one.source_file_id,
        one.line,
        one.series,
        mine.name as file,
        one.period,
        other.period as other_period,
        other.line as other_line,
        theirs.name as other_file,
        concat_ws(
            ', ', one.series, one.area_code, one.period, coalesce(one.numerator, one.value)
        ) as text
    from stage_figure as one
    inner join stage_figure as other
        on
            one.series = other.series
            and one.area_code = other.area_code
            and one.source_file_id <> other.source_file_id
            and one.period <> other.period
            and one.period_start <= other.period_end
            and other.period_start <= one.period_end
    inner join indicator on one.series = indicator.indicator_id
    inner join source_file as mine on one.source_file_id = mine.source_file_id
    inner join source_file as theirs on other.source_file_id = theirs.source_file_id
    where
        one.dataset = 'return'
        and other.dataset = 'return'
        and not (
            indicator.rolling
            and datediff('month', one.period_start, cast(one.period_end + 1 as date))
            = datediff('month', other.period_start, cast(other.period_end + 1 as date))
        )
)

select
    source_file_id,
    line,
    series,
    file,
    text,
    'the period ' || period || ' overlaps ' || other_period || ' in line ' || other_line
    || ' of ' || other_file || ', for the same indicator and area: keep the row in one of '
    || 'the two files' as reason
from pairs
qualify row_number() over (
    partition by source_file_id, line, series order by other_file, other_line
) = 1;

insert into rejected_row
select
    source_file_id,
    file,
    line,
    reason,
    -- a row of a template's return stands, and is no figure
    source_file_id in (select stage_return.source_file_id from stage_return) as kept,
    text
from overlapping_line
order by source_file_id, line;

delete from stage_figure
using overlapping_line
where
    stage_figure.source_file_id = overlapping_line.source_file_id
    and stage_figure.line = overlapping_line.line
    and stage_figure.series = overlapping_line.series;
