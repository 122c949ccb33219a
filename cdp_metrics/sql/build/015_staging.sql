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

create temp table stage_lsoa_rate (
    source_file_id integer,
    lsoa21_code varchar,
    rate double,
    name varchar,
    year integer
);

create temp table stage_similar (
    source_file_id integer,
    line bigint,
    area_code varchar,
    similar_code varchar,
    similar_name varchar
);

create temp table stage_weight (
    source_file_id integer,
    line bigint,
    set_name varchar,
    version varchar,
    source varchar,
    kind varchar,
    key_kind varchar,
    key varchar,
    weight double,
    included boolean,
    invented boolean
);

-- counts of incidents by the sender's own category; nth_report: null where not known
create temp table stage_asb_incident (
    source_file_id integer,
    line bigint,
    source varchar,
    month date,
    lsoa_code varchar,
    local_category varchar,
    nth_report integer,
    shared_with varchar[],
    n double
);

-- the source and month of such a row that was refused; null where they are not known
create temp table refused_asb_row (
    source_file_id integer,
    line bigint,
    source varchar,
    month date
);

-- which share of a source's category (in small letters) is of which type; 0: unclassified
create temp table asb_crosswalk (
    source varchar,
    local_category varchar,
    type_code integer,
    share double
);

-- cut-offs of the harm index that SQL needs too
create temp table harm_cut (name varchar, value double);

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

-- which rows of a return are figures of an indicator: what they say as JSON, and the
-- columns that give each part; part_of: the indicator of their total; '' for none
create temp table return_feed (
    return_id varchar,
    indicator_id varchar,
    said varchar,
    numerator varchar,
    denominator varchar,
    value varchar,
    n varchar,
    deff varchar,
    area varchar,
    release_on varchar,
    definition varchar,
    usual varchar,
    part_of varchar
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

-- rows of returns that have a template; cells as JSON by column
create temp table stage_return (
    source_file_id integer,
    line bigint,
    return_id varchar,
    provider varchar,
    period_start date,
    period_end date,
    cells varchar
);
