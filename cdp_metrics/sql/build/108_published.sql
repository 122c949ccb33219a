-- Grain: a row an indicator, area, period, file and moment at which it was published, before
-- any is hidden. Unit: as published; a proportion's value and limits in per cent. A series
-- stated the other way round is turned: 100 less it, its limits change places. few: a
-- count of people from 1 to 4, or such a side of a share, of what partners send where the
-- indicator hides it.
create or replace temp table counted_figure as
with taken as (
    select
        series_indicator.indicator_id,
        series_indicator.part,
        series_indicator.complement,
        series_indicator.place,
        published_figure.*
    from published_figure
    inner join series_indicator
        on
            published_figure.dataset = series_indicator.dataset
            and plain_name(published_figure.series_name) = series_indicator.series_name
    where published_figure.sex = 'Persons' and published_figure.category is null
    union all
    select published_figure.series, 'whole', false, -1, published_figure.*
    from published_figure
    where published_figure.dataset = 'return'
),

told as (
    -- of two rows that an indicator cannot tell apart (of two ages, say) neither is used
    select
        * replace (
            case
                when count(*) over (
                    partition by
                        indicator_id, part, area_code, period_start, period_end,
                        published_at, dataset, source_file_id
                ) > 1
                    then 'contradicted'
                else status
            end as status
        )
    from taken
    where period_start is not null
),

turned as (
    select
        *,
        status not in ('provisional', 'validated') as unheld,
        case
            when unheld then null
            when part = 'numerator' then value
            when part = 'whole' and complement then denominator - numerator
            when part = 'whole' then numerator
        end as numerator_held,
        case
            when unheld then null
            when part = 'denominator' then value
            when part = 'whole' then denominator
        end as denominator_held,
        case
            when unheld or part in ('numerator', 'denominator') then null
            when complement then 100 - value
            else value
        end as value_held,
        case
            when unheld or part <> 'whole' then null
            when complement then 100 - upper
            else lower
        end as lower_held,
        case
            when unheld or part <> 'whole' then null
            when complement then 100 - lower
            else upper
        end as upper_held
    from told
),

joined as (
    -- the parts of a proportion that are published as series of their own
    select
        indicator_id,
        area_code,
        period_start,
        period_end,
        published_at,
        dataset,
        source_file_id,
        min(place) as place,
        any_value(numerator_held) as numerator,
        any_value(denominator_held) as denominator,
        any_value(value_held) as value,
        any_value(lower_held) as lower,
        any_value(upper_held) as upper,
        any_value(n_eff) filter (where not unheld) as n_eff,
        any_value(bound) filter (where not unheld) as bound,
        case
            when bool_or(status = 'suppressed') then 'suppressed'
            when bool_or(status = 'provisional') then 'provisional'
            when bool_or(status = 'validated') then 'validated'
            else 'missing'
        end as status,
        max(release_on) as release_on,
        max(definition_version) as definition_version,
        case
            when bool_or(status = 'contradicted')
                then 'published more than once, differently: left out'
            else any_value(note)
        end as note
    from turned
    group by
        indicator_id, area_code, period_start, period_end, published_at, dataset,
        source_file_id
)

-- cases that are not sent follow from the share of those who were asked
select
    row_number() over () as figure_id,
    joined.*,
    indicator.kind,
    indicator.definition_version as own_version,
    indicator.small_hidden and joined.dataset = 'return' as hides,
    coalesce(joined.denominator, joined.n_eff) as among,
    coalesce(joined.numerator, round(joined.value / 100 * among)) as cases,
    joined.status in ('provisional', 'validated')
    and hides
    and (
        coalesce(cases between 1 and 4, false)
        or coalesce(among between 1 and 4, false)
        or coalesce(
            indicator.kind = 'proportion' and among - cases between 0.5 and 4.5, false
        )
    ) as few
from joined
inner join indicator on joined.indicator_id = indicator.indicator_id;
