-- The partnership's own areas, a row each, and the 2021 LSOAs that they hold.
create temp table custom_area (
    area_code varchar,
    area_name varchar,
    method varchar,
    note varchar,
    wkb blob
);

create temp table custom_part (
    area_code varchar,
    lsoa21_code varchar,
    share double
);
