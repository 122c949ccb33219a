"""What the Data page shows of returns, kept once a build and day."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.returned.receipts import receipts
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.returns import ReturnsView, returns_view
from cdp_metrics.warehouse.db import Store

__all__ = ["returns"]


def _returns(store: Store, today: date) -> ReturnsView:
    """Return the grid of returns in words and rows; see `returns_view`."""
    return returns_view(receipts(store, today))


returns = kept(4, _returns)
