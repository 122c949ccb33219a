"""What the Serious violence page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.partners.serious_violence import serious_violence
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.ui.cached import info
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.part import Part
from cdp_metrics.ui.views.serious_violence import states, view
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "context", "part", "table"]


def _part(_: Store, name: str, today: date) -> Part:
    """Return a part of the page; see `views.serious_violence`."""
    about = info()
    found = _found(about["area_code"], today)
    return view.part_of(found, name, about["place"], today, demo=about["demonstration"])


def _table(_: Store, name: str, today: date) -> str:
    """Return the table of states of a part as HTML."""
    return states.table_of(_found(info()["area_code"], today), name, today)


def _chart(
    _: Store, name: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a part; None where there is nothing to draw."""
    draw = part(name, today).draw
    return draw(mode=mode, size=size) if draw else None


def _context(_: Store, today: date) -> str:
    """Return the place and how far the counts reach."""
    about = info()
    return view.context(_found(about["area_code"], today), about["place"], today)


_found = kept(4, serious_violence)
part = kept(32, _part)
table = kept(16, _table)
chart = kept(64, _chart)
context = kept(4, _context)
