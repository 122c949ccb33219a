-- Grain: a row an indicator, area, period and vintage (the moment at which the file was
-- published). Unit: as published; a proportion's value and limits in per cent. A series
-- stated the other way round is turned: 100 less it, its limits change places.
insert into observation by name
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

select
    joined.indicator_id,
    joined.area_code,
    joined.period_start,
    joined.period_end,
    case when joined.status <> 'suppressed' then joined.numerator end as numerator,
    case when joined.status <> 'suppressed' then joined.denominator end as denominator,
    case when joined.status <> 'suppressed' then joined.value end as value,
    case when joined.status <> 'suppressed' then joined.lower end as lower,
    case when joined.status <> 'suppressed' then joined.upper end as upper,
    joined.n_eff,
    joined.bound,
    joined.status,
    strftime(joined.published_at, '%Y-%m-%d %H:%M:%S') as vintage,
    joined.release_on,
    coalesce(joined.definition_version, indicator.definition_version) as definition_version,
    joined.note,
    joined.source_file_id
from joined
inner join indicator on joined.indicator_id = indicator.indicator_id
-- of two publishers at the same moment the one that is listed first
qualify row_number() over (
    partition by
        joined.indicator_id, joined.area_code, joined.period_start, joined.period_end,
        vintage
    order by joined.place, joined.source_file_id desc
) = 1
order by joined.indicator_id, joined.area_code, joined.period_start, joined.published_at;
