"""What the Hot spots page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.area import hot_spots as answers
from cdp_metrics.charts.places.concentration import concentration_figure
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.ui.cached import info
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.hot_spots.view import HotSpotView, hot_spot_view
from cdp_metrics.warehouse.db import Store

__all__ = ["curve", "found", "view"]


def _view(_: Store, measure: str, ward: str, today: date) -> HotSpotView:
    """Return the page in words, classes and rows; see `hot_spot_view`."""
    about = info()
    return hot_spot_view(
        found(measure), about["place"], ward, today=today, demo=about["demonstration"]
    )


def _curve(
    _: Store, measure: str, ward: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of concentration; None where events are too few."""
    picture = view(measure, ward, today).picture
    return concentration_figure(picture, mode=mode, size=size) if picture else None


found = kept(8, answers.hot_spots)
view = kept(64, _view)
curve = kept(64, _curve)
