"""What the Funding page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.partners.funding import funding
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.ui.cached import info
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.funding import view
from cdp_metrics.ui.views.part import Part
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "context", "part", "parts"]


def _part(_: Store, name: str, today: date) -> Part:
    """Return a part of the page; see `views.funding`."""
    about = info()
    return view.part_of(
        _found(), name, about["place"], today, demo=about["demonstration"]
    )


def _chart(
    _: Store, name: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a part; None where there is nothing to draw."""
    draw = part(name, today).draw
    return draw(mode=mode, size=size) if draw else None


def _context(_: Store, today: date) -> str:
    """Return the place and how far the ledgers reach."""
    return view.context(_found(), info()["place"], today)


def _parts(_: Store) -> dict[str, str]:
    """Return what the page can show."""
    return view.parts(_found())


_found = kept(4, funding)
part = kept(32, _part)
chart = kept(64, _chart)
context = kept(4, _context)
parts = kept(4, _parts)
