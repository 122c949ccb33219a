"""The ASB harm index in the store, for every complete twelve months."""

from __future__ import annotations

from cdp_metrics.warehouse.harm.fill import fill_harm

__all__ = ["fill_harm"]
