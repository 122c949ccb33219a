from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from pyarrow import parquet

from cdp_metrics.sources import demo
from cdp_metrics.sources.police import ASB, CATEGORIES, FOOTFALL

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
    "LSOA name,Crime type,Last outcome category,Context"
)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.write(tmp_path_factory.mktemp("demo") / "year", years=1)


@pytest.fixture(scope="module")
def four_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.write(tmp_path_factory.mktemp("demo") / "four", years=4)


@pytest.fixture(scope="module")
def rows(year: Path) -> pd.DataFrame:
    files = sorted((year / "police").glob("*/*.csv"))
    text = [pd.read_csv(f, dtype=str, keep_default_na=False) for f in files]
    return pd.concat(text, ignore_index=True)


def lsoas(folder: Path, vintage: str) -> dict[str, Any]:
    """Return the polygons of a vintage of LSOAs by code."""
    found = {}
    for path in (folder / "geography" / f"{vintage}_bgc").glob("*.geojson"):
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            code = feature["properties"][f"{vintage.upper()}CD"]
            found[code] = shapely.geometry.shape(feature["geometry"])
    return found


def test_months_of_the_third_year_were_never_published(four_years: Path) -> None:
    months = [date(2022 + n // 12, n % 12 + 1, 1) for n in range(48)]
    lost = [date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)]
    assert demo.gap(months) == lost
    held = {path.name[:7] for path in (four_years / "police").glob("*/*.csv")}
    for archive in (four_years / "police").glob("*.zip"):
        with zipfile.ZipFile(archive) as opened:
            held |= {name[:7] for name in opened.namelist()}
    assert held == {f"{m:%Y-%m}" for m in months if m not in lost}


def test_archives_are_dated_six_weeks_after_their_last_month(four_years: Path) -> None:
    dates = {}
    for archive in sorted((four_years / "police").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            entries = opened.infolist()
        dates[archive.name] = {entry.date_time[:3] for entry in entries}
        assert all(
            re.fullmatch(r"(\d{4}-\d\d)/\1-wrenshire-street\.csv", entry.filename)
            for entry in entries
        )
    assert dates == {
        "wrenshire-2022-2023.zip": {(2024, 2, 11)},
        "wrenshire-2024.zip": {(2025, 2, 11)},
        "wrenshire-2025-01-to-2025-03-as-published-2025-05.zip": {(2025, 5, 12)},
    }


def test_the_first_half_has_2011_codes_and_windows_line_ends(four_years: Path) -> None:
    codes = {v: set(lsoas(four_years, v)) for v in ("lsoa11", "lsoa21")}
    with zipfile.ZipFile(four_years / "police" / "wrenshire-2022-2023.zip") as archive:
        old = archive.read("2023-12/2023-12-wrenshire-street.csv")
    with zipfile.ZipFile(four_years / "police" / "wrenshire-2024.zip") as archive:
        new = archive.read("2024-01/2024-01-wrenshire-street.csv")
    assert old.count(b"\r\n") == old.count(b"\n") > 3000
    assert new.count(b"\r\n") == 0 and new.count(b"\n") > 3000
    for text, vintage in ((old, "lsoa11"), (new, "lsoa21")):
        held = set(pd.read_csv(io.BytesIO(text))["LSOA code"].dropna())
        assert codes[vintage] == {code for code in held if code.startswith("E01999")}


def test_street_rows_are_as_the_publisher_prints_them(
    year: Path, rows: pd.DataFrame
) -> None:
    for path in (year / "police").glob("*/*.csv"):
        assert path.read_text("utf-8").splitlines()[0] == STREET
    assert set(rows["Crime type"]) == set(CATEGORIES)
    assert set(rows["Context"]) == {""}
    asb = rows["Crime type"] == ASB
    assert (rows.loc[asb, ["Crime ID", "Last outcome category"]] == "").all(axis=None)
    crimes = rows[~asb]
    assert crimes["Crime ID"].str.fullmatch(r"[0-9a-f]{64}").all()
    assert (crimes["Last outcome category"] != "").all()
    assert crimes["Last outcome category"].nunique() >= 8
    assert crimes["Crime ID"].duplicated().sum() > 20
    assert rows[asb].duplicated().sum() > 100


def test_some_rows_have_no_place_and_some_are_far_away(rows: pd.DataFrame) -> None:
    empty = rows["LSOA code"] == ""
    assert 0.004 < empty.mean() < 0.011
    nowhere = rows[empty]
    assert set(nowhere["Location"]) == {"No Location"}
    assert (nowhere[["Longitude", "Latitude", "LSOA name"]] == "").all(axis=None)
    away = ~empty & rows["LSOA code"].str.startswith("E01998")
    assert 0.006 < away.mean() < 0.015
    ours = "Wrenminster|Oxmarsh|Tillenvale|Brindlemoor"
    assert not rows.loc[away, "LSOA name"].str.contains(ours).any()


@pytest.mark.parametrize("vintage", ["lsoa11", "lsoa21"])
def test_every_point_lies_in_the_lsoa_that_its_row_names(
    year: Path, rows: pd.DataFrame, vintage: str
) -> None:
    shapes = lsoas(year, vintage)
    half = (rows["Month"] < "2025-07") == (vintage == "lsoa11")
    placed = rows[half & rows["LSOA code"].str.startswith("E01999")]
    points = placed[["Longitude", "Latitude", "LSOA code"]].drop_duplicates()
    named = np.array([shapes[code] for code in points["LSOA code"]])
    places = points[["Longitude", "Latitude"]].to_numpy(dtype=float)
    assert len(points) > 2000
    assert shapely.contains_xy(named, places).all()
    assert points.groupby("LSOA code").size().min() >= 3


def test_visitors_fill_about_eight_areas_of_the_centre(
    year: Path, rows: pd.DataFrame
) -> None:
    kept = lsoas(year, "lsoa11").keys() & lsoas(year, "lsoa21").keys()
    ages = pd.read_csv(year / "census/census2021_population_ageband_lsoa21.csv")
    ages = ages[ages["lsoa21_code"].isin(kept) & (ages["lad_code"] == "E06999001")]
    persons = ages.groupby("lsoa21_code")["usual_residents"].sum()
    visits = rows[rows["Crime type"].isin(FOOTFALL)].groupby("LSOA code").size()
    per_1000 = 1000 * visits.reindex(persons.index, fill_value=0) / persons
    assert 6 <= (per_1000 > 80).sum() <= 10
    counts = rows.groupby("LSOA code").size().reindex(persons.index)
    assert counts.max() > 6 * counts.mean()
    assert counts.min() > 12


def test_a_month_has_four_to_six_thousand_rows(rows: pd.DataFrame) -> None:
    assert rows.groupby("Month").size().between(4000, 6000).all()
    in_city = rows["LSOA name"].str.startswith("Wrenminster ").mean()
    assert 0.78 < in_city < 0.88


def test_the_older_publication_differs_in_outcomes_alone(year: Path) -> None:
    [archive] = (year / "police").glob("*as-published*.zip")
    changed = crimes = 0
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            options: dict[str, Any] = {"dtype": str, "keep_default_na": False}
            first = pd.read_csv(io.BytesIO(opened.read(name)), **options)
            now = pd.read_csv(year / "police" / name, **options)
            rest = first.columns.drop("Last outcome category")
            pd.testing.assert_frame_equal(first[rest], now[rest])
            differ = first["Last outcome category"] != now["Last outcome category"]
            assert set(first.loc[differ, "Last outcome category"]) == {
                "Under investigation"
            }
            changed, crimes = (
                changed + differ.sum(),
                crimes + (now["Crime ID"] != "").sum(),
            )
    assert 0.2 < changed / crimes < 0.5


def test_recorded_crime_agrees_roughly_with_the_street_files(
    year: Path, rows: pd.DataFrame
) -> None:
    path = year / "home_office" / "prc_pfa_long.parquet"
    crime = parquet.read_table(path).to_pandas()
    own = crime[(crime["Force"] == "Wrenshire") & (crime["FY"] == "2025/26")]
    street = rows[(rows["Month"] >= "2025-04") & (rows["Crime type"] != ASB)]
    assert own["n"].sum() == pytest.approx(len(street), rel=0.15)
