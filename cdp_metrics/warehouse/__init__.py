"""The only rooms that know DuckDB: files in, a checked store out, queries answered."""

from __future__ import annotations

from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import Build, history, pointer

__all__ = ["Build", "Store", "history", "open_store", "pointer"]
