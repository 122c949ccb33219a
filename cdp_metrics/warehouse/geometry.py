"""The map file: area shapes and ward outlines as drawn on the screen.

The browser fetches this file once. Shapes are SVG paths in whole metres of the
British National Grid, so the page needs no projection and the file stays small.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from cdp_metrics.errors import ContractBroken

__all__ = ["geometry_version", "map_geometry"]

GRID = "EPSG:27700"
TOLERANCE = 10.0  # metres; finer than a screen pixel of a whole city

# Longitude and latitude, degrees, within which the National Grid is defined.
GRID_BOUNDS = (-9.01, 49.75, 2.01, 61.01)


def map_geometry(areas: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame) -> bytes:
    """Return the map file for a set of areas and the outlines drawn over them.

    Parameters
    ----------
    areas
        Columns ``code``, ``name``, ``group`` (the ward's name) and polygons in
        degrees (EPSG:4326); one row an area, in any order.
    outlines
        Columns ``name`` and polygons in degrees; may have no rows.

    Returns
    -------
    bytes
        UTF-8 JSON, the same bytes for the same rows in any order. Lengths are
        whole metres from the north-west corner, y downwards:

        - ``version``: 12 hexadecimal digits of the SHA-256 of all the rest;
        - ``viewBox``: ``[0, 0, width, height]``;
        - ``groups``: the group names, sorted;
        - ``areas``: equally long lists sorted by code: ``code``, ``name``,
          ``group`` (position in ``groups``), ``at`` (``[x, y]`` well inside the
          area), ``path`` (SVG, filled by the even-odd rule);
        - ``outlines``: ``name``, ``at`` (where its label goes), ``room`` (radius
          of the largest circle that fits there), ``path``.

    Raises
    ------
    ContractBroken
        A column or a shape is missing, empty, invalid or not a polygon, a code
        or a name occurs twice, or the shapes are not in degrees in Great Britain.

    Notes
    -----
    Neighbours are simplified together (Visvalingam-Whyatt on the shared edges),
    so no gap opens between them.
    """
    areas = _checked(areas, ["code", "name", "group"], "areas")
    if areas.empty:
        raise ContractBroken("map areas: there are none to draw")
    outlines = _checked(outlines, ["name"], "outlines")
    area_shapes = _simplified(areas)
    outline_shapes = _simplified(outlines)

    every = np.concatenate([area_shapes, outline_shapes])
    left, bottom, right, top = np.rint(shapely.total_bounds(every)).astype(int)
    origin = np.array([left, top])
    groups = sorted(set(areas["group"]))
    area_at, _ = _label_points(area_shapes, origin)
    outline_at, rooms = _label_points(outline_shapes, origin)
    body: dict[str, Any] = {
        "viewBox": [0, 0, int(right - left), int(top - bottom)],
        "groups": groups,
        "areas": {
            "code": list(areas["code"]),
            "name": list(areas["name"]),
            "group": [groups.index(name) for name in areas["group"]],
            "at": area_at,
            "path": _paths(areas["code"], area_shapes, origin),
        },
        "outlines": [
            {"name": name, "at": at, "room": room, "path": path}
            for name, at, room, path in zip(
                outlines["name"],
                outline_at,
                rooms,
                _paths(outlines["name"], outline_shapes, origin),
                strict=True,
            )
        ],
    }
    version = hashlib.sha256(_compact(body)).hexdigest()[:12]
    return _compact({"version": version, **body})


def geometry_version(content: bytes) -> str:
    """Return the version written in a map file.

    Parameters
    ----------
    content
        What `map_geometry` returned.

    Returns
    -------
    str
        12 hexadecimal digits.
    """
    return str(json.loads(content)["version"])


def _checked(
    frame: gpd.GeoDataFrame, columns: list[str], what: str
) -> gpd.GeoDataFrame:
    """Return the rows sorted by their first column, or say why they cannot be used."""
    absent = [name for name in [*columns, "geometry"] if name not in frame.columns]
    if absent:
        raise ContractBroken(f"map {what}: no column {', '.join(absent)}")
    key, several = columns[0], len(columns) > 1
    for name in columns:
        if not all(isinstance(text, str) and text for text in frame[name]):
            raise ContractBroken(f"map {what}: a {name} is missing")
    # only codes are unique: two wards of neighbouring districts may share a name
    if several and frame[key].duplicated().any():
        twice = sorted(frame.loc[frame[key].duplicated(), key])
        raise ContractBroken(f"map {what}: {key} occurs twice: {', '.join(twice)}")
    frame = frame.assign(shape=frame.geometry.to_wkb(hex=True))
    frame = frame.sort_values([key, "shape"]).drop(columns="shape")
    for code, shape in zip(frame[key], frame["geometry"], strict=True):
        fault = _fault(shape)
        if fault:
            raise ContractBroken(f"map {what}: {code} {fault}")
    if len(frame) and not _in_degrees(frame):
        raise ContractBroken(
            f"map {what}: expected longitude and latitude (EPSG:4326) in Great Britain"
        )
    return frame


def _fault(shape: BaseGeometry | None) -> str:
    """Say what is wrong with one shape; empty when nothing is."""
    if shape is None or shape.is_empty:
        return "has no shape"
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return f"is a {shape.geom_type}, not a polygon"
    if not shape.is_valid:
        return f"has an invalid shape: {shapely.is_valid_reason(shape)}"
    return ""


def _in_degrees(frame: gpd.GeoDataFrame) -> bool:
    """Say whether the shapes claim to be, and can be, degrees in Great Britain."""
    west, south, east, north = frame.total_bounds
    low_x, low_y, high_x, high_y = GRID_BOUNDS
    return bool(
        frame.crs is not None
        and frame.crs.to_epsg() == 4326
        and low_x <= west <= east <= high_x
        and low_y <= south <= north <= high_y
    )


def _simplified(frame: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return the shapes on the National Grid, simplified without gaps."""
    if frame.empty:
        return np.array([], dtype=object)
    # Normalised before, so that where a publisher starts a ring changes nothing,
    # and after, so that the path is in one agreed order.
    shapes = shapely.normalize(frame.geometry.to_crs(GRID).to_numpy())
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    return np.asarray(shapely.normalize(simple), dtype=object)


def _label_points(
    shapes: npt.NDArray[np.object_], origin: npt.NDArray[np.int_]
) -> tuple[list[list[int]], list[int]]:
    """Return the middle of each shape's largest inscribed circle, and its radius."""
    circles = shapely.maximum_inscribed_circle(shapes)
    middles = shapely.get_coordinates(shapely.get_point(circles, 0))
    at = [[int(x), int(y)] for x, y in _screen(middles, origin)]
    return at, [int(radius) for radius in shapely.length(circles)]


def _paths(
    codes: gpd.GeoSeries,
    shapes: npt.NDArray[np.object_],
    origin: npt.NDArray[np.int_],
) -> list[str]:
    """Return one SVG path a shape, every ring of every part in it."""
    paths = []
    for code, shape in zip(codes, shapes, strict=True):
        polygons = shapely.get_parts(shape)
        rings = shapely.get_rings(polygons)
        path = "".join(_ring(shapely.get_coordinates(r), origin) for r in rings)
        if not path:
            raise ContractBroken(f"map shape: {code} is too small to draw")
        paths.append(path)
    return paths


def _ring(xy: npt.NDArray[np.float64], origin: npt.NDArray[np.int_]) -> str:
    """Return one closed ring as relative moves; empty when it rounds to a line."""
    points = _screen(xy, origin)[:-1]
    moved = np.any(points != np.roll(points, 1, axis=0), axis=1)
    points = points[moved]
    if len(points) < 3:
        return ""
    x, y = points[0]
    steps = " ".join(str(step) for step in np.diff(points, axis=0).ravel())
    return f"M{x} {y}l{steps}z".replace(" -", "-")


def _screen(
    xy: npt.NDArray[np.float64], origin: npt.NDArray[np.int_]
) -> npt.NDArray[np.int_]:
    """Return grid positions as whole metres right of and below the origin."""
    return np.asarray((np.rint(xy).astype(int) - origin) * np.array([1, -1]))


def _compact(document: dict[str, Any]) -> bytes:
    """Return JSON without spaces."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")
