-- Grain: a row an area that the newest survey by $until asked who reports, and 2021 LSOA
-- that lies mostly in it. percent: of those who met anti-social behaviour.
with asked as (
    select
        json_extract_string(cells, '$.area_code') as area_code,
        period_end,
        try_cast(json_extract_string(cells, '$.pct') as double) as percent,
        try_cast(json_extract_string(cells, '$.n') as double) as answered,
        coalesce(try_cast(json_extract_string(cells, '$.deff') as double), 1) as deff
    from return_row
    where
        return_id = 'residents_survey'
        and current
        and period_end <= $until
        and json_extract_string(cells, '$.question') = $question
        and json_extract_string(cells, '$."group"') = 'everyone'
    -- another sender's survey is done another way: never joined
    qualify rank() over (order by period_end desc, provider asc) = 1
)

select
    asked.area_code,
    asked.period_end,
    asked.percent,
    asked.answered,
    asked.deff,
    area_part.lsoa21_code
from asked
inner join area_part on asked.area_code = area_part.area_code
where asked.percent is not null and asked.answered > 0
group by all
having sum(area_part.share) > 0.5
order by asked.area_code, area_part.lsoa21_code
