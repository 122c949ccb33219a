-- Grain: a row a source of typed ASB with any of twelve months, in the order in which
-- they count a shared incident. Unit: months, and incidents of the partnership as the
-- source holds them, shared ones too; used: whether all twelve months are held.
with span as (
    select
        cast(date_trunc('month', cast($period_end as date)) - to_months(11) as date)
            as first_month,
        cast($period_end as date) as last_day
),

months as (
    select
        asb_source_month.source,
        count(*) as months,
        count(*) filter (where asb_source_month.typed) as typed_months
    from asb_source_month
    inner join span on asb_source_month.month between span.first_month and span.last_day
    group by asb_source_month.source
),

counted as (
    select
        asb_type_month.source,
        sum(asb_type_month.n) as n,
        sum(asb_type_month.n) filter (where asb_type_month.type_code = 0) as unclassified,
        sum(asb_type_month.n) filter (where len(asb_type_month.shared_with) > 0) as shared
    from asb_type_month
    inner join span on asb_type_month.month between span.first_month and span.last_day
    cross join build_info
    inner join area_part
        on
            build_info.area_code = area_part.area_code
            and asb_type_month.lsoa21_code = area_part.lsoa21_code
    group by asb_type_month.source
)

select
    asb_source.source,
    asb_source.name,
    months.months,
    months.typed_months,
    months.months = 12 as used,
    coalesce(counted.n, 0) as n,
    coalesce(counted.unclassified, 0) as unclassified,
    coalesce(counted.shared, 0) as shared
from months
inner join asb_source on months.source = asb_source.source
left join counted on months.source = counted.source
order by asb_source.place
