-- Typed incidents that were lost or doubled between their return and the store, and
-- counts that are not.
with sent as (
    select
        stage_asb_incident.source,
        stage_asb_incident.month,
        sum(stage_asb_incident.n) as n
    from stage_asb_incident
    inner join asb_file_month
        on
            stage_asb_incident.source = asb_file_month.source
            and stage_asb_incident.month = asb_file_month.month
            and stage_asb_incident.source_file_id = asb_file_month.source_file_id
            and asb_file_month.fault is null
    group by stage_asb_incident.source, stage_asb_incident.month
),

held as (
    select asb_type_month.source, asb_type_month.month, sum(asb_type_month.n) as n
    from asb_type_month
    inner join asb_source_month
        on
            asb_type_month.source = asb_source_month.source
            and asb_type_month.month = asb_source_month.month
            and asb_source_month.typed
    group by asb_type_month.source, asb_type_month.month
)

select
    'typed ASB of ' || sent.source || ', ' || strftime(sent.month, '%Y-%m') || ': ' || sent.n
    || ' incidents sent, ' || coalesce(held.n, 0) || ' held' as fault
from sent
left join held on sent.source = held.source and sent.month = held.month
where abs(sent.n - coalesce(held.n, 0)) > 1e-6 * greatest(sent.n, 1)
union all
select 'typed ASB of ' || source || ': a count is negative, or less than unweighted'
from asb_type_month
where n < 0 or repeat_weighted_n < n - 1e-9
