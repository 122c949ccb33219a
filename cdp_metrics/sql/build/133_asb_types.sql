-- Incidents that partners send by their own categories, as types of ASB. Of each source
-- and month the file published last stands; one with a refused row, or on LSOAs that were
-- split since, is partial and has no count. Who else holds an incident stays with it, so
-- that it can be counted once whichever sources are used (queries/asb_types).
create temp table asb_file_month as
with sent as (
    select distinct source, month, source_file_id from stage_asb_incident
),

held as (
    select
        sent.*,
        source_file.published_at,
        count(*) over (
            partition by sent.source, sent.month, source_file.published_at
        ) as files
    from sent
    inner join source_file on sent.source_file_id = source_file.source_file_id
),

lost as (
    -- a line that could not be read at all may be of any source and month of its file
    select rejected_row.source_file_id, refused_asb_row.source, refused_asb_row.month
    from rejected_row
    left join refused_asb_row
        on
            rejected_row.source_file_id = refused_asb_row.source_file_id
            and rejected_row.line = refused_asb_row.line
    where not rejected_row.kept
),

split as (
    select
        stage_asb_incident.source_file_id,
        stage_asb_incident.source,
        stage_asb_incident.month
    from stage_asb_incident
    left join (
        select lsoa11_code
        from lsoa_change
        where lsoa11_code not in (select lsoa21.lsoa21_code from lsoa21)
        group by lsoa11_code
        having count(*) > 1
    ) as parted on stage_asb_incident.lsoa_code = parted.lsoa11_code
    group by
        stage_asb_incident.source_file_id, stage_asb_incident.source,
        stage_asb_incident.month
    having
        coalesce(sum(stage_asb_incident.n) filter (where parted.lsoa11_code is not null), 0)
        > 0.01 * sum(stage_asb_incident.n)
)

select
    held.source,
    held.month,
    held.source_file_id,
    case
        when held.files > 1 then 'two files published at the same moment hold the month'
        when exists (
            select 1 from lost
            where
                lost.source_file_id = held.source_file_id
                and coalesce(lost.source, held.source) = held.source
                and coalesce(lost.month, held.month) = held.month
        )
            then 'rows of the month were refused'
        when exists (
            select 1 from split
            where
                split.source_file_id = held.source_file_id
                and split.source = held.source
                and split.month = held.month
        )
            then 'sent on 2011 LSOAs that were split: send codes of 2021'
    end as fault
from held
qualify
    row_number() over (
        partition by held.source, held.month
        order by held.published_at desc, held.source_file_id desc
    ) = 1;

insert into coverage
with span as (
    select source, min(month) as first_month, max(month) as last_month
    from asb_file_month
    group by source
),

calendar as (
    select
        span.source,
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
)

select
    'asb_incidents' as source,
    calendar.source as unit,
    calendar.month as period,
    case
        when asb_file_month.source is null then 'missing'
        when asb_file_month.fault is not null then 'partial'
        else 'complete'
    end as status,
    case
        when asb_file_month.source is null then 'no rows for this month'
        else asb_file_month.fault
    end as reason
from calendar
left join asb_file_month
    on calendar.source = asb_file_month.source and calendar.month = asb_file_month.month
order by unit, period;

-- the police's public file stands in where others send typed incidents and they do not
insert into asb_source_month
with typed as (
    select source, month from asb_file_month where fault is null
)

select source, month, true as typed
from typed
union all
select 'police' as source, coverage.period as month, false as typed
from coverage
inner join build_info on coverage.unit = build_info.force
where
    coverage.source = 'police_street'
    and coverage.status = 'complete'
    and coverage.period in (select typed.month from typed)
    and ('police', coverage.period) not in (select (typed.source, typed.month) from typed)
order by source, month;

create temp table asb_counted as
select
    stage_asb_incident.*,
    coalesce(asb_crosswalk.type_code, 0) as type_code,
    asb_crosswalk.type_code is not null as crossed,
    coalesce(asb_crosswalk.share, 1) as type_share,
    coalesce(lsoa21.lsoa21_code, lsoa_change.lsoa21_code) as lsoa21_code,
    case when lsoa21.lsoa21_code is null then coalesce(lsoa_change.share, 1) else 1 end
        as lsoa_share
from stage_asb_incident
inner join asb_file_month
    on
        stage_asb_incident.source = asb_file_month.source
        and stage_asb_incident.month = asb_file_month.month
        and stage_asb_incident.source_file_id = asb_file_month.source_file_id
        and asb_file_month.fault is null
left join asb_crosswalk
    on
        stage_asb_incident.source = asb_crosswalk.source
        and lower(stage_asb_incident.local_category) = asb_crosswalk.local_category
left join lsoa21 on stage_asb_incident.lsoa_code = lsoa21.lsoa21_code
left join lsoa_change
    on lsoa21.lsoa21_code is null and stage_asb_incident.lsoa_code = lsoa_change.lsoa11_code;

insert into asb_type_month
with repeats as (
    select
        max(value) filter (where name = 'repeat_step') as step,
        max(value) filter (where name = 'repeat_most') as most
    from harm_cut
)

select
    asb_counted.month,
    asb_counted.lsoa21_code,
    asb_counted.source,
    asb_counted.shared_with,
    asb_counted.type_code,
    sum(asb_counted.n * asb_counted.type_share * asb_counted.lsoa_share) as n,
    sum(
        asb_counted.n * asb_counted.type_share * asb_counted.lsoa_share
        * least(1 + repeats.step * log2(coalesce(asb_counted.nth_report, 1)), repeats.most)
    ) as repeat_weighted_n
from asb_counted
cross join repeats
where asb_counted.n > 0
group by all
union all
select
    incident_month.month,
    incident_month.lsoa21_code,
    'police' as source,
    [] as shared_with,
    0 as type_code,
    sum(incident_month.n) as n,
    sum(incident_month.n) as repeat_weighted_n
from incident_month
inner join build_info on incident_month.force = build_info.force
inner join area_part
    on
        build_info.area_code = area_part.area_code
        and incident_month.lsoa21_code = area_part.lsoa21_code
inner join asb_source_month
    on
        asb_source_month.source = 'police'
        and not asb_source_month.typed
        and incident_month.month = asb_source_month.month
where incident_month.category = 'Anti-social behaviour'
group by all
order by month, lsoa21_code, source, shared_with, type_code;

insert into build_fact
with facts as (
    select 21 as place, 'Typed ASB of ' || asb_source.name as name,
        count(*) filter (where asb_source_month.typed) || ' whole months'
        || case
            when bool_and(asb_source_month.typed) then ''
            else '; for ' || count(*) filter (where not asb_source_month.typed)
                || ' more the street-level file stands in, without types'
        end as fact
    from asb_source_month
    inner join asb_source on asb_source_month.source = asb_source.source
    group by asb_source.name
    union all
    select 22, 'ASB category not in the crosswalk',
        source || ', ' || min(local_category) || ': ' || format('{:,}', cast(sum(n) as bigint))
        || ' incidents, counted as unclassified'
    from asb_counted
    where not crossed
    group by source, lower(local_category)
    union all
    select 23, 'Typed ASB on no map',
        format('{:,}', cast(sum(n * type_share) as bigint))
        || ' incidents without an LSOA, or with a code that is in no look-up'
    from asb_counted
    where lsoa21_code is null
    having sum(n) > 0
)

select place, name, fact from facts order by place, name, fact
