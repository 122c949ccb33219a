"""What the Services page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.partners.services import outputs
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.ui.cached import info
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.part import Part
from cdp_metrics.ui.views.services.abuse import output_measures
from cdp_metrics.ui.views.services.view import part_of
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "measures", "part"]


def _part(store: Store, name: str, today: date) -> tuple[str, Part]:
    """Return how far the data of a part reach, and it; see `views.services`."""
    about = info()
    return part_of(store, name, about["place"], today, demo=about["demonstration"])


def _chart(
    _: Store, name: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a part; None where there is nothing to draw."""
    draw = part(name, today)[1].draw
    return draw(mode=mode, size=size) if draw else None


def _measures(store: Store) -> tuple[Measure, ...]:
    """Return the outputs of domestic abuse services, as rows of a table."""
    return output_measures(outputs(store))


part = kept(16, _part)
chart = kept(64, _chart)
measures = kept(4, _measures)
