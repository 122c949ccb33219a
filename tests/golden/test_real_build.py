"""The published files of Nottinghamshire give exactly their known figures.

Figures: data.police.uk street-level files, January to November 2014 (published
January 2015) and January to December 2025 (published February 2026; its first
quarter also as published in June 2025); Home Office police recorded crime open data
tables; ONS look-ups. The counts were taken from the files by other means.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely

from cdp_metrics.stats import rolling_total
from cdp_metrics.warehouse.build import build
from cdp_metrics.warehouse.db import open_store
from tests.builders import Row, contents, loaded

ROOT = Path(__file__).resolve().parents[2]
CITY, COUNTY_FORCE = "E22000257", "E23000019"
ASB = "Anti-social behaviour"

# Nottingham, rows by month of 2025.
ASB_2025 = [631, 657, 762, 698, 778, 719, 759, 716, 654, 759, 652, 595]
CRIME_2025 = [
    *(3178, 2894, 3494, 3335, 3742, 3606),
    *(3586, 3156, 3400, 3427, 3455, 3328),
]
TRAP = "geography/traps/E06000018_lsoa11_epsg27700.geojson"
NOT_READ = [
    "context/cipfa_nearest_neighbours_oflog_nottingham.csv",
    "context/crime_severity_score_ltla23_2022_23_england.csv",
    "context/csew_asb_trends.csv.gz",
    "context/csp_recorded_crime_total_2024_25.csv",
    "context/ons_css_by_force_2003-2022.csv.gz",
    "police/nottingham_city_month_by_type.csv",
    "treatment/fingertips_sample_unmet_alcohol.csv",
]


def cli(raw: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cdp_metrics", "build"]
    command += ["--raw", str(raw), "--out", str(out), *options]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def built(
    real_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Build everything that lies there, traps included, as a user would."""
    store = tmp_path_factory.mktemp("real") / "store"
    return store, cli(real_data, store)


