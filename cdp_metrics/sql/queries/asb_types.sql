-- Grain: a row a 2021 LSOA of the partnership, source and type of ASB (0: unclassified)
-- of twelve months, by the sources that are held for all of them, without one if named.
-- An incident that several of these hold is counted in the one listed first. first_half:
-- those of the first six months.
with span as (
    select
        cast(date_trunc('month', cast($period_end as date)) - to_months(11) as date)
            as first_month,
        cast($period_end as date) as last_day
),

used as (
    select asb_source_month.source, asb_source.place
    from asb_source_month
    inner join asb_source on asb_source_month.source = asb_source.source
    inner join span on asb_source_month.month between span.first_month and span.last_day
    where asb_source_month.source <> coalesce(cast($without as varchar), '')
    group by asb_source_month.source, asb_source.place
    having count(*) = 12
),

counting as (
    select own.source, list(other.source) as earlier
    from used as own
    left join used as other on own.place > other.place
    group by own.source
),

held as (
    select
        asb_type_month.*,
        asb_type_month.month < span.first_month + to_months(6) as early,
        counting.earlier
    from asb_type_month
    inner join counting on asb_type_month.source = counting.source
    inner join span on asb_type_month.month between span.first_month and span.last_day
)

select
    held.lsoa21_code,
    held.source,
    held.type_code,
    sum(held.n) as n,
    coalesce(sum(held.n) filter (where held.early), 0) as first_half,
    sum(held.repeat_weighted_n) as repeat_weighted_n
from held
cross join build_info
inner join area_part
    on
        build_info.area_code = area_part.area_code
        and held.lsoa21_code = area_part.lsoa21_code
where not list_has_any(held.shared_with, held.earlier)
group by held.lsoa21_code, held.source, held.type_code
order by held.lsoa21_code, held.source, held.type_code
