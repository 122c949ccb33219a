-- Grain: a row a place that is like the partnership's, as the newest list that was loaded
-- names them. A list is of one district: it says nothing of several together.
insert into similar_area
select
    stage_similar.similar_code as area_code,
    min(stage_similar.similar_name) as area_name,
    stage_similar.source_file_id
from stage_similar
inner join partnership_district
    on stage_similar.area_code = partnership_district.district_code
inner join source_file on stage_similar.source_file_id = source_file.source_file_id
where (select count(*) from partnership_district) = 1
group by
    stage_similar.similar_code, stage_similar.source_file_id, source_file.published_at
qualify
    dense_rank() over (
        order by source_file.published_at desc, stage_similar.source_file_id desc
    ) = 1
order by area_code;
