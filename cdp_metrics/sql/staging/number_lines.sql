-- Grain: a row a line that fits its layout, with the number it has in its file
-- (1 = heading) and with every declared column, empty where the file has none.
create or replace temp table raw as
with cut as (
    -- a cut line moves all that follow it one down
    select
        reject_scans.file_path as path,
        list(distinct reject_errors.line order by reject_errors.line) as lines
    from reject_errors
    inner join reject_scans
        on
            reject_errors.scan_id = reject_scans.scan_id
            and reject_errors.file_id = reject_scans.file_id
    group by reject_scans.file_path
),

shifts as (
    select path, [line - place + 1 for line, place in lines] as places from cut
),

starts as (
    select path, min(rowid) as first_row from csv_text group by path
),

numbered as (
    select
        csv_text.*,
        csv_text.rowid - starts.first_row + 2 as place,
        shifts.places
    from csv_text
    inner join starts on csv_text.path = starts.path
    left join shifts on csv_text.path = shifts.path
),

final as (
    select
        * exclude (place, places),
        cast(
            case
                when places is null then place
                else place + len([p for p in places if p <= place])
            end as bigint
        ) as line
    from numbered
)

select * from final
union all by name
select * from read_csv($blank, columns = $columns, header = false, auto_detect = false)
