"""What the Evidence and priorities page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.partners.priorities import Priorities, priorities
from cdp_metrics.answers.partners.survey import survey
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui.cached import info
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.part import Part, not_received
from cdp_metrics.ui.views.priorities import view
from cdp_metrics.ui.views.priorities.survey import survey_part
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "part", "table"]


def _all(store: Store, today: date) -> Priorities:
    """Return everything the page shows."""
    about = info()
    return priorities(
        store,
        tuple(about["overview"]),
        about["area_code"],
        about["force_area_code"],
        today,
    )


def _part(store: Store, name: str, today: date) -> Part:
    """Return a part of the page; see `views.priorities`."""
    about = info()
    if name == "survey":
        place = about["place"]
        try:
            held = survey(store, about["area_code"])
        except SourceMissing as error:
            return not_received(view.SHOWN[name], place, error)
        return survey_part(held, place, demo=about["demonstration"])
    return view.part_of(
        _found(today), name, about["place"], today, demo=about["demonstration"]
    )


def _table(_: Store, name: str, today: date) -> str:
    """Return the table of a part as HTML; "" where it has its own."""
    return "" if name == "survey" else view.table_of(_found(today), name, today)


def _chart(
    _: Store, name: str, today: date, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a part; None where there is nothing to draw."""
    draw = part(name, today).draw
    return draw(mode=mode, size=size) if draw else None


_found = kept(4, _all)
part = kept(32, _part)
table = kept(32, _table)
chart = kept(64, _chart)
