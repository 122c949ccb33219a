"""Neighbours and hot spots in the store, from literal places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import geopandas as gpd
import pytest
import shapely

from cdp_metrics.answers.area.hot_spots import hot_spots
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import METRES
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.neighbours import NEAREST, contiguity
from cdp_metrics.warehouse.publish import pointer
from tests.builders import LSOA21, contents
from tests.stores import store_of

OWN = ["E01000001", "E01000091", "E01000092", "E01000093"]


def squares(*corners: tuple[float, float]) -> gpd.GeoDataFrame:
    """Return squares of 10 m by their lower left corner, named a, b, c..."""
    return gpd.GeoDataFrame(
        geometry=[shapely.box(x, y, x + 10, y + 10) for x, y in corners],
        index=list("abcdefghij"[: len(corners)]),
        crs=METRES,
    )


def pairs(shapes: gpd.GeoDataFrame) -> set[tuple[str, str]]:
    return set(contiguity(shapes).itertuples(index=False, name=None))


def test_areas_touch_by_border_or_corner() -> None:
    found = pairs(squares((0, 0), (10, 0), (20, 10), (0, 10)))
    assert found == {
        *(("a", "b"), ("b", "a"), ("a", "d"), ("d", "a")),
        *(("b", "d"), ("d", "b"), ("b", "c"), ("c", "b")),
    }


def test_a_long_border_need_not_share_its_corners() -> None:
    shapes = squares((0, 0), (10, 3))
    assert pairs(shapes) == {("a", "b"), ("b", "a")}


def test_an_island_has_the_nearest_and_they_have_it() -> None:
    line = [(10.0 * at, 0.0) for at in range(8)]
    found = pairs(squares(*line, (200, 0)))
    assert {b for a, b in found if a == "i"} == set("cdefgh")
    assert len({b for a, b in found if a == "i"}) == NEAREST
    assert ("h", "i") in found and ("a", "i") not in found
    assert pairs(squares((0, 0), (50, 0))) == {("a", "b"), ("b", "a")}


def test_one_area_has_no_neighbours() -> None:
    assert pairs(squares((0, 0))) == set()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build thirteen months; most reports at one end of the row of LSOAs."""
    reports = {OWN[0]: 9, OWN[1]: 2, OWN[2]: 3, OWN[3]: 3, "E01000005": 4}
    return store_of(tmp_path_factory.mktemp("spots"), 13, reports=reports)


@pytest.fixture(scope="module")
def con(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = store / pointer(store).file
    with closing(duckdb.connect(str(path), read_only=True)) as found:
        yield found


def test_the_store_knows_who_touches_whom_and_the_ring(store: Path) -> None:
    edges = {code: each[1:3] for code, each in LSOA21.items()}
    touching = {
        (a, b)
        for a, (west, east) in edges.items()
        for b, (left, right) in edges.items()
        if a != b and max(west, left) <= min(east, right)
    }
    ring = {b for a, b in touching if a in OWN and b not in OWN}
    kept = {(a, b) for a, b in touching if {a, b} <= {*OWN, *ring}}
    found = contents(store, "select lsoa21_code, neighbour_code from neighbour")
    assert set(found) == kept and len(found) == len(kept)
    outside = contents(store, "select distinct lsoa21_code from neighbour where ring")
    assert {code for (code,) in outside} == ring and ring


def test_the_areas_compared_have_residents_and_the_same_police(
    con: duckdb.DuckDBPyConnection,
) -> None:
    rows = con.execute(sql.text("build/160_hot_spot_areas")).fetchall()
    ring = {code for code, outside, *_ in rows if outside}
    assert {code for code, outside, *_ in rows if not outside} == set(OWN)
    assert ring and ring.isdisjoint(OWN)
    assert {code: people for code, _, people, _ in rows} == {
        code: LSOA21[code][6] for code in (*OWN, *ring)
    }


def test_a_complete_month_without_a_report_is_nought(
    con: duckdb.DuckDBPyConnection,
) -> None:
    asked = {"indicators": ["asb_incidents"], "codes": [OWN[1], "E01000005", "E01x"]}
    rows = con.execute(sql.text("build/161_hot_spot_counts"), asked).fetchall()
    assert len(rows) == 13 * 3
    assert [row for row in rows if row[1] == date(2024, 3, 1)] == [
        ("asb_incidents", date(2024, 3, 1), "E01000005", 4),
        ("asb_incidents", date(2024, 3, 1), OWN[1], 2),
        ("asb_incidents", date(2024, 3, 1), "E01x", 0),
    ]


def test_the_newest_twelve_months_are_scored_without_the_ring(store: Path) -> None:
    rows = contents(
        store,
        "select lsoa21_code, events, raw_rate, quarters, emerging_class, period_start, "
        "period_end from hot_spot where indicator_id = 'asb_incidents' order by all",
    )
    assert [row[0] for row in rows] == OWN
    assert [row[1] for row in rows] == [108, 24, 36, 36]
    assert rows[0][2] == pytest.approx(1000 * 108 / LSOA21[OWN[0]][6])
    # four quarters are too few to say what lasts
    assert {row[3:] for row in rows} == {(4, None, date(2024, 2, 1), date(2025, 1, 31))}


def test_how_few_areas_hold_half(store: Path) -> None:
    rows = contents(
        store,
        "select areas, counted, events, half from concentration "
        "where indicator_id = 'asb_incidents' order by areas",
    )
    assert [row[0] for row in rows] == [1, 2, 3, 4]
    shares = [108 / 204, 144 / 204, 180 / 204, 1]
    assert [row[1] for row in rows] == pytest.approx(shares)
    assert {row[2:] for row in rows} == {(204, 1)}


def test_without_boundaries_there_are_no_hot_spots_but_a_curve(tmp_path: Path) -> None:
    store = store_of(tmp_path, 12, without=("boundaries",))
    assert contents(store, "select * from neighbour") == []
    with closing(open_store(store)) as opened:
        found = hot_spots(opened, "asb_incidents")
    assert found.areas == () and found.concentration is not None
    assert (found.quarters, found.varies, found.version) == (0, False, "")


def test_under_a_year_nothing_is_said(tmp_path: Path) -> None:
    with (
        closing(open_store(store_of(tmp_path, 11))) as opened,
        pytest.raises(SourceMissing, match="twelve complete months in a row"),
    ):
        hot_spots(opened, "asb_incidents")


def test_the_demonstration_has_every_score(demo_store: Path) -> None:
    with closing(open_store(demo_store)) as opened:
        found = hot_spots(opened, "asb_incidents")
    assert len(found.areas) == 180 and found.hot and found.quarters >= 12
    assert all(each.gi_z is not None for each in found.areas)
    scores = [each.gi_z or 0 for each in found.hot]
    assert scores == sorted(scores, reverse=True)
    assert found.lasting
    for each in found.lasting:
        name, _, kind = (each.emerging_class or "").partition(" ")
        times = each.hot_quarters if kind == "hot" else each.cold_quarters
        assert (name == "persistent") == (times >= 0.8 * each.quarters)
    assert found.concentration is not None
    assert found.concentration.half < found.concentration.half_even
