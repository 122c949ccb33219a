-- Returns by template: of several files with the same return, provider and period the one
-- made last stands; what it replaces is kept and not counted.
create temp table received_return as
with versions as (
    select
        stage_return.return_id,
        plain_name(stage_return.provider) as sender,
        stage_return.period_start,
        stage_return.period_end,
        stage_return.source_file_id,
        min(source_file.published_at) as published_at,
        min(stage_return.provider) as provider,
        count(*) as rows
    from stage_return
    inner join source_file on stage_return.source_file_id = source_file.source_file_id
    group by all
),

named as (
    -- one name a sender, as it was written last
    select
        return_id, sender, arg_max(provider, (published_at, source_file_id)) as provider
    from versions
    group by return_id, sender
)

select
    versions.* exclude (provider),
    named.provider,
    row_number() over (
        partition by versions.return_id, versions.sender, versions.period_start
        order by versions.published_at desc, versions.source_file_id desc
    ) = 1 as current
from versions
inner join named
    on versions.return_id = named.return_id and versions.sender = named.sender;

-- who is expected is named as in its files
update return_expected
set provider = received_return.provider
from received_return
where
    return_expected.return_id = received_return.return_id
    and plain_name(return_expected.provider) = received_return.sender;

insert into return_receipt
select
    return_id,
    provider,
    period_start,
    period_end,
    source_file_id,
    cast(published_at as date) as received_on,
    rows,
    current
from received_return
order by return_id, provider, period_start, published_at, source_file_id;

insert into return_row
select
    stage_return.return_id,
    received_return.provider,
    stage_return.period_start,
    stage_return.period_end,
    stage_return.source_file_id,
    stage_return.line,
    received_return.current,
    stage_return.cells
from stage_return
inner join received_return
    on
        stage_return.return_id = received_return.return_id
        and plain_name(stage_return.provider) = received_return.sender
        and stage_return.period_start = received_return.period_start
        and stage_return.source_file_id = received_return.source_file_id
order by
    stage_return.return_id, received_return.provider, stage_return.period_start,
    stage_return.source_file_id, stage_return.line;
