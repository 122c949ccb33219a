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
    overview varchar[] not null,
    wards_since date
);

-- what the partnership says of itself, as JSON: its plan, and figures its papers print;
-- 'dictionary': the indicators, publishers and templates that the store was built by
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

-- a row an area and type: an LSOA that did not change is one of 2011 and one of 2021.
-- label: what people read; method: how its LSOAs were chosen ('exact', 'official best
-- fit', 'area share', 'population share', 'list'); fit: share of residents in LSOAs that
-- lie at least 95% inside the drawn boundary (null: none held); km2, households: sums
-- over its LSOAs (null: not known of every one)
create table area (
    area_code varchar not null,
    area_type varchar not null,
    area_name varchar not null,
    vintage varchar,
    valid_from date,
    valid_to date,
    label varchar not null,
    method varchar not null,
    fit double,
    note varchar,
    km2 double,
    households double
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

-- shapes in degrees (WGS 84); vintage: year of the boundary set, where it says;
-- source_file_id null: the partnership's own area
create table boundary (
    area_code varchar not null,
    area_type varchar not null,
    area_name varchar not null,
    vintage integer,
    wkb blob not null,
    source_file_id integer
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

-- rows of the home force's files in the partnership by the ward whose polygon holds
-- their point, in either vintage of wards; a point in no ward's polygon is not here
create table ward_point_month (
    area_code varchar not null,
    month date not null,
    category varchar not null,
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

-- the twelve months of people that end with a period, where one of them is hidden and
-- does not follow from this sum beside the others; release_on: the latest of its periods'
create table people_year (
    indicator_id varchar not null,
    area_code varchar not null,
    period_end date not null,
    numerator double not null,
    denominator double,
    release_on date
);

-- a row an entry of the dictionary; rolling: its periods share months with the next;
-- returned: partners send it; small_hidden: counts of people from 1 to 4 are not shown
create table indicator (
    indicator_id varchar primary key,
    kind varchar not null,
    query varchar not null,
    period_months integer not null,
    cadence_months integer not null,
    rolling boolean not null,
    returned boolean not null,
    definition_version integer not null,
    small_hidden boolean not null
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

-- a row an ordered pair of 2021 LSOAs that touch, in the partnership and the first ring
-- around it; ring: lsoa21_code lies outside the partnership
create table neighbour (
    lsoa21_code varchar not null,
    neighbour_code varchar not null,
    ring boolean not null
);

-- hot and cold spots by measure and LSOA of the partnership, for the newest complete
-- twelve months on 2021 LSOAs. Rates per 1,000 residents, as counted and smoothed; gi_z:
-- Gi* of the smoothed rate; moran_class: '' where nothing can be said; emerging_class:
-- null where there are too few quarters; null scores: no variation that chance does not explain
create table hot_spot (
    indicator_id varchar not null,
    period_start date not null,
    period_end date not null,
    lsoa21_code varchar not null,
    events double not null,
    residents double not null,
    raw_rate double not null,
    rate double not null,
    visitor boolean not null,
    gi_z double,
    gi_hot boolean not null,
    gi_cold boolean not null,
    moran_class varchar not null,
    moran_p double,
    quarters integer not null,
    hot_quarters integer not null,
    cold_quarters integer not null,
    emerging_class varchar
);

-- a row a measure and number of areas, those with the most events first: the share of
-- the events in them as counted, its 95% limits once chance is allowed for, and the
-- share that equal rates would give. half and so on: the fewest areas that hold half
create table concentration (
    indicator_id varchar not null,
    period_start date not null,
    period_end date not null,
    areas integer not null,
    events double not null,
    counted double not null,
    lower double not null,
    upper double not null,
    even double not null,
    half integer not null,
    half_lower integer not null,
    half_upper integer not null,
    half_even integer not null
);

-- ASB harm by LSOA of the partnership and complete twelve months; docs/harm-index.md says
-- how. y: reports of all types, each once; rate: smoothed, per 1,000 residents; harm: the
-- same weighed by impact; index_repeats: repeats at a place weigh more. Expected reports
-- are by who lives there, without ethnicity (expected_eth: with it, for analysts);
-- contribution_*: ratio to the partnership's mean; expected_crime: by other crime.
-- forecast: reports of the next twelve months. null: cannot be said, see asb_harm_note
create table asb_harm_lsoa (
    lsoa21 varchar not null,
    period_start date not null,
    period_end date not null,
    pop double not null,
    y double not null,
    raw_rate double,
    phi double not null,
    rate double not null,
    harm double not null,
    harm_index double not null,
    index_lo double,
    index_hi double,
    index_repeats double,
    rank_lo integer,
    rank_hi integer,
    p_top10 double,
    class integer,
    class_certainty double,
    expected double,
    expected_index double,
    contribution_age double,
    contribution_tenure double,
    contribution_income double,
    route varchar,
    ethnicity_used boolean not null,
    sir double,
    theta double,
    theta_lo double,
    theta_hi double,
    p_low_survey double,
    expected_crime double,
    p_low_crime double,
    gap_state varchar,
    expected_eth double,
    expected_index_eth double,
    gap_state_eth varchar,
    visitor boolean not null,
    student boolean,
    index_third integer,
    volume_third integer,
    expected_third integer,
    corner_volume varchar,
    corner_expected varchar,
    gistar_z double,
    gistar_hot boolean not null,
    gistar_cold boolean not null,
    km2 double,
    per_km2 double,
    forecast double,
    forecast_lo double,
    forecast_hi double,
    city_rate double not null,
    weights_version varchar not null,
    rr_version varchar
);

-- a row an LSOA, twelve months and type (0: all reports in one): reports, those with
-- repeats weighing more, and the smoothed rate per 1,000 residents
create table asb_harm_type (
    lsoa21 varchar not null,
    period_end date not null,
    type_code integer not null,
    n double not null,
    n_repeats double,
    rate double not null
);

-- a row twelve months. basis: 'types', 'one type' or 'too many without a type' (both:
-- volume per resident); unclassified: share of reports; city_rate: harm of index 100
create table asb_harm_period (
    period_start date not null,
    period_end date not null,
    basis varchar not null,
    reports double not null,
    unclassified double not null,
    sources varchar[] not null,
    areas integer not null,
    visitor_areas integer not null,
    phi double not null,
    city_rate double not null,
    varies boolean not null,
    income_edition integer,
    weights_version varchar not null,
    rr_version varchar
);

-- the index of wards and other areas, population-weighted; ranks are among those of a
-- kind, areas of them; visitor_share: of residents
create table asb_harm_area (
    area_code varchar not null,
    area_type varchar not null,
    period_end date not null,
    residents double not null,
    harm_index double not null,
    index_lo double,
    index_hi double,
    rank_lo integer not null,
    rank_hi integer not null,
    areas integer not null,
    visitor_share double not null,
    class integer not null,
    class_certainty double
);

-- other families of crime by the same engine, for the newest twelve months: a row a family
-- and LSOA. rate: smoothed, per 1,000 residents; the index weighs categories by impact
create table harm_family_lsoa (
    family varchar not null,
    title varchar not null,
    categories varchar[] not null,
    lsoa21 varchar not null,
    period_end date not null,
    reports double not null,
    rate double not null,
    harm_index double not null,
    index_lo double,
    index_hi double,
    rank_lo integer not null,
    rank_hi integer not null,
    class integer not null,
    class_certainty double,
    visitor boolean not null
);

-- rates by LSOA from elsewhere that the harm index is set against; nothing is computed from
-- them, for they may hold recorded anti-social behaviour. Unit: the rate's own
create table yardstick (
    name varchar not null,
    year integer not null,
    lsoa21_code varchar not null,
    rate double not null,
    source_file_id integer not null
);

-- why a part of the index is absent, or what it rests on (period_end null: of all)
create table asb_harm_note (
    period_end date,
    layer varchar not null,
    reason varchar not null
);

-- how well the index holds: a row a measure, what it was taken of, and its limits
create table asb_harm_validation (
    period_end date not null,
    measure varchar not null,
    name varchar not null,
    value double,
    lo double,
    hi double,
    n integer,
    note varchar not null
);

-- a row a place on the list of those that are like the partnership's (statistical
-- neighbours), which the partnership's own file may replace
create table similar_area (
    area_code varchar primary key,
    area_name varchar not null,
    source_file_id integer not null
);

-- a row a set of severity weights: one name and version, never mixed with another.
-- approximate: by category of data.police.uk, not by offence; invented: for demonstration
create table weight_set (
    set_id varchar primary key,
    name varchar not null,
    version varchar not null,
    source varchar not null,
    kind varchar not null,
    key_kind varchar not null,
    approximate boolean not null,
    invented boolean not null,
    source_file_id integer not null
);

-- a row a weight: the severity of one offence, in the set's own unit; null only where the
-- set leaves the offence out (included = false)
create table weight (
    set_id varchar not null,
    key_kind varchar not null,
    key varchar not null,
    weight double,
    included boolean not null
);

-- who may send typed ASB, by place in the order in which they count a shared incident
create table asb_source (
    source varchar primary key,
    name varchar not null,
    place integer not null
);

-- a row a source and month whose incidents are all held; typed: by the source's own
-- categories, else the street-level file stands in and no type is known
create table asb_source_month (
    source varchar not null,
    month date not null,
    typed boolean not null
);

-- incidents by month, 2021 LSOA (null: not placed), source and type of ASB (0:
-- unclassified), as each source holds them; shared_with: the other sources that hold the
-- same incidents, so they are not to be added up unseen (queries/asb_types counts each
-- once). n is not whole where a local category is of several types; repeat_weighted_n:
-- the second and later report at a place weighs more
create table asb_type_month (
    month date not null,
    lsoa21_code varchar,
    source varchar not null,
    shared_with varchar[] not null,
    type_code integer not null,
    n double not null,
    repeat_weighted_n double not null
);

-- outlines for the map component, as the browser fetches them
create table map_geometry (
    name varchar not null,
    version varchar not null,
    areas integer not null,
    body blob not null
);

-- A row a return and sender that was agreed, whether it ever came or not: its periods are
-- expected from first_day on.
create table return_expected (
    return_id varchar not null,
    provider varchar not null,
    first_day date not null
);

-- A row a return, provider, period and file: what was received when; the newest stands.
create table return_receipt (
    return_id varchar not null,
    provider varchar not null,
    period_start date not null,
    period_end date not null,
    source_file_id integer not null,
    received_on date not null,
    rows integer not null,
    current boolean not null
);

-- A row a line of a return as accepted, its cells as JSON by column ('*' is suppressed,
-- null is missing, '>=70' a bound); superseded versions are kept, not current.
create table return_row (
    return_id varchar not null,
    provider varchar not null,
    period_start date not null,
    period_end date not null,
    source_file_id integer not null,
    line bigint not null,
    current boolean not null,
    cells varchar not null
);
