"""What the Hate crime page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.partners.hate_crime import hate_crime
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.ui.cached import info
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.hate_crime import view
from cdp_metrics.ui.views.part import Part
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "context", "part", "plan"]


def _part(_: Store, name: str, today: date) -> Part:
    """Return a part of the page; see `views.hate_crime`."""
    about = info()
    answer = _found(about["area_code"], today)
    return view.part_of(answer, name, about["place"], demo=about["demonstration"])


def _chart(
    _: Store, name: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a part; None where there is nothing to draw."""
    draw = part(name, today).draw
    return draw(mode=mode, size=size) if draw else None


def _context(_: Store, today: date) -> str:
    """Return the place and how far the data reach."""
    about = info()
    return view.context(_found(about["area_code"], today), about["place"], today)


def _plan(_: Store, today: date) -> tuple[Measure, ...]:
    """Return what the plan promises of hate crime."""
    return view.plan_rows(_found(info()["area_code"], today), today)


_found = kept(4, hate_crime)
part = kept(32, _part)
chart = kept(64, _chart)
context = kept(4, _context)
plan = kept(4, _plan)
