-- Grain: a row a street-level file that cannot be used as a whole, and why.
-- Expects `staged`, the typed rows of the files just read.
with counted as (
    select
        source_file_id,
        count(*) as rows_read,
        count(*) filter (where reason is null) as rows_accepted,
        count(*) filter (where note is not null) as displaced,
        count(*) filter (where note is not null or longitude is not null) as pointed,
        min(month) filter (where reason is null) as first_month,
        max(month) filter (where reason is null) as last_month
    from staged
    group by source_file_id
),

points as (
    select
        input_file.source_file_id,
        count(*) filter (
            where finite(raw.latitude) between -9 and 2.5
                and finite(raw.longitude) between 49 and 61.5
        ) as swapped,
        count(*) filter (
            where abs(finite(raw.longitude)) > 1000
        ) as metres
    from raw
    inner join input_file on raw.path = input_file.path
    group by input_file.source_file_id
),

final as (
    select
        input_file.source_file_id,
        case
            when counted.rows_read is null
                then 'holds no row with as many fields as its heading'
            when counted.rows_accepted = 0 then 'holds no row that can be counted'
            when counted.first_month <> input_file.named_month
                or counted.last_month <> input_file.named_month
                then 'its name says ' || strftime(input_file.named_month, '%Y-%m')
                    || ' but its rows are of '
                    || strftime(counted.first_month, '%Y-%m')
                    || case
                        when counted.last_month <> counted.first_month
                            then ' to ' || strftime(counted.last_month, '%Y-%m')
                        else ''
                    end
            when counted.displaced > 0.01 * counted.pointed and points.swapped > 0
                then 'longitude and latitude are swapped in '
                    || points.swapped || ' rows'
            when counted.displaced > 0.01 * counted.pointed and points.metres > 0
                then 'coordinates are in metres in ' || points.metres || ' rows'
            when counted.displaced > 0.01 * counted.pointed
                then 'coordinates lie outside the United Kingdom in '
                    || counted.displaced || ' rows'
        end as reason,
        case
            when counted.rows_read is null or counted.rows_accepted = 0
                then 'download the month again from data.police.uk'
            when counted.first_month <> input_file.named_month
                or counted.last_month <> input_file.named_month
                then 'rename the file to the month it holds, or download it again'
            else 'restore the Longitude and Latitude columns as published, in degrees'
        end as remedy
    from input_file
    left join counted on input_file.source_file_id = counted.source_file_id
    left join points on input_file.source_file_id = points.source_file_id
)

select * from final where reason is not null
