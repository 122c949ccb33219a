"""Boundaries: map files into degrees, and points into polygons.

GeoPandas does the geometry, at build time only: DuckDB's spatial extension would
have to be downloaded.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from cdp_metrics.errors import SourceRefused
from cdp_metrics.sources import Match
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.intake import Received

__all__ = [
    "DEGREES",
    "METRES",
    "load_boundaries",
    "place_split_points",
    "polygons",
    "read_shapes",
]

DEGREES, METRES = "EPSG:4326", "EPSG:27700"
AREAL = ("Polygon", "MultiPolygon")


def load_boundaries(
    con: duckdb.DuckDBPyConnection, each: Received, match: Match
) -> None:
    """Read one map file into `stage_boundary`, in degrees.

    Raises
    ------
    SourceRefused
        It has no features, unusable shapes, or coordinates that are not what its
        coordinate reference system says.
    """
    frame = read_shapes(each.name, f"GeoJSON:{each.path}")
    names = {ours: theirs for theirs, ours in zip(frame.columns, match.names)}  # noqa: B905
    named = frame[[names["area_code"], names["area_name"]]]
    if named.isna().any(axis=None):
        raise SourceRefused(
            each.name,
            "the map file holds a feature without a code or a name",
            remedy="export it again with the code and name of every area",
        )
    staged = pd.DataFrame(
        {
            "source_file_id": each.file_id,
            "area_code": frame[names["area_code"]].astype(str).str.strip(),
            "area_type": match.source.constant,
            "area_name": frame[names["area_name"]].astype(str).str.strip(),
            "vintage": match.vintage,
            "wkb": shapely.to_wkb(shapely.normalize(frame.geometry.to_numpy())),
        }
    )
    con.register("boundary_rows", staged)
    con.execute(sql.text("staging/boundary"))
    con.unregister("boundary_rows")


def read_shapes(name: str, source: str | Path) -> gpd.GeoDataFrame:
    """Return the areas of a map file, valid and in degrees.

    Parameters
    ----------
    name
        The file as the user knows it.
    source
        Where it is, in any format that GDAL reads.

    Raises
    ------
    SourceRefused
        It has no features, unusable shapes, or coordinates that are not what its
        coordinate reference system says.
    """
    try:
        frame = gpd.read_file(source)
    except (ValueError, RuntimeError, shapely.GEOSException) as error:
        raise SourceRefused(
            name,
            f"the map file cannot be read ({error})",
            remedy="download it again",
        ) from None
    if frame.empty or frame.geometry.isna().any() or frame.geometry.is_empty.any():
        raise SourceRefused(
            name,
            "the map file holds no feature, or one without a shape",
            remedy="export it again with its polygons",
        )
    if not frame.geom_type.isin(AREAL).all():
        raise SourceRefused(
            name,
            "the map file holds shapes that are not areas",
            expected="polygons",
            remedy="export it again with the boundaries of areas, not their centres",
        )
    shapes = _in_degrees(name, frame)
    broken = ~shapes.is_valid
    if broken.any():
        shapes = shapes.make_valid().map(_areas_only)
        if shapes.is_empty.any():
            raise SourceRefused(
                name,
                "the map file holds a polygon without an area",
                remedy="export it again with its polygons",
            )
    return frame.set_geometry(shapes.rename(frame.geometry.name))


def _areas_only(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of a shape; mending may leave lines and points beside."""
    if shape.geom_type in AREAL:
        return shape
    parts = gpd.GeoSeries(shapely.get_parts(shape))
    return parts[parts.geom_type.isin(AREAL)].union_all()


