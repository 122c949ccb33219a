-- Grain: one row: version of the map file and how many areas it holds; none without
-- boundaries.
select version, areas from map_geometry where name = 'partnership'
