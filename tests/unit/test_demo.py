from __future__ import annotations

import hashlib
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from pyarrow import parquet

from cdp_metrics.sources import ALL, Sample, demo, recognise

CITY = "E06999001"
PROPERTIES = {
    "lsoa11_bgc": "LSOA11CD LSOA11NM LADCD_ACTIVE UTLACD CAUTHCD RGNCD",
    "lsoa21_bgc": "LSOA21CD LSOA21NM LADCD_ACTIVE UTLACD CAUTHCD RGNCD",
    "ward13": "WD13CD WD13CDO WD13NM WD13NMW",
    "ward25": "WD25CD WD25NM WD25NMW LAD25CD LAD25NM",
}


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo.write(tmp_path_factory.mktemp("demo") / "year", years=1)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def features(folder: Path, level: str) -> dict[str, Any]:
    """Return the polygons of a level by area code."""
    found = {}
    for path in sorted((folder / "geography" / level).glob("*.geojson")):
        collection = json.loads(path.read_text("utf-8"))
        assert collection["crs"]["properties"]["name"].endswith("CRS84")
        for feature in collection["features"]:
            assert list(feature["properties"]) == PROPERTIES[level].split()
            code = next(iter(feature["properties"].values()))
            found[code] = shapely.geometry.shape(feature["geometry"])
    return found


def lookup(folder: Path, name: str) -> pd.DataFrame:
    path = folder / "geography" / "lookups" / f"{name}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def test_the_same_seed_writes_the_same_bytes(year: Path, tmp_path: Path) -> None:
    again = demo.write(tmp_path / "again", years=1)
    assert again == tmp_path / "again"
    assert hashes(again) == hashes(year)


def test_another_seed_draws_another_city(year: Path, tmp_path: Path) -> None:
    other = hashes(demo.write(tmp_path, seed=21, years=1))
    first = hashes(year)
    assert list(other) == list(first)
    same = {name for name in first if first[name] == other[name]}
    written = {
        "geography/lookups/ltla24_csp24_pfa24.csv",
        *("plan.toml", "priorities.toml", "purposes.toml"),
        *("published_figures.csv", "published_documents.csv"),
        "severity/severity_weights.csv",
    }
    # yearly returns, and cohorts that ended long ago: a single year holds none
    none_yet = {
        f"returns/{name}.csv"
        for name in (
            *("domestic_abuse_outputs", "grants", "reoffending", "target_hardening"),
            *("test_on_arrest", "young_people"),
        )
    }
    assert same == written | none_yet


def test_the_products_own_reader_recognises_every_map() -> None:
    for level, properties in PROPERTIES.items():
        sample = Sample(name=level, kind="geojson", headings=tuple(properties.split()))
        assert recognise(sample, ALL).source.id.startswith("boundary_")


def test_the_settings_name_the_place_as_a_demonstration(year: Path) -> None:
    settings = tomllib.loads((year / "partnership.toml").read_text("utf-8"))
    partnership = settings["partnership"]
    assert partnership["demonstration"] is True
    assert partnership["districts"] == [CITY]
    districts = lookup(year, "ltla24_csp24_pfa24").set_index("ltla24_code")
    assert districts.loc[CITY, "csp24_code"] == partnership["csp"]
    assert set(districts["pfa24_code"]) == {partnership["force_area"]}
    assert len(districts) == 4


def test_no_code_could_be_a_real_area(year: Path) -> None:
    for path in year.rglob("*"):
        if path.suffix in {".csv", ".geojson", ".toml"}:
            codes = set(re.findall(r"\bE\d{8}\b", path.read_text("utf-8")))
            invented = re.compile(r"E\d\d99[89]\d{3}|E92000001")
            assert {c for c in codes if not invented.fullmatch(c)} == set(), path


@pytest.mark.parametrize("level", PROPERTIES)
def test_areas_fit_together_without_gap_or_overlap(year: Path, level: str) -> None:
    shapes = np.array(list(features(year, level).values()))
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon" and not whole.interiors
    assert shapely.area(shapes).sum() == pytest.approx(whole.area)


def test_every_area_is_one_piece(year: Path) -> None:
    for level in PROPERTIES:
        kinds = {shape.geom_type for shape in features(year, level).values()}
        assert kinds == {"Polygon"}


