-- Grain: a row a place on the list of those that are like the partnership's.
select area_code, area_name from similar_area order by area_name
