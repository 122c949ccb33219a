-- Grain: a row an indicator, definition version and source of what was published or sent
-- of it: the periods that are released, how often one was revised, and the first day on
-- which what is under embargo may be seen. Street files have no rows here.
with held as (
    select
        observation.*,
        -- what partners send is of one source, by whichever layout it came
        case
            when starts_with(source_file.source, 'return_') then 'partner_return'
            else coalesce(source_file.source, '')
        end as source,
        coalesce(observation.release_on > $today, false) as embargoed,
        count(*) over (
            partition by
                observation.indicator_id, observation.area_code,
                observation.period_start, observation.period_end
        ) as editions
    from observation
    left join source_file on observation.source_file_id = source_file.source_file_id
)

select
    indicator_id,
    coalesce(definition_version, 1) as version,
    source,
    min(period_start) filter (where not embargoed) as first_period,
    max(period_end) filter (where not embargoed) as last_period,
    count(distinct period_end) filter (where not embargoed) as periods,
    count(distinct period_end) filter (where not embargoed and editions > 1) as revised,
    min(release_on) filter (where embargoed) as next_release
from held
group by indicator_id, coalesce(definition_version, 1), source
order by indicator_id, first_period, version, source
