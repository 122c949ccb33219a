from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyarrow import parquet

from cdp_metrics.catalogue.published import load_published
from cdp_metrics.sources import ALL, Sample, demo, recognise
from cdp_metrics.sources.demo.offences import SCHEMA
from cdp_metrics.sources.demo.returns import RETURN_HEADINGS
from cdp_metrics.sources.demo.treatment import FINGERTIPS_HEADINGS

CITY = "E06999001"
_AGES = ",".join(map(str, range(90)))
HEADINGS = {
    "census/census2021_ethnicity_lsoa21.csv": (
        "lsoa21_code,total_residents,ethnic_group,n,prop,lad_code"
    ),
    "census/census2021_household_deprivation_lsoa21.csv": (
        "lsoa21_code,total_households,deprivation_dimensions,n,prop,lad_code"
    ),
    "census/census2021_household_overcrowding_lsoa21.csv": (
        "lsoa21_code,total_households,occupancy_rating,n,prop,lad_code"
    ),
    "census/census2021_household_tenure_lsoa21.csv": (
        "lsoa21_code,total_households,tenure,n,prop,lad_code"
    ),
    "census/census2021_household_type_lsoa21.csv": (
        "lsoa21_code,total_households,type,n,prop,lad_code"
    ),
    "census/census2021_population_ageband_lsoa21.csv": (
        "lsoa21_code,lsoa21_name,age_group,usual_residents,lad_code"
    ),
    "deprivation/imd2019_scores_lsoa11.csv": (
        "lsoa11_code,imd2019_score,income_score,employment_score,imd2019_decile,"
        "lad_code"
    ),
    "deprivation/imd2019_england_lsoa11.csv": (
        "lsoa11_code,IMD_decile,Income_decile,Employment_decile,Education_decile,"
        "Health_decile,Crime_decile,Housing_and_Access_decile,Environment_decile,"
        "IMD_rank,Income_rank,Employment_rank,Education_rank,Health_rank,Crime_rank,"
        "Housing_and_Access_rank,Environment_rank,lad_code"
    ),
    "deprivation/imd2025_england_lsoa21.csv": (
        "lsoa21_code,IMD_decile,Income_decile,Employment_decile,Education_decile,"
        "Health_decile,Crime_decile,Housing_and_Services_decile,Environment_decile,"
        "IMD_rank,Income_rank,Employment_rank,Education_rank,Health_rank,Crime_rank,"
        "Housing_and_Services_rank,Environment_rank,IMD_score,Income_score,"
        "Employment_score,Education_score,Health_score,Crime_score,"
        "Housing_and_Services_score,Environment_score,lad_code"
    ),
    "geography/lookups/lsoa11_to_lsoa21_ltla22_exact.csv": (
        "lsoa11_name,lsoa11_code,change_code,lsoa21_name,lsoa21_code,ltla22_name,"
        "ltla22_code"
    ),
    "geography/lookups/lsoa11_to_ward18_v3.csv": (
        "LSOA11CD,LSOA11NM,WD18CD,WD18NM,WD18NMW,LAD18CD,LAD18NM,FID"
    ),
    "geography/lookups/lsoa11_to_ward19.csv": (
        "FID,LSOA11CD,LSOA11NM,WD19CD,WD19NM,LAD19CD,LAD19NM"
    ),
    "geography/lookups/lsoa21_to_msoa21_derived.csv": (
        "LSOA21CD,LSOA21NM,LAD,MSOA21NM,MSOA21CD"
    ),
    "geography/lookups/lsoa21_to_ward24_ltla24.csv": (
        "lsoa21_name,lsoa21_code,ward24_name,ward24_code,ltla24_name,ltla24_code"
    ),
    "geography/lookups/ltla24_csp24_pfa24.csv": (
        "ltla24_code,ltla24_name,csp24_code,csp24_name,pfa24_code,pfa24_name"
    ),
    "geography/lookups/msoa_la_hclnames_2011_2021.csv": (
        "MSOACD,MSOANM,MSOAHCLNM,MSOAHCLNMW,LADCD_ACTIVE,LADNM_ACTIVE,UTLACD,UTLANM,"
        "CAUTHCD,CAUTHNM,RGNCD,RGNNM,CTRYCD,CTRYNM,EWCD,EWNM,GBCD,GBNM,UKCD,UKNM,"
        "MSOA11CD,MSOA21CD,LAD17CD,LAD20CD,LAD20NM,MSOA11NM,MSOA11HCLNM"
    ),
    "home_office/pfa_population_2024.csv": "PFA 2023 Code,PFA 2023 Name,Population",
    "population/population_lad_syoa_2011_2020.csv": ",".join(
        ["name,code,year", *(f"Age {n}" for n in range(90)), "Aged 90+"]
    ),
    "population/population_mid2019_lsoa11_syoa.csv": ",".join(
        ["lsoa11_name,lsoa11_code,total_population", _AGES, "90+,lad_code"]
    ),
    "population/population_mid2020_lsoa11_syoa.csv": ",".join(
        ["lsoa11_name,lsoa11_code,total_population", _AGES, "90+,lad_code"]
    ),
    "population/population_mid2022_lad.csv": "Code,Name,Geography,Population",
    "returns/fingertips_treatment.csv": ",".join(FINGERTIPS_HEADINGS),
    "returns/partnership_return.csv": ",".join(RETURN_HEADINGS),
    "returns/treatment_return.csv": ",".join(RETURN_HEADINGS),
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.write(tmp_path_factory.mktemp("demo") / "year", years=1)


def test_every_table_has_its_publishers_headings(year: Path) -> None:
    tables = {
        path.relative_to(year).as_posix(): path.read_text("utf-8").split("\n", 1)[0]
        for path in sorted(year.rglob("*.csv"))
        if path.parent.parent.name != "police"
    }
    assert {name: tables[name] for name in HEADINGS} == HEADINGS
    # no sources: what the papers print is read as settings are
    del tables["published_figures.csv"], tables["published_documents.csv"]
    assert load_published(year / "published_figures.csv")
    for name in tables.keys() - HEADINGS.keys():  # layouts of the product's own
        headings = tuple(tables[name].split(","))
        assert recognise(Sample(name, "csv", headings), ALL).source.id


def test_the_products_own_readers_recognise_every_table(year: Path) -> None:
    for name, headings in HEADINGS.items():
        sample = Sample(name=name, kind="csv", headings=tuple(headings.split(",")))
        match = recognise(sample, ALL)
        assert match.source.kind == "csv" and not match.source.unused, name
    path = year / "home_office" / "prc_pfa_long.parquet"
    sample = Sample(name=path.name, kind="parquet", headings=tuple(SCHEMA.names))
    assert recognise(sample, ALL).source.id == "home_office_quarterly"


def test_populations_add_up(year: Path) -> None:
    folder = year / "population"
    wide = pd.read_csv(folder / "population_lad_syoa_2011_2020.csv")
    single = [c for c in wide.columns if c.startswith("Age")]
    assert len(single) == 91
    for at in (2019, 2020):
        table = pd.read_csv(folder / f"population_mid{at}_lsoa11_syoa.csv")
        ages = table.iloc[:, 3:-1]
        assert (ages.sum(axis=1) == table["total_population"]).all()
        district = wide[wide["year"] == at].set_index("code")[single].sum(axis=1)
        by_lsoa = table.groupby("lad_code")["total_population"].sum()
        assert by_lsoa.to_dict() == district.to_dict()
    city = wide[(wide["code"] == CITY) & (wide["year"] == 2020)][single].sum(axis=1)
    assert 280_000 < int(city.iloc[0]) < 360_000


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("ethnicity", 5),
        ("household_deprivation", 5),
        ("household_overcrowding", 5),
        ("household_tenure", 8),
        ("household_type", 8),
    ],
)
def test_census_shares_are_of_their_total(
    year: Path, name: str, categories: int
) -> None:
    table = pd.read_csv(year / "census" / f"census2021_{name}_lsoa21.csv")
    total = table.columns[1]
    grouped = table.groupby("lsoa21_code")
    assert (grouped.size() == categories).all()
    assert (grouped["n"].sum() == grouped[total].first()).all()
    assert np.allclose(table["prop"], table["n"] / table[total])
    assert table["lsoa21_code"].nunique() == 240


