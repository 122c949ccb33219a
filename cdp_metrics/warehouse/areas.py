"""Every area as weighted LSOAs: by look-ups, from before, the partnership's own."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import shapely

from cdp_metrics.catalogue.papers import Papers
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import METRES, polygons
from cdp_metrics.warehouse.custom import place_custom

__all__ = ["fill_areas"]

# What is compared with a drawn boundary, and the type that its boundary bears.
_DRAWN = {
    "lsoa11": "lsoa11",
    "lsoa21": "lsoa21",
    "ward": "ward",
    "ward_before": "ward",
    "custom": "custom",
}


def fill_areas(con: duckdb.DuckDBPyConnection, papers: Papers) -> None:
    """Fill `area`, `area_part`, `boundary`, `lsoa_change`, `profile`, `population`.

    Parameters
    ----------
    con
        The store that is being built, with its files staged.
    papers
        The partnership, whose own areas are placed.

    Raises
    ------
    ConfigurationWrong
        An area of the partnership's file cannot be placed.
    """
    for name in ("020_areas", "021_changes", "022_outlines"):
        con.execute(sql.text(f"build/{name}"))
    place_custom(con, papers)
    con.execute(sql.text("build/023_parts"))
    _measure(con)
    for name in ("024_describe", "030_population"):
        con.execute(sql.text(f"build/{name}"))


def _measure(con: duckdb.DuckDBPyConnection) -> None:
    """Stage each LSOA's square kilometres, and how much of it each area's line holds.

    An area without a boundary has no rows; an LSOA without one has none known.
    """
    held = con.execute(sql.text("build/120_drawn_lsoas")).fetchall()
    lsoas = polygons(con, "lsoa21", [code for (code,) in held]).to_crs(METRES)
    shapes = lsoas.set_index("area_code").geometry
    size = pd.Series(shapely.area(shapes.to_numpy()), shapes.index, dtype="float64")
    sizes = pd.DataFrame({"lsoa21_code": shapes.index, "km2": size.to_numpy() / 1e6})
    con.register("lsoa_area_rows", sizes)
    con.execute("create temp table lsoa_area as select * from lsoa_area_rows")
    con.unregister("lsoa_area_rows")
    members = con.execute(sql.text("build/023_members")).df()
    found = []
    for area_type, drawn_as in _DRAWN.items():
        parts = members[members["area_type"] == area_type]
        lines = polygons(con, drawn_as, sorted(set(parts["area_code"])))
        lines = lines.to_crs(METRES).set_index("area_code").geometry
        parts = parts[parts["area_code"].isin(lines.index)]
        known = parts["lsoa21_code"].isin(shapes.index)
        inside = pd.Series(np.nan, parts.index)
        own = parts[known]
        common = shapely.intersection(
            lines[own["area_code"]].to_numpy(), shapes[own["lsoa21_code"]].to_numpy()
        )
        inside[known] = shapely.area(common) / size[own["lsoa21_code"]].to_numpy()
        found.append(parts.assign(inside=inside))
    con.register("inside_rows", pd.concat(found))
    con.execute(sql.text("build/023_inside"))
    con.unregister("inside_rows")
