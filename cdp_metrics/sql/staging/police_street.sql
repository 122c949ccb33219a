-- Grain: a row a published row of a street-level file, text in, typed out.
-- A row is refused only where it cannot be counted; a coordinate that cannot be
-- used is left out and noted, the row is kept.
create or replace temp table staged as
with typed as (
    select
        raw.*,
        input_file.source_file_id,
        force_id(raw.reported_by) as force,
        case
            when regexp_full_match(trim(raw.month), '\d{4}-(0[1-9]|1[0-2])')
                then cast(trim(raw.month) || '-01' as date)
        end as month_start,
        finite(raw.longitude) as x,
        finite(raw.latitude) as y
    from raw
    inner join input_file on raw.path = input_file.path
),

final as (
    select
        source_file_id,
        line,
        force,
        month_start as month,
        trim(category) as category,
        case when x between -9 and 2.5 and y between 49 and 61.5 then x end as longitude,
        case when x between -9 and 2.5 and y between 49 and 61.5 then y end as latitude,
        street,
        nullif(trim(outcome), '') as outcome,
        nullif(trim(crime_id), '') as crime_id,
        nullif(trim(lsoa_code), '') as lsoa_published,
        nullif(trim(lsoa_name), '') as lsoa_name,
        case
            when month_start is null
                then 'month ' || coalesce('''' || month || '''', 'is empty,')
                    || ' is not written YYYY-MM'
            when coalesce(force, '') = '' then 'no force is named (Reported by)'
            when coalesce(trim(category), '') = '' then 'no crime type'
        end as reason,
        case
            when (longitude is not null or latitude is not null)
                and not coalesce(x between -9 and 2.5 and y between 49 and 61.5, false)
                then 'coordinates (' || coalesce(longitude, '') || ', '
                    || coalesce(latitude, '')
                    || ') are not degrees in the United Kingdom: left out, row kept'
        end as note
    from typed
)

select * from final
