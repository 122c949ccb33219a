-- Grain: a row a figure that partners sent of a total of people, of its parts (part), of
-- itself (whole) or of all that its cases are of (base), with the total's indicator.
with total as (
    select distinct
        whole.indicator_id,
        base.indicator_id as base_id
    from return_feed as part
    inner join return_feed as whole on part.part_of = whole.indicator_id
    left join return_feed as base
        on
            whole.return_id = base.return_id
            and whole.said = base.said
            and whole.denominator = base.numerator
            and base.denominator = ''
),

member as (
    select distinct indicator_id, part_of as total, 'part' as role
    from return_feed
    where part_of <> ''
    union all
    select indicator_id, indicator_id, 'whole' from total
    union all
    select base_id, indicator_id, 'base' from total where base_id is not null
)

select
    counted_figure.figure_id,
    member.total,
    member.role,
    counted_figure.area_code,
    counted_figure.period_start,
    counted_figure.period_end,
    counted_figure.published_at,
    cast(counted_figure.cases as double) as cases,
    cast(counted_figure.among as double) as among,
    counted_figure.status = 'suppressed' as held,
    counted_figure.few
from counted_figure
inner join member on counted_figure.indicator_id = member.indicator_id
where counted_figure.hides
order by all
