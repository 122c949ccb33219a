-- Grain: a row an LSOA and measure (IMD_decile, Income_score ...); decile 1 = most deprived.
create or replace temp table staged as
with long as (
    unpivot raw
    on columns('^[A-Za-z_]+_(decile|rank|score)$')
    into name measure value value
)

select
    input_file.source_file_id,
    long.line,
    trim(long.lsoa_code) as lsoa_code,
    cast(input_file.constant as integer) as edition,
    long.measure,
    try_cast(long.value as double) as value,
    case
        when not coalesce(regexp_full_match(trim(long.lsoa_code), '[EW]01\d{6}'), false)
            then 'not an LSOA code'
        when try_cast(long.value as double) is null
            then long.measure || ' is not a number'
        when long.measure like '%\_decile' escape '\'
            and try_cast(long.value as double) not between 1 and 10
            then long.measure || ' is not between 1 and 10'
    end as reason,
    cast(null as varchar) as note
from long
inner join input_file on long.path = input_file.path
