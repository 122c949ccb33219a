-- Grain: a row an LSOA and measure (IMD_decile, Income_score ...); decile 1 = most deprived.
-- A value that cannot be used is left out and noted, the row is kept.
create or replace temp table staged as
with long as (
    -- an empty field is a null, which unpivot would pass over
    unpivot (
        select
            path, line, lsoa_code,
            coalesce(columns('^[A-Za-z_]+_(decile|rank|score)$'), '')
        from raw
    )
    on columns('^[A-Za-z_]+_(decile|rank|score)$')
    into name measure value value
),

typed as (
    select
        *,
        case
            when finite(value) is null then measure || ' is not a number'
            when measure like '%\_decile' escape '\'
                and finite(value) not between 1 and 10
                then measure || ' is not between 1 and 10'
        end as fault
    from long
)

select
    input_file.source_file_id,
    typed.line,
    trim(typed.lsoa_code) as lsoa_code,
    cast(input_file.constant as integer) as edition,
    typed.measure,
    case when typed.fault is null then finite(typed.value) end as value,
    case
        when not coalesce(regexp_full_match(trim(typed.lsoa_code), '[EW]01\d{6}'), false)
            then 'not an LSOA code'
    end as reason,
    typed.fault || ': left out, row kept' as note
from typed
inner join input_file on typed.path = input_file.path