def _in_degrees(name: str, frame: gpd.GeoDataFrame) -> gpd.GeoSeries:
    shapes = frame.geometry
    declared = "says they are degrees" if shapes.crs else "names no reference system"
    if shapes.crs is None:
        shapes = shapes.set_crs(DEGREES)
    if not shapes.crs.is_geographic:
        if abs(shapes.total_bounds).max() <= 180:
            raise SourceRefused(
                name,
                "coordinates look like degrees, but the file says they are metres",
                expected="coordinates that are what the file declares",
                remedy='remove "crs" from the file, or export it again',
            )
        shapes = _converted(name, shapes)
    west, south, east, north = shapes.total_bounds
    if west < -180 or east > 180 or south < -90 or north > 90:
        raise SourceRefused(
            name,
            f"coordinates such as {west:.0f}, {south:.0f} are metres, but the file "
            f"{declared}",
            expected="degrees, or a file that declares its reference system",
            remedy='declare EPSG:27700 in the file ("crs"; the .prj of a Shapefile), '
            "or export it in degrees",
        )
    if not (-9 < west <= east < 2.5 and 49 < south <= north < 61.5):
        hint = " (longitude and latitude look swapped)" if 49 < west < 61.5 else ""
        raise SourceRefused(
            name,
            f"the shapes lie outside the United Kingdom{hint}",
            expected="longitude -9 to 2.5, latitude 49 to 61.5",
            remedy="check the file's reference system and axis order",
        )
    return _converted(name, shapes)  # degrees of another datum lie 100 m off


def _converted(name: str, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    try:
        return shapes.to_crs(DEGREES)
    except RuntimeError as error:  # PROJ's own
        raise SourceRefused(
            name,
            f"its reference system cannot be brought to degrees ({error})",
            remedy="export it in degrees (WGS 84)",
        ) from None


def polygons(
    con: duckdb.DuckDBPyConnection, area_type: str, codes: list[str]
) -> gpd.GeoDataFrame:
    """Return the boundaries of areas of one type, newest vintage of each.

    Parameters
    ----------
    con
        A store.
    area_type
        ``lsoa21``, ``ward`` and so on.
    codes
        Which areas; those without a boundary are left out.

    Returns
    -------
    GeoDataFrame
        ``area_code``, ``area_name``, ``geometry`` in degrees, by code.
    """
    rows = con.execute(
        sql.text("queries/boundaries"), {"area_type": area_type, "codes": codes}
    ).fetchall()
    return gpd.GeoDataFrame(
        {"area_code": [r[0] for r in rows], "area_name": [r[1] for r in rows]},
        geometry=list(shapely.from_wkb([bytes(r[2]) for r in rows])),
        crs=DEGREES,
    )


def place_split_points(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `split_point`: the 2021 LSOA of each point in a split 2011 LSOA.

    The child whose polygon holds the point; else the nearest child, because some
    snapped points lie just outside their own LSOA. Where children have no
    boundary the table stays empty and shares of residents decide.
    """
    points = con.execute(sql.text("build/050_split_points")).fetchall()
    children = con.execute(sql.text("queries/split_children")).fetchall()
    con.execute(
        "create temp table split_point (lsoa11_code varchar, longitude double, "
        "latitude double, lsoa21_code varchar)"
    )
    shapes = polygons(con, "lsoa21", sorted({child for _, child in children}))
    shapes = shapes.to_crs(METRES).set_index("area_code").geometry
    placed: list[tuple[str, float, float, str]] = []
    frame = pd.DataFrame(points, columns=["parent", "longitude", "latitude"])
    for parent, group in frame.groupby("parent"):
        own = [child for p, child in children if p == parent and child in shapes.index]
        if len(own) < sum(p == parent for p, _ in children):
            continue
        marks = gpd.GeoSeries.from_xy(
            group["longitude"], group["latitude"], crs=DEGREES
        ).to_crs(METRES)
        distance = np.column_stack([marks.distance(shapes[child]) for child in own])
        nearest = distance.argmin(axis=1)
        placed += [
            (str(parent), x, y, own[index])
            for x, y, index in zip(
                group["longitude"], group["latitude"], nearest, strict=True
            )
        ]
    if placed:
        con.executemany("insert into split_point values (?, ?, ?, ?)", placed)
