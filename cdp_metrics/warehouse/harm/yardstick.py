"""Rates from elsewhere that the harm index is set against, and never made from."""

from __future__ import annotations

import duckdb
import numpy as np

from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.harm.place import Place

__all__ = ["read_yardsticks"]


def read_yardsticks(con: duckdb.DuckDBPyConnection, place: Place) -> dict[str, Floats]:
    """Return every rate by name and year, a value an LSOA; NaN = not known."""
    rows = con.execute(sql.text("build/124_yardsticks")).df()
    return {
        str(name): rates.set_index("lsoa21_code")["rate"]
        .reindex(place.codes)
        .to_numpy(np.float64)
        for name, rates in rows.groupby("name")
    }
