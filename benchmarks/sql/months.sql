-- Invented street rows of one month ($month counts from 0), in the order in which the
-- product keeps them; the number of each LSOA and category is drawn about its mean.
insert into incident by name
with counted as (
    select
        *,
        cast(floor(
            -- unevenly, as real ones are
            mean * -ln(1 - draw(number, $month)) + draw(-number, $month)
        ) as bigint) as rows
    from cell
),

numbered as (
    select *, number * 1000 + unnest(range(rows)) as k
    from counted
    where rows > 0
),

thrown as (
    -- an LSOA has about 37 points, two a street
    select *, dice(37, k, $month) as point, dice(100, -k, $month) as chance
    from numbered
)

select
    force,
    cast(date '2011-01-01' + to_months(cast($month as integer)) as date) as month,
    category,
    lsoa as lsoa21_code,
    if(lsoa is null, null, -3 + n % 184 / 100 + point / 10000) as longitude,
    if(lsoa is null, null, 52 + n // 184 / 100 + point / 10000) as latitude,
    if(lsoa is null, 'No Location', 'On or near Street ' || n * 19 + point // 2) as street,
    case
        when category = 'Anti-social behaviour' then null
        when chance < 47 then 'Investigation complete; no suspect identified'
        when chance < 72 then 'Unable to prosecute suspect'
        else 'Outcome ' || chance
    end as outcome,
    if(category = 'Anti-social behaviour', null, sha256(k || ' ' || $month)) as crime_id,
    case when dice(650, 1, k) = 0 then 1 end as repeat_id,
    cast(2 + $month * scale.forces + force_number as integer) as source_file_id,
    lsoa as lsoa_published,
    'Place ' || lsoa as lsoa_name,
    if(lsoa is null, 'no location', 'lsoa 2021') as located
from thrown
cross join scale
order by lsoa21_code, category;
