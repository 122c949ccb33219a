-- Grain: a row a force, financial quarter and offence. Unit: offences; negatives
-- are revisions of earlier quarters and are kept.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        try_cast(left(trim(raw.financial_year), 4) as integer) as start_year,
        try_cast(finite(raw.quarter) as integer) as quarter_number
    from raw
    inner join input_file on raw.path = input_file.path
)

select
    source_file_id,
    line,
    force_id(force_name) as force,
    trim(force_name) as force_name,
    case
        when start_year between 1990 and 2099 and quarter_number between 1 and 4
            then cast(
                make_date(start_year, 4, 1) + to_months(3 * (quarter_number - 1))
                as date
            )
    end as quarter_start,
    trim(offence_code) as offence_code,
    trim(offence) as offence,
    trim(offence_group) as offence_group,
    trim(offence_subgroup) as offence_subgroup,
    try_cast(finite(n) as bigint) as n,
    try_cast(territorial as boolean) as territorial,
    case
        when not coalesce(
            regexp_full_match(trim(financial_year), '\d{4}/\d{2}')
            and start_year between 1990 and 2099, false
        )
            then 'not a financial year such as 2024/25'
        when not coalesce(quarter_number between 1 and 4, false)
            then 'the quarter is none of 1 to 4'
        when try_cast(finite(n) as bigint) is null then 'the count is not a number'
        when coalesce(trim(force_name), '') = '' then 'no force is named'
        when least(
            coalesce(trim(offence_code), ''), coalesce(trim(offence), ''),
            coalesce(trim(offence_group), ''), coalesce(trim(offence_subgroup), '')
        ) = ''
            then 'offence, code, group or subgroup is blank'
    end as reason,
    cast(null as varchar) as note
from typed