@pytest.fixture(scope="module")
def store(built: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return built[0]


def one(store: Path, query: str) -> Row:
    (row,) = contents(store, query)
    return row


def placed(store: Path, category: str, year: int) -> list[int]:
    """Return the city's rows by month of a year."""
    rows = contents(
        store,
        "select sum(n) from incident_month inner join area_part "
        "on incident_month.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' and category {category} '{ASB}' "
        f"and year(month) = {year} group by month order by month",
    )
    return [int(n) for (n,) in rows]


def test_the_build_succeeds_and_says_so(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    done = built[1]
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Published build" in done.stdout
    assert "23 complete, 0 partial, 121 missing" in done.stdout
    assert "8,569 Crime IDs with another outcome" in done.stdout


def test_files_that_no_reader_knows_are_listed(
    built: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    listed: dict[str, str] = dict(
        contents(
            built[0], "select name, status from source_file where status <> 'accepted'"
        )
    )
    for name in NOT_READ:
        assert listed[name] == "unknown"
        assert f"Unknown {name}: not recognised by its columns" in built[1].stdout
    assert "refused" not in listed.values()


def test_every_row_is_accounted_for(store: Path) -> None:
    years = "select year(month), count(*) from incident group by 1 order by 1"
    assert contents(store, years) == [(2014, 101_372), (2025, 121_358)]
    assert one(
        store,
        "select sum(rows_read), sum(rows_accepted), sum(rows_rejected) "
        "from source_file where source = 'police_street'",
    ) == (101_372 + 121_358 + 28_614, 101_372 + 121_358 + 28_614, 0)
    # district estimates of 1997 to 2000 lack every age from 85: no total can be had
    assert contents(
        store,
        "select file, reason, kept, count(*), min(line), max(line) from rejected_row "
        "group by all",
    ) == [
        (
            "population/population_lad_syoa_1997_2020_notts.csv",
            "an age holds no number",
            *(False, 32, 2, 33),
        )
    ]


def test_asb_and_crime_of_the_city_by_month(store: Path) -> None:
    assert placed(store, "=", 2025) == ASB_2025
    assert placed(store, "<>", 2025) == CRIME_2025
    assert (sum(ASB_2025), sum(CRIME_2025)) == (8_380, 40_601)
    assert sum(placed(store, "=", 2014)) == 16_954
    assert sum(placed(store, "<>", 2014)) == 28_935
    assert len(placed(store, "=", 2014)) == 11


def test_every_category_of_the_city_by_month(store: Path, real_data: Path) -> None:
    path = real_data / "police" / "nottingham_city_month_by_type.csv"
    with path.open(encoding="utf-8", newline="") as file:
        published = {
            (line["fm"], category): int(float(n or 0))
            for line in csv.DictReader(file)
            for category, n in line.items()
            if category != "fm"
        }
    ours = contents(
        store,
        "select strftime(month, '%Y-%m'), category, sum(n) from incident_month "
        "inner join area_part on incident_month.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' group by all",
    )
    held = {(month, category): int(n) for month, category, n in ours}
    assert len(published) == 23 * 14
    assert {key: held.get(key, 0) for key in published} == published
    assert sum(held.values()) == sum(published.values())


def test_the_bridge_loses_and_adds_no_row(store: Path) -> None:
    by_code = (
        "select month, category, count(*) from incident where lsoa_published in ("
        "select lsoa11_code from lsoa_change inner join area_part "
        "on lsoa_change.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' "
        f"union select lsoa21_code from area_part where area_code = '{CITY}') "
        "group by all order by all"
    )
    by_2021 = (
        "select month, category, cast(sum(n) as bigint) from incident_month "
        "inner join area_part on incident_month.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' group by all order by all"
    )
    published = contents(store, by_code)
    assert published == contents(store, by_2021)
    assert sum(n for _, _, n in published) == 16_954 + 28_935 + 8_380 + 40_601
    # LSOA names tell the city too: a third way to the same number
    assert one(
        store, "select count(*) from incident where lsoa_name like 'Nottingham %'"
    ) == (16_954 + 28_935 + 8_380 + 40_601,)


def test_areas_of_the_city(store: Path) -> None:
    assert one(store, f"select count(*) from area_part where area_code = '{CITY}'") == (
        179,
    )
    changes = (
        "select change_code, count(distinct lsoa11_code), count(distinct "
        "lsoa_change.lsoa21_code) from lsoa_change inner join area_part "
        "on lsoa_change.lsoa21_code = area_part.lsoa21_code "
        f"where area_code = '{CITY}' group by 1 order by 1"
    )
    assert contents(store, changes) == [("M", 10, 5), ("S", 2, 4), ("U", 170, 170)]
    wards = (
        "select count(distinct ward.area_code), min(ward.area_code), "
        "max(ward.area_code) from area as ward inner join area_part as inside "
        "on ward.area_code = inside.area_code inner join area_part as city "
        "on inside.lsoa21_code = city.lsoa21_code "
        f"where ward.area_type = 'ward' and city.area_code = '{CITY}'"
    )
    assert one(store, wards) == (20, "E05012270", "E05012289")
    assert one(store, "select name, areas from map_geometry") == ("partnership", 179)


def test_rows_without_a_place(store: Path) -> None:
    located = (
        "select year(month), located, count(*) from incident "
        "where located in ('no location', 'outside', 'unknown lsoa') "
        "group by all order by all"
    )
    assert contents(store, located) == [
        (2014, "outside", 69),
        (2025, "no location", 806),
        (2025, "outside", 1_149),
    ]
    assert one(
        store,
        "select count(*) from incident where located in ('no location', 'outside') "
        "and lsoa21_code is not null",
    ) == (0,)
    assert one(
        store,
        "select sum(numerator) from observation_monthly where indicator_id in "
        f"('asb_incidents', 'all_crime') and area_code = '{COUNTY_FORCE}'",
    ) == (101_372 + 121_358,)


def test_repeated_rows_are_kept_and_marked(store: Path) -> None:
    assert contents(
        store,
        "select year(month), count(*), count(distinct crime_id) from incident "
        "where repeat_id is not null group by 1 order by 1",
    ) == [(2014, 1, 1), (2025, 339, 329)]
    assert one(
        store,
        f"select count(*) from incident where category = '{ASB}' "
        "and (crime_id is not null or repeat_id is not null)",
    ) == (0,)
    # fully identical ASB rows are real: 12,715 repeats in 2014
    assert one(
        store,
        "select sum(n - 1) from (select count(*) as n from incident "
        f"where category = '{ASB}' and year(month) = 2014 "
        "group by month, longitude, latitude, street, lsoa_published)",
    ) == (12_715,)


def outcomes(store: Path) -> list[Row]:
    return contents(
        store,
        "select month, crime_id, category, lsoa21_code, outcome, count(*) "
        "from incident where month between '2025-01-01' and '2025-03-01' "
        "group by all order by all",
    )


def test_revised_outcomes_are_recorded(store: Path) -> None:
    assert contents(
        store,
        'select "column", count(*), count(distinct crime_id) from revision group by 1',
    ) == [("outcome", 8_569, 8_569)]
    files = "select name, status from source_file where name like '%june-2025.zip!%'"
    assert [status for _, status in contents(store, files)] == ["superseded"] * 3


def test_the_newest_publication_stands_whatever_the_order(
    store: Path, real_data: Path, tmp_path: Path
) -> None:
    police = tmp_path / "police"
    police.mkdir()
    for archive in (real_data / "police").glob("*.zip"):
        older = "as-published" in archive.name
        shutil.copy(archive, police / ("z.zip" if older else "a.zip"))
    # named so, the older publication is read last; in the other build it is first
    assert sorted(path.name for path in (real_data / "police").glob("*.zip"))[0].count(
        "2014-2025"
    )
    raw = [real_data / "census", real_data / "geography"]
    partnership = ROOT / "data" / "partnership.toml"
    build([police, *raw], tmp_path / "one", partnership)
    (police / "z.zip").rename(police / "0.zip")
    build([*raw, police], tmp_path / "two", partnership)
    expected, changed = outcomes(store), "from revision order by all"
    for folder in ("one", "two"):
        assert outcomes(tmp_path / folder) == expected
        assert contents(tmp_path / folder, changed) == contents(store, changed)


def test_the_gap_is_a_gap(store: Path) -> None:
    status = (
        "select status, count(*), min(period), max(period) from coverage "
        "where source = 'police_street' group by 1 order by 1"
    )
    assert contents(store, status) == [
        ("complete", 23, date(2014, 1, 1), date(2025, 12, 1)),
        ("missing", 121, date(2014, 12, 1), date(2024, 12, 1)),
    ]
    opened = open_store(store)
    try:
        frame = opened.query("monthly", area=CITY, indicator="asb_incidents")
    finally:
        opened.close()
    n = frame["n"].to_numpy(np.float64)
    assert len(n) == 144
    assert np.isnan(n).sum() == 121
    rolling = rolling_total(n)
    assert list(np.flatnonzero(~np.isnan(rolling))) == [143]
    assert rolling[143] == 8_380
    assert contents(
        store, "select distinct period_start, period_end from asb_harm_lsoa"
    ) == [(date(2025, 1, 1), date(2025, 12, 31))]


def test_quarters_of_the_home_office(store: Path) -> None:
    year = "period_start between '2024-04-01' and '2025-03-31'"
    assert one(
        store,
        "select sum(numerator), count(*), any_value(area_code) from observation "
        f"where indicator_id = 'force_recorded_crime' and {year}",
    ) == (98_114, 4, COUNTY_FORCE)
    assert one(
        store, "select count(*), count(*) filter (n < 0) from recorded_crime"
    ) == (
        321_893,
        426,
    )
    assert one(
        store,
        "select count(*), min(period_start), max(period_end) from observation",
    ) == (55, date(2012, 4, 1), date(2025, 12, 31))


def test_residents(store: Path) -> None:
    held: dict[int, float] = dict(
        contents(
            store,
            "select year(reference_date), persons from population "
            f"where area_code = '{CITY}' and reference_date >= '2017-01-01'",
        )
    )
    assert {year: held[year] for year in (2017, 2019, 2020, 2022)} == {
        2017: 329_209,
        2019: 332_900,
        2020: 337_098,
        2022: 328_513,
    }
    assert held[2021] == pytest.approx(323_654, abs=60)  # cells of tables are perturbed


def test_the_harm_index(store: Path) -> None:
    # An independent computation on the same files: phi 1.98, eight visitor areas with
    # 24.6% of reports, 20.5 reports per 1,000 residents outside them.
    phi, visitors, share, city = one(
        store,
        "select any_value(phi), count(*) filter (visitor), "
        "sum(y) filter (visitor) / sum(y), any_value(city_rate) from asb_harm_lsoa",
    )
    assert phi == pytest.approx(1.98, abs=0.005)
    assert visitors == 8
    assert share == pytest.approx(0.246, abs=0.0005)
    assert city == pytest.approx(20.5, abs=0.05)
    index, low, high, best, worst = one(
        store,
        "select harm_index, index_lo, index_hi, rank_lo, rank_hi from asb_harm_lsoa "
        "where lsoa21 = 'E01013846'",
    )
    assert index == pytest.approx(385, abs=0.5)
    assert low == pytest.approx(316, abs=3)  # limits come from draws
    assert high == pytest.approx(456, abs=3)
    assert (best, worst) == (4, 7)
    assert one(
        store, "select y, raw_rate from asb_harm_lsoa where lsoa21 = 'E01035506'"
    ) == (793, pytest.approx(358, abs=0.5))


def test_a_map_file_in_metres_lies_where_the_one_in_degrees_does(
    store: Path, real_data: Path, tmp_path: Path
) -> None:
    trap = (real_data / TRAP).read_bytes()
    con, _ = loaded(tmp_path, {"metres.geojson": trap})
    converted = dict(
        con.execute("select area_code, wkb from stage_boundary").fetchall()
    )
    con.close()
    assert one(
        store, f"select status, rows_accepted from source_file where name = '{TRAP}'"
    ) == ("accepted", 182)
    own = json.loads((real_data / "geography/lsoa11_bgc/E06000018.geojson").read_text())
    for feature in own["features"]:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        other = shapely.from_wkb(bytes(converted[feature["properties"]["LSOA11CD"]]))
        both = shape.intersection(other).area / shape.union(other).area
        assert both > 0.95
    assert len(own["features"]) == len(converted) == 182


def test_another_place_builds_elsewhere_without_touching_the_checkout(
    real_data: Path, tmp_path: Path
) -> None:
    def checkout() -> set[tuple[str, int]]:
        folder = ROOT / "data"
        return {(str(p), p.stat().st_mtime_ns) for p in folder.rglob("*")}

    partnership = tmp_path / "ashfield.toml"
    partnership.write_text(
        '[partnership]\nname = "Ashfield Community Safety Partnership"\n'
        'place = "Ashfield"\ncsp = "E22000251"\ndistricts = ["E07000170"]\n'
        'force = "nottinghamshire"\nforce_name = "Nottinghamshire Police"\n'
        'force_area = "E23000019"\n',
        "utf-8",
    )
    before = checkout()
    done = cli(
        real_data, tmp_path / "store", "--partnership", str(partnership), "--strict"
    )
    assert done.returncode == 1, done.stderr  # some files are unknown; all is built
    assert "Published build" in done.stdout
    assert checkout() == before
    place, lsoas, rows = one(
        tmp_path / "store",
        "select any_value(place), count(distinct area_part.lsoa21_code), "
        "sum(n) from build_info inner join area_part "
        "on build_info.area_code = area_part.area_code left join incident_month "
        "on area_part.lsoa21_code = incident_month.lsoa21_code",
    )
    by_name = "select count(*) from incident where lsoa_name like 'Ashfield %'"
    assert (place, lsoas) == (
        "Ashfield",
        one(tmp_path / "store", "select areas from map_geometry")[0],
    )
    assert (rows,) == one(tmp_path / "store", by_name)
    assert rows > 0
