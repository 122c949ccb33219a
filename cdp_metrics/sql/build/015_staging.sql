-- Staging tables: rows as accepted from one source each, with the file they came from.
create temp table stage_incident (
    source_file_id integer,
    force varchar,
    month date,
    category varchar,
    longitude double,
    latitude double,
    street varchar,
    outcome varchar,
    crime_id varchar,
    lsoa_published varchar,
    lsoa_name varchar
);

create temp table stage_lookup (
    source_file_id integer,
    lookup varchar,
    vintage integer,
    child_code varchar,
    child_name varchar,
    parent_code varchar,
    parent_name varchar,
    district_code varchar,
    district_name varchar
);

create temp table stage_lsoa_change (
    source_file_id integer,
    lsoa11_code varchar,
    lsoa11_name varchar,
    change_code varchar,
    lsoa21_code varchar,
    lsoa21_name varchar,
    district_code varchar,
    district_name varchar
);

create temp table stage_msoa_name (
    source_file_id integer,
    msoa21_code varchar,
    msoa_name varchar,
    readable_name varchar,
    district_code varchar,
    district_name varchar,
    county_code varchar,
    county_name varchar
);

create temp table stage_district_force (
    source_file_id integer,
    district_code varchar,
    district_name varchar,
    csp_code varchar,
    csp_name varchar,
    force_code varchar,
    force_name varchar
);

create temp table stage_population (
    source_file_id integer,
    area_code varchar,
    year integer,
    persons double
);

create temp table stage_profile (
    source_file_id integer,
    lsoa21_code varchar,
    profile_table varchar,
    category varchar,
    n double,
    total double
);

create temp table stage_deprivation (
    source_file_id integer,
    lsoa_code varchar,
    edition integer,
    measure varchar,
    value double
);

create temp table stage_recorded_crime (
    source_file_id integer,
    force varchar,
    force_name varchar,
    quarter_start date,
    offence_code varchar,
    offence varchar,
    offence_group varchar,
    offence_subgroup varchar,
    n bigint,
    territorial boolean
);

-- figures as published or sent, with the publisher's own names for what they are of
create temp table stage_figure (
    source_file_id integer,
    line bigint,
    dataset varchar,
    series varchar,
    series_name varchar,
    area_code varchar,
    area_name varchar,
    sex varchar,
    age varchar,
    category_type varchar,
    category varchar,
    period varchar,
    period_start date,
    period_end date,
    numerator double,
    denominator double,
    value double,
    lower double,
    upper double,
    lower_998 double,
    upper_998 double,
    n_eff double,
    bound varchar,
    status varchar,
    release_on date,
    definition_version integer,
    value_note varchar
);

-- which series of a publisher is which indicator, or which part of it
create temp table series_indicator (
    dataset varchar,
    series_name varchar,
    indicator_id varchar,
    part varchar,
    complement boolean,
    place integer
);

create temp table stage_boundary (
    source_file_id integer,
    area_code varchar,
    area_type varchar,
    area_name varchar,
    vintage integer,
    wkb blob
);

-- what is known of each file before its rows are read
create temp table input_file (
    path varchar,
    source_file_id integer,
    vintage integer,
    constant varchar,
    named_month date,
    rows bigint
);

-- rows found in each file, whether they could be used or not
create temp table rows_read (source_file_id integer, n bigint);
