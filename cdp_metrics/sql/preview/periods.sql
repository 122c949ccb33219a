-- Grain: a row a sender and period of the file, with the version of it that stands in
-- `standing`, if any. Senders are matched as a build matches them.
with sent as (
    select
        return_id,
        plain_name(provider) as sender,
        min(provider) as provider,
        period_start,
        period_end,
        count(*) as rows
    from stage_return
    group by return_id, sender, period_start, period_end
)

select
    sent.provider,
    sent.period_start,
    sent.period_end,
    sent.rows,
    standing.received_on as replaced_on,
    coalesce(standing.rows, 0) as replaced_rows
from sent
left join standing
    on
        sent.return_id = standing.return_id
        and sent.sender = plain_name(standing.provider)
        and sent.period_start = standing.period_start
order by sent.period_start, sent.provider
