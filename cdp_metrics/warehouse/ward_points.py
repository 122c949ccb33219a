"""Rows counted by the ward whose polygon holds their point, beside the best fit."""

from __future__ import annotations

import duckdb
import geopandas as gpd
import pandas as pd

from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import DEGREES, METRES, polygons

__all__ = ["count_by_point"]


def count_by_point(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `ward_point_month`, for the partnership's wards that have a boundary.

    Points are the publisher's snapped ones, so this is no truer than the best fit
    within a street of a ward's edge; it shows how much the best fit moves.
    """
    wards = con.execute(sql.text("build/066_wards")).df()
    points = con.execute(sql.text("build/066_points")).df()
    marks = gpd.GeoDataFrame(
        points,
        geometry=gpd.points_from_xy(points["longitude"], points["latitude"]),
        crs=DEGREES,
    ).to_crs(METRES)
    found = []
    for _, kind in wards.groupby("area_type"):
        shapes = polygons(con, "ward", list(kind["area_code"])).to_crs(METRES)
        joined = marks.sjoin(shapes[["area_code", "geometry"]], predicate="intersects")
        # a point on the line between two wards counts in the first of them
        joined = joined.sort_values(["longitude", "latitude", "area_code"])
        found.append(joined.drop_duplicates(["longitude", "latitude"]))
    rows = pd.concat(found) if found else marks.assign(area_code="").iloc[:0]
    con.register("point_rows", rows[["longitude", "latitude", "area_code"]])
    con.execute(sql.text("build/067_ward_points"))
    con.unregister("point_rows")