def test_deprived_areas_rent_and_are_overcrowded_more(year: Path) -> None:
    imd = pd.read_csv(year / "deprivation/imd2025_england_lsoa21.csv")
    imd = imd.set_index("lsoa21_code")
    assert (np.ceil(imd["IMD_rank"] * 10 / 33755) == imd["IMD_decile"]).all()
    tenure = pd.read_csv(year / "census/census2021_household_tenure_lsoa21.csv")
    social = tenure[tenure["tenure"].str.startswith("Social")]
    rented = social.groupby("lsoa21_code")["prop"].sum()
    assert rented.corr(imd["IMD_score"]) > 0.5
    # Students in one part, and every tenth of the country in the city.
    ages = pd.read_csv(year / "census/census2021_population_ageband_lsoa21.csv")
    wide = ages.pivot(
        index="lsoa21_code", columns="age_group", values="usual_residents"
    )
    young = wide["Aged 16 to 24 years"] / wide.iloc[:, 1:].sum(axis=1)
    assert 1 <= (young > 0.5).sum() <= 8
    assert set(imd.loc[imd["lad_code"] == CITY, "Income_decile"]) == set(range(1, 11))


def test_recorded_crime_runs_from_2012_to_the_last_whole_quarter(year: Path) -> None:
    table = parquet.read_table(year / "home_office" / "prc_pfa_long.parquet")
    assert table.schema.remove_metadata() == SCHEMA
    crime = table.to_pandas()
    quarters = crime[["FY", "Financial Quarter"]].drop_duplicates()
    assert quarters.iloc[0].tolist() == ["2012/13", 1.0]
    assert quarters.iloc[-1].tolist() == ["2025/26", 3.0]
    assert len(quarters) == 4 * 13 + 3
    assert 3 <= (crime["n"] < 0).sum() <= 60
    keys = ["FY", "Financial Quarter", "Force", "Offence Code"]
    assert not crime.duplicated(keys).any()
    forces = pd.read_csv(year / "home_office" / "pfa_population_2024.csv")
    assert set(forces["PFA 2023 Name"]) == set(crime["Force"])
    assert len(forces) == 3
