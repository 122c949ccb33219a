-- Grain: a row a 2021 LSOA and category of one census table. Unit: persons or households.
-- ONS perturbs cells by a few: the categories need only come near their total. An LSOA
-- without one of its categories has no table, for a part would be read as the whole.
create or replace temp table staged as
with typed as (
    select
        input_file.source_file_id,
        raw.line,
        trim(raw.lsoa21_code) as lsoa21_code,
        input_file.constant as profile_table,
        trim(raw.category) as category,
        finite(raw.count) as n,
        finite(raw.total) as total,
        case
            when not coalesce(
                regexp_full_match(trim(raw.lsoa21_code), '[EW]01\d{6}'), false
            )
                then 'not an LSOA code'
            when coalesce(trim(raw.category), '') = '' then 'no category'
            when regexp_matches(
                trim(raw.category),
                '(?i)^(total|all (usual residents|ages|households|categories))\b'
            )
                then 'a total is not a category'
            when not coalesce(finite(raw.count) >= 0, false)
                then 'the count is not a number of 0 or more'
        end as reason
    from raw
    inner join input_file on raw.path = input_file.path
),

summed as (
    select
        *,
        sum(n) filter (where reason is null) over same_lsoa as together,
        count(*) filter (where reason is null) over same_lsoa as categories,
        count(*) filter (
            where reason is not null and reason <> 'a total is not a category'
        ) over same_lsoa as unread
    from typed
    window same_lsoa as (partition by source_file_id, lsoa21_code)
),

compared as (
    select *, max(categories) over (partition by source_file_id) as most from summed
)

select
    source_file_id,
    line,
    lsoa21_code,
    profile_table,
    category,
    n,
    total,
    case
        when reason is not null then reason
        when unread > 0 then 'another category of this LSOA cannot be read'
        when total is null and categories < most
            then 'this LSOA has ' || categories || ' of ' || most || ' categories'
        when abs(together - total) > greatest(0.05 * total, 10)
            then 'the categories of this LSOA sum to ' || cast(together as bigint)
                || ', not to their total of ' || cast(total as bigint)
    end as reason,
    cast(null as varchar) as note
from compared
