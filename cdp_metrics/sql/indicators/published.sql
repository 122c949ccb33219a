-- Grain: a row an indicator, area, period and vintage (the moment at which the file was
-- published). Of what partners send, a count of people from 1 to 4 is hidden where its
-- indicator says so, on either side of a share, and so is a part of a total, or the total,
-- from which another could be worked out.
create or replace temp table observed as
with hidden as (
    select
        counted_figure.*,
        case
            when few and kind = 'count' then 'fewer than 5, not shown'
            when few then 'fewer than 5 on one side of the share, not shown'
            when figure_id in (select hidden_part.figure_id from hidden_part)
                then 'not shown, so that a suppressed figure cannot be worked out'
        end as hidden_because
    from counted_figure
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