@pytest.mark.parametrize(
    ("level", "parts", "table", "child", "parent"),
    [
        ("ward25", "lsoa21", "lsoa21_to_ward24_ltla24", "lsoa21_code", "ward24_code"),
        ("ward25", "lsoa11", "lsoa11_to_ward19", "LSOA11CD", "WD19CD"),
        ("ward13", "lsoa11", "lsoa11_to_ward18_v3", "LSOA11CD", "WD18CD"),
    ],
)
def test_wards_are_made_of_the_lsoas_the_look_up_says(
    year: Path, level: str, parts: str, table: str, child: str, parent: str
) -> None:
    wards, lsoas = features(year, level), features(year, f"{parts}_bgc")
    pairs = lookup(year, table)
    assert set(pairs[child]) == set(lsoas) and pairs[child].is_unique
    assert set(pairs[parent]) == set(wards)
    for ward, held in pairs.groupby(parent)[child]:
        together = shapely.union_all([lsoas[code] for code in held])
        assert together.symmetric_difference(wards[str(ward)]).area < 1e-12


def test_the_city_has_20_wards_and_180_lsoas(year: Path) -> None:
    now = lookup(year, "lsoa21_to_ward24_ltla24")
    now = now[now["ltla24_code"] == CITY]
    before = lookup(year, "lsoa11_to_ward18_v3")
    before = before[before["LAD18CD"] == CITY]
    assert (len(now), now["ward24_code"].nunique()) == (180, 20)
    assert (len(before), before["WD18CD"].nunique()) == (183, 20)
    assert not set(now["ward24_code"]) & set(before["WD18CD"])
    assert "St. Wystan's" in set(before["WD18NM"])
    assert "St Wystan's" in set(now["ward24_name"])


def test_lsoas_merged_and_split_in_2021_cover_the_same_ground(year: Path) -> None:
    change = lookup(year, "lsoa11_to_lsoa21_ltla22_exact")
    city = change[change["ltla22_code"] == CITY]
    assert city["change_code"].value_counts().to_dict() == {"U": 171, "M": 10, "S": 4}
    kept = change[change["change_code"] == "U"]
    assert (kept["lsoa11_code"] == kept["lsoa21_code"]).all()
    before, after = features(year, "lsoa11_bgc"), features(year, "lsoa21_bgc")
    assert set(change["lsoa11_code"]) == set(before)
    assert set(change["lsoa21_code"]) == set(after)
    for code, held in change[change["change_code"] == "M"].groupby("lsoa21_code"):
        assert len(held) == 2
        together = shapely.union_all([before[c] for c in held["lsoa11_code"]])
        assert together.symmetric_difference(after[str(code)]).area < 1e-12
    for code, held in change[change["change_code"] == "S"].groupby("lsoa11_code"):
        assert len(held) == 2
        together = shapely.union_all([after[c] for c in held["lsoa21_code"]])
        assert together.symmetric_difference(before[str(code)]).area < 1e-12


def test_names_are_unique_in_a_year_but_reissued_between_years(year: Path) -> None:
    change = lookup(year, "lsoa11_to_lsoa21_ltla22_exact")
    names = {}
    for vintage in ("lsoa11", "lsoa21"):
        pairs = change[[f"{vintage}_code", f"{vintage}_name"]].drop_duplicates()
        assert pairs[f"{vintage}_name"].is_unique
        names[vintage] = dict(pairs[pairs.columns[::-1]].to_numpy())
    both = names["lsoa11"].keys() & names["lsoa21"].keys()
    assert any(names["lsoa11"][name] != names["lsoa21"][name] for name in both)


@pytest.mark.parametrize("until", [date(2025, 11, 1), date(2024, 6, 30)])
def test_any_last_month_will_do(tmp_path: Path, until: date) -> None:
    folder = demo.write(tmp_path, until=until, years=1)
    held = sorted(path.name[:7] for path in (folder / "police").glob("*/*.csv"))
    assert len(held) == 12 and held[-1] == f"{until:%Y-%m}"
    crime = parquet.read_table(folder / "home_office" / "prc_pfa_long.parquet")
    last = crime.to_pandas().iloc[-1]
    expected = {2025: ("2025/26", 2.0), 2024: ("2024/25", 1.0)}[until.year]
    assert (last["FY"], last["Financial Quarter"]) == expected
