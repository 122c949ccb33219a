-- Grain: a row an entry of the dictionary: which periods are held and released, in how
-- many rows and areas, and what share of the periods from the first to the last; months
-- of street files are those that are complete, from the first that holds the category.
with published as (
    select
        observation.indicator_id,
        min(observation.period_start) as first_period,
        max(observation.period_end) as last_period,
        count(*) as rows,
        count(distinct observation.area_code) as areas,
        max(observation.vintage) as last_vintage,
        count(distinct observation.period_start) filter (
            where observation.status in ('provisional', 'validated')
        ) as held
    from observation
    where observation.release_on is null or observation.release_on <= $today
    group by observation.indicator_id
),

steps as (
    -- rolling periods may be issued less often than they could be
    select indicator_id, min(months) as months
    from (
        select
            indicator_id,
            datediff(
                'month',
                lag(period_start) over (partition by indicator_id order by period_start),
                period_start
            ) as months
        from (
            select distinct indicator_id, period_start
            from observation
            where release_on is null or release_on <= $today
        )
    )
    where months > 0
    group by indicator_id
),

since as (
    select indicator_id, max(since) as first_month
    from indicator_category
    group by indicator_id
    having count(*) = count(since)
),

counted as (
    select
        since.indicator_id,
        min(coverage.period) as first_period,
        last_day(max(coverage.period)) as last_period,
        count(*) as rows,
        1 as areas,
        (
            select strftime(max(publication.published_at), '%Y-%m-%d %H:%M:%S')
            from publication
            where publication.chosen and publication.force = any_value(build_info.force)
        ) as last_vintage,
        count(*) as held
    from since
    cross join build_info
    inner join coverage
        on
            coverage.source = 'police_street'
            and coverage.unit = build_info.force
            and coverage.status = 'complete'
            and coverage.period >= since.first_month
    group by since.indicator_id
),

dated as (
    select * from published
    union all by name
    select * from counted
)

select
    indicator.indicator_id,
    dated.first_period,
    dated.last_period,
    coalesce(dated.rows, 0) as rows,
    coalesce(dated.areas, 0) as areas,
    coalesce(dated.last_vintage, '') as last_vintage,
    coalesce(dated.held, 0) as periods_held,
    -- null where nothing is held: there is no span to be complete in
    least(
        dated.held
        / (
            1 + datediff(
                'month',
                dated.first_period,
                cast(
                    dated.last_period + to_days(1) - to_months(indicator.period_months)
                    as date
                )
            )
            // case
                when indicator.rolling
                    then greatest(coalesce(steps.months, 0), indicator.cadence_months)
                else indicator.cadence_months
            end
        ),
        case when dated.held is not null then 1.0 end
    ) as completeness
from indicator
left join steps on indicator.indicator_id = steps.indicator_id
left join dated on indicator.indicator_id = dated.indicator_id
order by indicator.indicator_id
