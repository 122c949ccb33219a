"""Areas of the published files: wards in either vintage, LSOAs in either, our own.

Figures: ONS boundaries and look-ups of Nottinghamshire; the counts of areas and changes
were taken from the files by other means.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import geopandas as gpd
import pytest

from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.warehouse.build import build
from tests.builders import Row, contents

ROOT = Path(__file__).resolve().parents[2]
CITY = "E22000257"
TRAP = "geography/traps/E06000018_lsoa11_epsg27700.geojson"
OURS = (
    "with ours as (select distinct part.area_code, area.area_type from area_part as "
    "whole join area_part as part using (lsoa21_code) join area on area.area_code = "
    f"part.area_code where whole.area_code = '{CITY}') "
)
NOTTINGHAM = f"""\
[partnership]
name = "Nottingham"
place = "Nottingham"
csp = "{CITY}"
districts = ["E06000018"]
force = "nottinghamshire"
force_name = "Nottinghamshire Police"
force_area = "E23000019"
wards_since = 2019-05-02
"""


@pytest.fixture(scope="module")
def store(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build Nottingham as the project declares it."""
    store = tmp_path_factory.mktemp("areas") / "store"
    command = [sys.executable, "-m", "cdp_metrics", "build"]
    done = subprocess.run(
        [*command, "--raw", str(real_data), "--out", str(store)],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return store


def test_lsoas_wards_and_changes(store: Path) -> None:
    found = dict(
        contents(
            store,
            OURS + "select area_type, count(*) from ours where area_type in ('lsoa11', "
            "'lsoa21', 'ward', 'ward_before', 'msoa21', 'custom') group by 1",
        )
    )
    # codes of 2011 that are none of 2021 are 12; the other 170 are of both
    assert found == {
        "lsoa11": 182,
        "lsoa21": 179,
        "ward": 20,
        "ward_before": 20,
        "msoa21": 37,
        "custom": 1,
    }
    changes = contents(
        store,
        OURS + "select change_code, count(distinct lsoa11_code) from lsoa_change "
        "where lsoa21_code in (select area_code from ours) group by 1 order by 1",
    )
    assert changes == [("M", 10), ("S", 2), ("U", 170)]
    assert contents(
        store,
        OURS + "select min(area_code), max(area_code) from ours "
        "where area_type = 'ward_before'",
    ) == [("E05001822", "E05001841")]


def by_area_type(store: Path, kind: str) -> list[Row]:
    """Return the city's rows by month and category, summed over areas of a type."""
    return contents(
        store,
        OURS + "select month, category, round(sum(n * share), 6) from ours "
        "join area_part using (area_code) join incident_month using (lsoa21_code) "
        f"where area_type = '{kind}' group by all order by all",
    )


@pytest.mark.parametrize("kind", ["ward", "ward_before", "lsoa11", "lsoa21", "msoa21"])
def test_parts_of_the_city_sum_to_it_to_the_row(store: Path, kind: str) -> None:
    city = by_area_type(store, "partnership")
    assert by_area_type(store, kind) == city
    assert sum(n for _, _, n in city) == 16_954 + 28_935 + 8_380 + 40_601


def test_city_totals_are_the_same_by_codes_of_2011_as_published(store: Path) -> None:
    by_code = contents(
        store,
        OURS + "select month, count(*) from incident where lsoa_published in (select "
        "area_code from ours where area_type in ('lsoa11', 'lsoa21')) "
        "group by 1 order by 1",
    )
    by_2021 = contents(
        store,
        "select month, cast(sum(n) as bigint) from incident_month join area_part using "
        f"(lsoa21_code) where area_code = '{CITY}' group by 1 order by 1",
    )
    assert len(by_code) == 23
    assert by_code == by_2021


def test_shares_of_partitions_and_overlays(store: Path) -> None:
    sums = contents(
        store,
        OURS + "select area_type, count(*), min(total), max(total) from (select "
        "area_type, lsoa21_code, sum(share) as total from ours join area_part using "
        "(area_code) where lsoa21_code in (select area_code from ours) group by all) "
        "group by 1 order by 1",
    )
    for kind, lsoas, low, high in sums:
        assert high == pytest.approx(1)
        assert low == pytest.approx(1)
        assert lsoas == (7 if kind == "custom" else 179)


def test_two_wards_kept_their_name_and_not_their_area(store: Path) -> None:
    notes = contents(
        store,
        OURS + "select area_name, area.area_type, note from area join ours using "
        "(area_code) where note is not null and ours.area_type like 'ward%' "
        "order by all",
    )
    moved = "the name stayed and the area moved in May 2019"
    assert notes == [
        (name, kind, moved)
        for name in ("Berridge", "Leen Valley")
        for kind in ("ward", "ward_before")
    ]


def test_how_well_lsoas_fit_the_wards(store: Path) -> None:
    # every LSOA of 2011 lies at least 96% inside one old ward; of the new, 161 of 182
    fits = dict(
        contents(
            store,
            OURS + "select area_type, [min(fit), max(fit)] from area join ours using "
            "(area_code, area_type) where area_type like 'ward%' group by 1",
        )
    )
    assert fits["ward_before"] == [1, 1]
    assert fits["ward"][0] < 0.5
    assert fits["ward"][1] == 1


def test_the_city_centre_lies_across_four_wards(store: Path) -> None:
    wards = contents(
        store,
        "select distinct area_name from area_part as centre join area_part as part "
        "using (lsoa21_code) join area on area.area_code = part.area_code "
        "where centre.area_code = 'city_centre' and area_type = 'ward' order by 1",
    )
    assert [name for (name,) in wards] == [
        *("Castle", "Hyson Green & Arboretum", "Meadows", "St. Ann's"),
    ]
    method, note, name = contents(
        store,
        "select method, note, label from area where area_code = 'city_centre'",
    )[0]
    assert (method, note, name) == ("list", "our approximation", "City Centre")


def test_lsoas_are_named_for_people(store: Path) -> None:
    labels = dict(
        contents(
            store,
            OURS + "select area_name, label from area join ours using (area_code, "
            "area_type) where area_type = 'lsoa21'",
        )
    )
    assert labels["Nottingham 029C"] == "Sneinton (029C)"
    assert len(set(labels.values())) == 179


def test_by_point_moves_no_row_far(store: Path) -> None:
    sums = dict(
        contents(
            store,
            OURS + "select area_type, sum(n) from ward_point_month join ours using "
            "(area_code) group by 1",
        )
    )
    city = 16_954 + 28_935 + 8_380 + 40_601
    assert 0 <= city - sums["ward"] < 0.002 * city
    assert 0 <= city - sums["ward_before"] < 0.002 * city
    # Castle: its LSOAs hold a third less than its polygon, which cuts the centre's
    by_point, by_fit = contents(
        store,
        "select (select sum(n) from ward_point_month where area_code = 'E05012277'), "
        "(select sum(n) from incident_month join area_part using (lsoa21_code) "
        "where area_code = 'E05012277')",
    )[0]
    assert by_point > 1.2 * by_fit


def test_a_map_file_in_metres_that_does_not_say_so_is_refused(
    real_data: Path, tmp_path: Path
) -> None:
    trap = json.loads((real_data / TRAP).read_text("utf-8"))
    del trap["crs"]
    (tmp_path / "metres.geojson").write_text(json.dumps(trap), "utf-8")
    file = tmp_path / "partnership.toml"
    area = '\n[[area]]\nid = "all"\nname = "All"\nfile = "metres.geojson"\n'
    file.write_text(NOTTINGHAM + area, "utf-8")
    raw = [real_data / "geography", real_data / "census", real_data / "police"]
    with pytest.raises(ConfigurationWrong, match="are metres, but the file says"):
        build(raw, tmp_path / "store", file)
    # as it came it names its reference system, and is brought to degrees: the city
    (tmp_path / "metres.geojson").write_bytes((real_data / TRAP).read_bytes())
    build(raw, tmp_path / "store", file)
    shares = contents(
        tmp_path / "store",
        "select count(*), min(share), max(share) from area_part "
        "where area_code = 'all'",
    )
    assert shares == [(179, 1, 1)]


def test_an_area_drawn_by_hand_works_end_to_end(
    real_data: Path, tmp_path: Path
) -> None:
    # Sneinton's old ward, Dales, drawn in metres: it nests in LSOAs but for slivers
    wards = gpd.read_file(real_data / "geography/ward13/E06000018.geojson")
    dales = wards[wards["WD13NM"] == "Dales"].to_crs("EPSG:27700")
    dales.to_file(tmp_path / "dales.gpkg")
    file = tmp_path / "partnership.toml"
    area = '\n[[area]]\nid = "dales"\nname = "Dales"\nfile = "dales.gpkg"\n'
    file.write_text(NOTTINGHAM + area, "utf-8")
    raw = [real_data / "geography", real_data / "census", real_data / "police"]
    build(raw, tmp_path / "store", file)
    method, fit, households = contents(
        tmp_path / "store",
        "select method, fit, households from area where area_code = 'dales'",
    )[0]
    assert method == "area share"
    assert fit == pytest.approx(1, abs=0.01)
    assert households == pytest.approx(6_806, rel=0.01)
    drawn, ward = contents(
        tmp_path / "store",
        "select (select sum(n * share) from incident_month join area_part using "
        "(lsoa21_code) where area_code = 'dales'), (select sum(n * share) from "
        "incident_month join area_part using (lsoa21_code) "
        "where area_code = 'E05001833')",
    )[0]
    assert drawn == pytest.approx(ward, rel=0.02)
