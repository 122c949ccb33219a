-- The store: every table that pages, checks and analysts read.
-- Grain and units are given table by table; docs/store.md says the same at length.

-- one row: what this build is (no clock: the same inputs give the same contents)
create table build_info (
    build_id varchar not null,
    schema_version integer not null,
    product_version varchar not null,
    partnership varchar not null,
    place varchar not null,
    area_code varchar not null,
    force varchar not null,
    force_area_code varchar not null,
    demonstration boolean not null,
    force_name varchar not null,
    overview varchar[] not null
);

-- what the partnership says of itself, as JSON: its plan, and figures its papers print
create table paper (name varchar primary key, body varchar not null);

-- what a data officer wants to know of a build: a name and a sentence, by place in order
create table build_fact (
    place integer not null,
    name varchar not null,
    fact varchar not null
);

-- the districts that make the partnership
create table partnership_district (district_code varchar primary key);

-- a row a file as received, archive members each for themselves
create table source_file (
    source_file_id integer primary key,
    source varchar,
    name varchar not null,
    sha256 varchar not null,
    bytes bigint not null,
    published_at timestamp not null,
    vintage integer,
    status varchar not null,
    rows_read bigint,
    rows_accepted bigint,
    rows_rejected bigint,
    reason varchar,
    remedy varchar
);

-- a row a line that was refused, or kept with a value left out (kept = true)
create table rejected_row (
    source_file_id integer not null,
    file varchar not null,
    line bigint,
    reason varchar not null,
    kept boolean not null,
    text varchar
);

-- a row an area and type: an LSOA that did not change is one of 2011 and one of 2021
create table area (
    area_code varchar not null,
    area_type varchar not null,
    area_name varchar not null,
    vintage varchar,
    valid_from date,
    valid_to date
);

-- the weighted 2021 LSOAs that make an area, whichever type it is taken as
create table area_part (
    area_code varchar not null,
    lsoa21_code varchar not null,
    share double not null
);

-- share of a 2011 LSOA's residents that live in each 2021 LSOA it became
create table lsoa_change (
    lsoa11_code varchar not null,
    lsoa21_code varchar not null,
    change_code varchar not null,
    share double not null
);

-- shapes in degrees (WGS 84); vintage: year of the boundary set, where it says
create table boundary (
    area_code varchar not null,
    area_type varchar not null,
    area_name varchar not null,
    vintage integer,
    wkb blob not null,
    source_file_id integer not null
);

-- residents; basis says which estimate
create table population (
    area_code varchar not null,
    reference_date date not null,
    basis varchar not null,
    persons double not null,
    derived boolean not null
);

-- census counts: persons or households in a category of a table
create table profile (
    lsoa21_code varchar not null,
    profile_table varchar not null,
    category varchar not null,
    n double not null,
    total double
);

-- deciles (1 = most deprived), ranks and scores of the Indices of Deprivation
create table deprivation (
    lsoa_code varchar not null,
    edition integer not null,
    measure varchar not null,
    value double not null
);

-- a row a file and (force, month) that it holds; chosen = the one counted
create table publication (
    force varchar not null,
    month date not null,
    source_file_id integer not null,
    published_at timestamp not null,
    rows bigint not null,
    rows_rejected bigint not null,
    chosen boolean not null
);

-- a row a published row; located: how its LSOA came to 2021
create table incident (
    force varchar not null,
    month date not null,
    category varchar not null,
    lsoa21_code varchar,
    longitude double,
    latitude double,
    street varchar,
    outcome varchar,
    crime_id varchar,
    repeat_id integer,
    source_file_id integer not null,
    lsoa_published varchar,
    lsoa_name varchar,
    located varchar not null
);

-- the cube: published rows by month, category, 2021 LSOA (null: not placed), force
create table incident_month (
    month date not null,
    category varchar not null,
    lsoa21_code varchar,
    force varchar not null,
    n bigint not null
);

-- complete, partial or missing, a row a source, unit and period
create table coverage (
    source varchar not null,
    unit varchar not null,
    period date not null,
    status varchar not null,
    reason varchar
);

-- what changed between one publication of a (force, month) and the next
create table revision (
    force varchar not null,
    month date not null,
    crime_id varchar,
    "column" varchar not null,
    old varchar,
    new varchar
);

-- offences by force, quarter and offence as the Home Office publishes them
create table recorded_crime (
    force varchar not null,
    force_name varchar not null,
    quarter_start date not null,
    offence_code varchar not null,
    offence varchar not null,
    offence_group varchar not null,
    offence_subgroup varchar not null,
    n bigint not null,
    territorial boolean
);

-- a row a figure as published or sent, whether an indicator takes it or not. period is
-- the publisher's wording; area_code is the name where no table gives its code; status:
-- provisional, validated, suppressed, missing or contradicted (another figure for the
-- same was published at the same moment: neither is used)
create table published_figure (
    dataset varchar not null,
    series varchar not null,
    series_name varchar,
    area_code varchar not null,
    area_name varchar,
    sex varchar,
    age varchar,
    category_type varchar,
    category varchar,
    period varchar not null,
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
    status varchar not null,
    release_on date,
    definition_version integer,
    note varchar,
    published_at timestamp not null,
    source_file_id integer not null,
    line bigint not null
);

-- a name for every area that a figure may be about
create table figure_area (
    area_code varchar primary key,
    area_name varchar not null
);

-- every published, sent or computed figure that does not come from the cube. value, lower
-- and upper stand as published, in the indicator's unit: a proportion in per cent. A
-- revision is another vintage; status: provisional, validated, suppressed or missing
create table observation (
    indicator_id varchar not null,
    area_code varchar not null,
    period_start date not null,
    period_end date not null,
    numerator double,
    denominator double,
    value double,
    lower double,
    upper double,
    n_eff double,
    bound varchar,
    status varchar not null,
    vintage varchar not null,
    release_on date,
    definition_version integer,
    note varchar,
    source_file_id integer
);

-- a row an entry of the dictionary; rolling: its periods share months with the next;
-- returned: partners send it
create table indicator (
    indicator_id varchar primary key,
    kind varchar not null,
    query varchar not null,
    period_months integer not null,
    cadence_months integer not null,
    rolling boolean not null,
    returned boolean not null,
    definition_version integer not null
);

-- which offence groups or subgroups of the Home Office's table an indicator sums (null:
-- all but fraud)
create table indicator_offence (
    indicator_id varchar not null,
    offence varchar
);

-- which categories an indicator that comes from the cube counts; since: the first month
-- in which the home force's files hold any (null: none does), before which none is a zero
create table indicator_category (
    indicator_id varchar not null,
    category varchar not null,
    since date
);

-- ASB harm by LSOA and complete twelve months (HARM 1, steps 0 to 2 and 5)
create table asb_harm_lsoa (
    lsoa21 varchar not null,
    period_start date not null,
    period_end date not null,
    pop double not null,
    y double not null,
    raw_rate double,
    phi double not null,
    lambda_1 double,
    harm_index double,
    index_lo double,
    index_hi double,
    rank_lo integer,
    rank_hi integer,
    p_top10 double,
    class integer,
    class_certainty double,
    visitor boolean not null,
    student boolean,
    per_km2 double,
    city_rate double not null,
    weights_version varchar not null
);

-- outlines for the map component, as the browser fetches them
create table map_geometry (
    name varchar not null,
    version varchar not null,
    areas integer not null,
    body blob not null
);
