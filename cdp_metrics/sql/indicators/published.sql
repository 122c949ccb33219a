-- Grain: a row an indicator, area, period and vintage (the moment at which the file was
-- published). Unit: as published; a proportion's value and limits in per cent. A series
-- stated the other way round is turned: 100 less it, its limits change places. Of what
-- partners send, a count of people from 1 to 4 is hidden where its indicator says so, on
-- either side of a share; and where one part of a total is hidden alone, the least other.
create or replace temp table observed as
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
),

counted as (
    -- cases that are not sent follow from the share of those who were asked
    select
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
    inner join indicator on joined.indicator_id = indicator.indicator_id
),

family as (
    -- indicators that are parts of one total: rows of one return fed from one column
    select
        indicator_id,
        min(return_id || '.' || numerator || '.' || denominator) over (
            partition by return_id, numerator, denominator
        ) as family
    from return_feed
    where said <> '{}'
    qualify count(*) over (partition by return_id, numerator, denominator) > 1
),

hidden as (
    select
        counted.*,
        case
            when counted.few and counted.kind = 'count' then 'fewer than 5, not shown'
            when counted.few then 'fewer than 5 on one side of the share, not shown'
            when
                family.family is not null
                and counted.hides
                and counted.status <> 'suppressed'
                and count(*) over told > 1
                and count(*) filter (where counted.few or counted.status = 'suppressed')
                    over told = 1
                and row_number() over (
                    partition by
                        family.family, counted.area_code, counted.period_start,
                        counted.period_end, counted.published_at, counted.few,
                        counted.status = 'suppressed'
                    order by counted.cases = 0, counted.cases, counted.indicator_id
                ) = 1
                then 'not shown, so that a suppressed figure cannot be worked out'
        end as hidden_because
    from counted
    left join family on counted.indicator_id = family.indicator_id
    window told as (
        partition by
            family.family, counted.area_code, counted.period_start, counted.period_end,
            counted.published_at
    )
)

select
    * replace (
        case when hidden_because is null then status else 'suppressed' end as status,
        coalesce(hidden_because, note) as note
    ),
    strftime(published_at, '%Y-%m-%d %H:%M:%S') as vintage
from hidden
-- of two publishers at the same moment the one that is listed first
qualify row_number() over (
    partition by indicator_id, area_code, period_start, period_end, vintage
    order by place, source_file_id desc
) = 1;

insert into observation by name
select
    indicator_id,
    area_code,
    period_start,
    period_end,
    case when status <> 'suppressed' then numerator end as numerator,
    case when status <> 'suppressed' then denominator end as denominator,
    case when status <> 'suppressed' then value end as value,
    case when status <> 'suppressed' then lower end as lower,
    case when status <> 'suppressed' then upper end as upper,
    case when status <> 'suppressed' then n_eff end as n_eff,
    case when status <> 'suppressed' then bound end as bound,
    status,
    vintage,
    release_on,
    coalesce(definition_version, own_version) as definition_version,
    note,
    source_file_id
from observed
order by indicator_id, area_code, period_start, published_at;
