-- Grain: a row a file of ages that cannot be used as a whole, and why: its layout is
-- that of `raw`, and an age or a row too many or too few would give a wrong total.
with strange as (
    select min(column_name) as heading
    from (describe raw)
    where
        regexp_matches(column_name, '(?i)^(age|\d{1,3}(\D|$))')
        and not regexp_full_match(
            column_name, '(?i)(first_age|(aged?\s*)?\d{1,3}\s*(\+|(and|or) over)?)'
        )
),

repeated as (
    select source_file_id, min(area_code || ' in ' || year) as example
    from (
        select source_file_id, area_code, year
        from staged
        where reason is null
        group by source_file_id, area_code, year
        having count(*) > 1
    )
    group by source_file_id
)

select
    input_file.source_file_id,
    coalesce(
        'the heading ''' || strange.heading || ''' is not understood as an age',
        'holds several rows for ' || repeated.example || ', perhaps one a sex'
    ) as reason,
    case
        when strange.heading is not null
            then 'write single years of age as Age 1, the last as Aged 90+'
        else 'keep one row for each area and year, of all persons'
    end as remedy
from input_file
cross join strange
left join repeated on input_file.source_file_id = repeated.source_file_id
where strange.heading is not null or repeated.example is not null
