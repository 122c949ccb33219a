"""Fill `neighbour`: which small areas touch, in the partnership and around it.

An area at the partnership's edge has neighbours beyond it. Without them it would be
compared with half of its surroundings, so the first ring outside is kept as well.
"""

from __future__ import annotations

from typing import Final

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd

from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import METRES, polygons

__all__ = ["NEAREST", "contiguity", "fill_neighbours"]

# Assumption: an area that touches no other is compared with this many nearest ones.
NEAREST: Final = 6


def fill_neighbours(con: duckdb.DuckDBPyConnection) -> None:
    """Store the neighbours of the partnership's LSOAs and of the ring around them.

    Nothing is stored where an LSOA of the partnership has no boundary: neighbours
    would be missing, and nothing would show it.
    """
    own = [r[0] for r in con.execute(sql.text("queries/partnership_lsoas")).fetchall()]
    held = [r[0] for r in con.execute(sql.text("build/120_drawn_lsoas")).fetchall()]
    shapes = polygons(con, "lsoa21", held).to_crs(METRES).set_index("area_code")
    if not own or not set(own) <= set(shapes.index):
        return
    near = shapes.sindex.query(shapes.geometry[own].array, predicate="intersects")[1]
    pairs = contiguity(shapes.iloc[np.unique(near)])
    pairs["ring"] = ~pairs["lsoa21_code"].isin(own)
    con.register("neighbour_rows", pairs)
    con.execute(sql.text("build/121_neighbours"))
    con.unregister("neighbour_rows")


def contiguity(shapes: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return which areas share a border or a corner.

    Parameters
    ----------
    shapes
        ``geometry`` in metres, with the areas' codes as index.

    Returns
    -------
    DataFrame
        ``lsoa21_code``, ``neighbour_code``: a row an ordered pair, each pair both
        ways. An area that touches none gets the nearest `NEAREST`, and is theirs.
    """
    from libpysal.graph import Graph  # slow to import

    if len(shapes) < 2:
        return pd.DataFrame({"lsoa21_code": [], "neighbour_code": []}, dtype="str")
    touching = Graph.build_contiguity(shapes, rook=False, strict=True)
    pairs = touching.adjacency[touching.adjacency > 0].index
    islands = set(touching.isolates)
    if islands:
        k = min(NEAREST, len(shapes) - 1)
        centres = shapes.geometry.centroid
        nearest = Graph.build_knn(centres, k=k).adjacency.index
        bridges = nearest[nearest.get_level_values(0).isin(islands)]
        pairs = pairs.union(bridges).union(bridges.swaplevel())
    found: pd.DataFrame = pairs.to_frame(index=False)
    found.columns = pd.Index(["lsoa21_code", "neighbour_code"])
    return found.sort_values(["lsoa21_code", "neighbour_code"], ignore_index=True)
