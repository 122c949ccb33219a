-- Grain: one row: the outlines that the browser draws, as a file.
select body from map_geometry where name = 'partnership'
