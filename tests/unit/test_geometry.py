"""The map file: exact paths, no gaps, same bytes for same shapes, clear refusals."""

from __future__ import annotations

import json
import re
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from cdp_metrics.errors import CdpError
from cdp_metrics.warehouse.geometry import geometry_version, map_geometry

EAST, NORTH = 450_000, 350_000  # a corner of the National Grid, metres


def frame(rows: list[tuple[Any, ...]], columns: list[str]) -> gpd.GeoDataFrame:
    """Return rows whose shapes are metres from the corner, as published: in degrees."""
    table = gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], crs="EPSG:27700")
    table["geometry"] = table.geometry.translate(EAST, NORTH)
    return table.to_crs("EPSG:4326")


def areas(*rows: tuple[Any, ...]) -> gpd.GeoDataFrame:
    return frame(list(rows), ["code", "name", "group"])


def outlines(*rows: tuple[Any, ...]) -> gpd.GeoDataFrame:
    return frame(list(rows), ["name"])


WEST_HALF = box(0, 0, 100, 200)
EAST_HALF = box(100, 0, 400, 200)
HALVES = areas(
    ("B2", "Second", "North", EAST_HALF), ("A1", "First", "South", WEST_HALF)
)
WHOLE = outlines(("Whole", box(0, 0, 400, 200)))


def rings(path: str) -> list[Polygon]:
    """Read an SVG path back, following its relative moves."""
    found = []
    for ring in re.findall(r"M([^z]+)z", path):
        start, moves = ring.split("l")
        steps = [int(n) for n in re.findall(r"-?\d+", moves)]
        first = [int(n) for n in re.findall(r"-?\d+", start)]
        points = np.cumsum(np.array([first, *np.reshape(steps, (-1, 2))]), axis=0)
        found.append(Polygon(points))
    return found


def even_odd_area(path: str) -> float:
    """Return what a browser fills, in square metres."""
    filled: Any = Polygon()
    for ring in rings(path):
        filled = filled.symmetric_difference(ring)
    return float(filled.area)


def test_file_is_exactly_this() -> None:
    file = json.loads(map_geometry(HALVES, WHOLE))
    assert re.fullmatch(r"[0-9a-f]{12}", file.pop("version"))
    assert file == {
        "viewBox": [0, 0, 400, 200],
        "groups": ["North", "South"],
        "areas": {
            "code": ["A1", "B2"],
            "name": ["First", "Second"],
            "group": [1, 0],
            "at": file["areas"]["at"],
            "path": ["M0 200l0-200 100 0 0 200z", "M100 200l0-200 300 0 0 200z"],
        },
        "outlines": [
            {
                "name": "Whole",
                "at": file["outlines"][0]["at"],
                "room": 100,
                "path": "M0 200l0-200 400 0 0 200z",
            }
        ],
    }
    first_x, first_y = file["areas"]["at"][0]
    assert first_x == 50
    assert 50 <= first_y <= 150


def test_rows_and_ring_starts_in_any_order_give_the_same_bytes() -> None:
    turned = Polygon([(400, 200), (100, 200), (100, 0), (400, 0)]).reverse()
    shuffled = areas(
        ("A1", "First", "South", WEST_HALF), ("B2", "Second", "North", turned)
    )
    assert map_geometry(shuffled, WHOLE) == map_geometry(HALVES, WHOLE)


def test_version_follows_the_content() -> None:
    renamed = HALVES.assign(name=["Second", "Premier"])
    one, other = map_geometry(HALVES, WHOLE), map_geometry(renamed, WHOLE)
    assert geometry_version(one) == json.loads(one)["version"]
    assert geometry_version(one) != geometry_version(other)


def test_holes_and_parts_are_kept() -> None:
    lake = Polygon(
        box(0, 0, 1000, 1000).exterior.coords,
        [box(200, 200, 400, 400).exterior.coords[::-1]],
    )
    island = MultiPolygon([lake, box(1200, 0, 1500, 300)])
    file = json.loads(
        map_geometry(areas(("A1", "Island", "Sea", island)), outlines(("Sea", island)))
    )
    for path in (file["areas"]["path"][0], file["outlines"][0]["path"]):
        assert len(rings(path)) == 3
        assert even_odd_area(path) == pytest.approx(1000**2 - 200**2 + 300**2)


def test_simplifying_opens_no_gap_between_neighbours() -> None:
    rng = np.random.default_rng(7)
    y = np.linspace(0, 2000, 401)
    border = np.column_stack([1000 + rng.uniform(-8, 8, y.size), y])
    left = Polygon([*border, (0, 2000), (0, 0)])
    right = Polygon([*border, (2000, 2000), (2000, 0)])
    file = json.loads(
        map_geometry(areas(("A", "L", "W", left), ("B", "R", "W", right)), outlines())
    )
    shapes = [rings(path)[0] for path in file["areas"]["path"]]
    assert shapely.coverage_is_valid(shapes)
    assert sum(shape.area for shape in shapes) == 2000 * 2000
    assert all(len(shape.exterior.coords) < 250 for shape in shapes)
    assert file["outlines"] == []


def test_label_is_inside_even_where_the_centroid_is_not() -> None:
    horseshoe = box(0, 0, 900, 900).difference(box(300, 300, 900, 600))
    assert not horseshoe.contains(horseshoe.centroid)
    file = json.loads(
        map_geometry(
            areas(("A1", "Bend", "Ward", horseshoe)), outlines(("Ward", horseshoe))
        )
    )
    drawn = rings(file["areas"]["path"][0])[0]
    assert drawn.contains(Point(file["areas"]["at"][0]))
    assert drawn.contains(Point(file["outlines"][0]["at"]))


def test_text_is_written_as_it_is() -> None:
    name = 'St Ann\'s "<b>" Môn'
    content = map_geometry(areas(("A1", name, "Ward", WEST_HALF)), outlines())
    assert json.loads(content.decode("utf-8"))["areas"]["name"] == [name]


BOW_TIE = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
METRES_CALLED_DEGREES = HALVES.to_crs("EPSG:27700").set_crs(
    "EPSG:4326", allow_override=True
)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (HALVES.iloc[:0], "none to draw"),
        (HALVES.drop(columns="group"), "no column group"),
        (HALVES.assign(code="A1"), "code occurs twice: A1"),
        (HALVES.assign(name=["Second", None]), "a name is missing"),
        (HALVES.set_geometry([None, None], crs=4326), "A1 has no shape"),
        (areas(("A1", "First", "W", Polygon())), "A1 has no shape"),
        (areas(("A1", "First", "W", BOW_TIE)), "invalid shape: Self-intersection"),
        (areas(("A1", "First", "W", LineString([(0, 0), (9, 9)]))), "a LineString"),
        (areas(("A1", "First", "W", box(0, 0, 0.2, 0.2))), "too small to draw"),
        (HALVES.to_crs("EPSG:27700"), "expected longitude and latitude"),
        (METRES_CALLED_DEGREES, "expected longitude and latitude"),
    ],
)
def test_areas_that_cannot_be_drawn_are_refused(
    table: gpd.GeoDataFrame, says: str
) -> None:
    with pytest.raises(CdpError, match=says):
        map_geometry(table, WHOLE)


def test_an_outline_that_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(CdpError, match="map outlines: Whole has an invalid shape"):
        map_geometry(HALVES, outlines(("Whole", BOW_TIE)))
