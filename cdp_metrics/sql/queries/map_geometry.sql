-- Grain: one row: the outlines that the browser draws, as a file, and their version.
select version, body from map_geometry where name = 'partnership'
