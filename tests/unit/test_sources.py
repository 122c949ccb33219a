"""Which source a file belongs to, from its headings alone."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.catalogue.returns import template
from cdp_metrics.errors import SourceRefused, SourceUnknown
from cdp_metrics.sources import ALL, Column, Sample, Source, recognise, source
from cdp_metrics.sources.base import year_in_name
from cdp_metrics.sources.police import ASB, CATEGORIES, FOOTFALL, month_in_name
from cdp_metrics.sources.treatment import SERIES
from cdp_metrics.warehouse import sql
from tests.builders import HEADING

# The publishers' own headings, a line a source, and a name where the year is in it.
HEADINGS = {
    "police_street": HEADING,
    "police_outcomes": "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,"
    "Location,LSOA code,LSOA name,Outcome type",
    "police_stop_and_search": "Type,Date,Part of a policing operation,"
    "Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,"
    "Officer-defined ethnicity,Legislation,Object of search,Outcome,"
    "Outcome linked to object of search",
    "lookup_lsoa_change": "LSOA11CD,LSOA11NM,CHGIND,LSOA21CD,LSOA21NM,LAD22CD,LAD22NM,"
    "LAD22NMW,ObjectId",
    "lookup_lsoa21_ward": "LSOA21CD,LSOA21NM,LSOA21NMW,WD24CD,WD24NM,WD24NMW,LAD24CD,"
    "LAD24NM",
    "lookup_lsoa11_ward": "LSOA11CD,LSOA11NM,WD18CD,WD18NM,WD18NMW,LAD18CD,LAD18NM,FID",
    "lookup_lsoa21_msoa21": "LSOA21CD,LSOA21NM,LAD,MSOA21NM,MSOA21CD",
    "lookup_msoa_names": "MSOACD,MSOANM,MSOAHCLNM,MSOAHCLNMW,LADCD_ACTIVE,LADNM_ACTIVE,"
    "UTLACD,UTLANM,RGNCD",
    "lookup_district_force": "LAD24CD,LAD24NM,CSP24CD,CSP24NM,PFA24CD,PFA24NM",
    "lookup_ward_history": "WDCD,WDNM,LADCD,LADNM,SOURCEFILE,LADCD_ACTIVE,LADNM_ACTIVE",
    "lookup_lsoa_centroids": "X,Y,objectid,lsoa11cd,lsoa11nm",
    "population_lsoa11_ages": "LSOA Code,LSOA Name,All Ages,"
    + ",".join(map(str, range(90))),
    "population_lsoa11_total": "lsoa11_code,lsoa11_name,population_mid2018,area_sq_km",
    "population_district_ages": "name,code,year,"
    + ",".join(f"Age {age}" for age in range(90)),
    "population_force": "PFA 2024 Code,PFA 2024 Name,Population",
    "population_district_total": "Code,Name,Geography,Population",
    "census_age": "lsoa21_code,lsoa21_name,age_group,usual_residents",
    "census_ethnic_group": "lsoa21_code,total_residents,ethnic_group,n,prop",
    "census_tenure": "lsoa21_code,total_households,tenure,n,prop",
    "census_household_deprivation": "lsoa21_code,total_households,"
    "deprivation_dimensions,n,prop",
    "census_occupancy": "lsoa21_code,total_households,occupancy_rating,n,prop",
    "census_accommodation": "lsoa21_code,total_households,type,n,prop",
    "deprivation_2025": "lsoa21_code,IMD_decile,Income_decile,Employment_decile",
    "deprivation_2019": "lsoa11_code,IMD_decile,Income_decile,Employment_decile",
    "deprivation_2019_scores": "lsoa11_code,imd2019_score,income_score,"
    "employment_score",
    "fingertips": "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,"
    "Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,"
    "Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,"
    "Count,Denominator,Value note,Recent Trend,Compared to England value or "
    "percentiles,Column not used,Time period Sortable,New data,Compared to goal,"
    "Time period range",
    "fingertips_extract": "indicator_id,Area_name,Name,time_period,Value,Lower_CI,"
    "Upper_CI,Numerator,Denominator",
    "sdg_alcohol_treatment": "Year,Series,Units,Local Authority,Deprivation decile,"
    "Unit multiplier,Unit measure,GeoCode,Value",
    "ndtms_in_treatment": "ReportingPeriod_Data,Area_Data,DrugGroup_Data,Gender_Data,"
    "AgeGroup_Data,Num_InTreatment_AllInTx,Eth_White_AllInTx",
    "drug_deaths_and_admissions": "measure,area,year,count",
    "crime_severity_force": "offence_group,code,name,year,severity_score,year_ending",
    "crime_severity_district": "ltla23_code,crime_severity_score",
    "asb_incidents": "source,month,lsoa21_code,local_category,count",
    "nearest_neighbours": "lad_code,lad_name,neighbour_code,neighbour_name",
    "lsoa_rate": "lsoa21_code,rate,name,year",
    "severity_weights": "set_name,version,kind,source,key_kind,key,weight",
    "partner_return": "indicator,area_code,period_start,period_end,numerator,"
    "denominator,value,status",
    "home_office_quarterly_csv": "Financial Year,Financial Quarter,Force Name,Offence "
    "Description,Offence Group,Offence Subgroup,Offence Code,Number of Offences",
}
NAMED = {
    "ons_drug_poisoning": "code,name,2020,2019,1993",
    "csp_recorded_crime": "code,name,region,crime,pop,rate,price",
}
OTHER_KINDS = {
    "boundary_lsoa11": ("geojson", "FID,LSOA11CD,LSOA11NM,BNG_E"),
    "boundary_lsoa21": ("geojson", "FID,LSOA21CD,LSOA21NM,BNG_E"),
    "boundary_ward": ("geojson", "FID,WD25CD,WD25NM,LAD25CD"),
    "home_office_quarterly": (
        "parquet",
        "FY,Financial Quarter,Force,Offence Description,Group,Offence Subgroup,"
        "Offence Code,n,territorial",
    ),
}


def sample(headings: str, name: str = "anything-2022.csv", kind: str = "csv") -> Sample:
    return Sample(name, kind, tuple(headings.split(",")))  # type: ignore[arg-type]


def test_every_source_is_tried_here() -> None:
    plain = sorted(each.id for each in ALL if not each.template)
    assert sorted([*HEADINGS, *NAMED, *OTHER_KINDS]) == plain


@pytest.mark.parametrize("source", [each for each in ALL if each.template])
def test_a_return_is_known_by_its_own_empty_file(source: Source) -> None:
    headings = template(source.template).empty.strip()
    assert recognise(sample(headings), ALL).source.id == source.id


@pytest.mark.parametrize("source_id", HEADINGS)
def test_a_table_is_known_by_its_headings(source_id: str) -> None:
    assert recognise(sample(HEADINGS[source_id]), ALL).source.id == source_id


@pytest.mark.parametrize("source_id", OTHER_KINDS)
def test_a_map_or_parquet_file_is_known_by_its_headings(source_id: str) -> None:
    kind, headings = OTHER_KINDS[source_id]
    assert recognise(sample(headings, kind=kind), ALL).source.id == source_id


def test_a_table_of_years_must_say_in_its_name_what_it_counts() -> None:
    headings = NAMED["ons_drug_poisoning"]
    for name in ("ons_drug_poisoning_2020.csv", "a.zip!x/Drug-poisoning deaths.csv"):
        found = recognise(sample(headings, name), ALL)
        assert found.source.id == "ons_drug_poisoning"
        assert found.names == ("area_code", "area_name", "2020", "2019", "1993")
    for name in ("homicides.csv", "drug poisoning/homicides.csv"):
        with pytest.raises(SourceUnknown):
            recognise(sample(headings, name), ALL)


def test_totals_of_crime_must_say_so_in_their_name() -> None:
    headings = sample(NAMED["csp_recorded_crime"], "csp_recorded_crime_2024_25.csv")
    found = recognise(headings, ALL)
    assert (found.source.id, found.vintage) == ("csp_recorded_crime", 2024)
    with pytest.raises(SourceUnknown):
        recognise(sample(NAMED["csp_recorded_crime"], "towns_2024.csv"), ALL)


def test_every_series_is_of_a_dataset_and_an_indicator_that_there_are() -> None:
    datasets = {each.constant for each in ALL}
    for series in SERIES:
        assert series.dataset in datasets
        assert indicator(series.indicator).sql == "published"
        assert re.fullmatch(r"[a-z0-9]+( [a-z0-9]+)*", series.name)


def test_the_shape_of_a_file_counts_too() -> None:
    with pytest.raises(SourceUnknown):
        recognise(sample("LSOA21CD,LSOA21NM", kind="csv"), ALL)


def test_headings_may_be_in_any_order_case_and_padding() -> None:
    turned = ",".join(f" {name.upper()} " for name in reversed(HEADING.split(",")))
    match = recognise(sample(turned), ALL)
    assert match.source.id == "police_street"
    assert match.names[0] == "context"
    assert match.names[-1] == "crime_id"


def test_the_heading_or_else_the_name_tells_the_year() -> None:
    by_heading = recognise(sample(HEADINGS["lookup_lsoa21_ward"], "x-2019.csv"), ALL)
    assert by_heading.vintage == 2024
    four_digits = recognise(sample(HEADINGS["population_lsoa11_total"], "x.csv"), ALL)
    assert four_digits.vintage == 2018
    by_name = recognise(sample(HEADINGS["population_force"], "a/mid2023.csv"), ALL)
    assert by_name.vintage == 2023


def test_a_table_whose_year_nothing_tells_is_refused() -> None:
    with pytest.raises(SourceRefused, match="put the year into the file's name"):
        recognise(sample("Code,Name,Geography,Population", "estimates.csv"), ALL)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("population_mid2022_lad.csv", 2022),
        ("2019/table.csv", None),
        ("archive-2019.zip!2022/mid2021.csv", 2021),
        ("from-2011-to-2021.csv", None),
        ("2021-and-2021.csv", 2021),
        ("E20212345.csv", None),
        ("old-1989.csv", None),
    ],
)
def test_the_only_year_in_a_files_own_name(name: str, year: int | None) -> None:
    assert year_in_name(name) == year


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("a.zip!2025-01/2025-03-testshire-street.csv", date(2025, 3, 1)),
        (r"folder\2025-12-testshire-street.csv", date(2025, 12, 1)),
        ("2025-13-testshire-street.csv", None),
        ("2025-011.csv", None),
        ("street.csv", None),
    ],
)
def test_the_month_in_a_street_files_name(name: str, month: date | None) -> None:
    assert month_in_name(name) == month


def test_a_missing_column_is_named_with_the_nearest_heading() -> None:
    renamed = HEADING.replace("Crime type", "Crime types")
    with pytest.raises(SourceRefused) as refused:
        recognise(sample(renamed, "jan.csv"), ALL)
    assert not isinstance(refused.value, SourceUnknown)
    assert str(refused.value) == (
        "jan.csv: line 1: looks like police_street, but the column 'Crime type' is "
        "missing (nearest heading in the file: 'Crime types'). Expected: Crime ID, "
        "Month, Reported by, Falls within, Longitude, Latitude, Location, LSOA code, "
        "LSOA name, Crime type, Last outcome category. What to do: fetch the file "
        "again from its publisher, or restore the heading."
    )


def test_a_doubled_column_is_named() -> None:
    with pytest.raises(SourceRefused, match="the column 'month' occurs twice"):
        recognise(sample(HEADING + ",Month"), ALL)


def test_an_unknown_file_is_told_the_nearest_kind() -> None:
    with pytest.raises(SourceUnknown) as refused:
        recognise(sample("code,year,deaths", "deaths.csv"), ALL)
    assert str(refused.value) == (
        "deaths.csv: not recognised by its columns (code, year, deaths); the nearest "
        "kind is population_district_ages. Expected: for population_district_ages: "
        "code, year, Age 0. What to do: leave it out, or compare its headings with "
        "docs/data-log.md."
    )


def test_a_file_like_none_is_told_so() -> None:
    with pytest.raises(SourceUnknown, match=r"one of the kinds of file in docs"):
        recognise(sample("apples,pears"), ALL)


def test_the_source_that_explains_most_headings_wins() -> None:
    narrow = Source("narrow", (Column("a"),))
    wide = Source("wide", (Column("a"), Column("b")))
    assert recognise(sample("a,b"), (narrow, wide)).source.id == "wide"
    assert recognise(sample("a,c"), (narrow, wide)).source.id == "narrow"
    twin = Source("twin", (Column("a"),))
    assert recognise(sample("a"), (narrow, twin)).source.id == "narrow"


def test_a_wide_table_keeps_headings_that_no_column_declares() -> None:
    wide = Source("wide", (Column("code"),), keep_all=True)
    match = wide.match(sample("code, Age 1 ,Age 2"))
    assert match is not None
    assert match.names == ("code", "Age 1", "Age 2")


def test_a_heading_is_shown_as_a_person_would_write_it() -> None:
    assert Column("code", (r"WD(\d\d)CD",)).heading == "WDyyCD"
    assert Column("plain").heading == "plain"


def test_a_source_is_found_by_its_identifier() -> None:
    assert source("police_street").table == "stage_incident"
    with pytest.raises(KeyError):
        source("horoscope")


def test_identifiers_are_unique_and_readable_sources_have_a_table() -> None:
    ids = [each.id for each in ALL]
    assert len(ids) == len(set(ids))
    assert [each.id for each in ALL if not each.unused and not each.table] == []


def test_sql_names_the_categories_that_the_source_declares() -> None:
    facts = sql.text("build/140_facts")
    assert [category for category in CATEGORIES if f"'{category}'" not in facts] == []
    counts = sql.text("build/130_asb_counts")
    assert [each for each in (ASB, *FOOTFALL) if f"'{each}'" not in counts] == []
