"""What the Severity page shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdp_metrics.answers.figures.reported import Reported, reported
from cdp_metrics.answers.harm.severity import severity as answer_severity
from cdp_metrics.answers.harm.severity_weights import WeightSet, weight_sets
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui.cached import area_name, info, places
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.severity.view import (
    SeverityView,
    severity_view,
    without_weights,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["chart", "found", "sets", "view"]

SCORE = "crime_severity_score"
Asked = tuple[WeightSet | None, str, date | None, date]
"""Weights, area, base year and the day it is looked at."""


def _published(store: Store, today: date) -> tuple[tuple[str, Reported], ...]:
    """Return the scores published for the partnership and for its force."""
    about, held = info(), []
    names = {
        about["area_code"]: about["place"],
        about["force_area_code"]: f"{about['force_name']} area",
    }
    for code, name in names.items():
        try:
            held.append((name, reported(store, SCORE, code, today)))
        except SourceMissing:
            continue
    return tuple(held)


def _view(store: Store, asked: Asked) -> SeverityView:
    """Return the page in words, pictures and rows; see `views.severity`."""
    weights, area, base, today = asked
    about = info()
    scores, demo = _published(store, today), about["demonstration"]
    if weights is None:
        return without_weights(scores, about["place"], demo=demo)
    answer = found(weights, area)
    return severity_view(
        answer,
        answer.year(base),
        scores,
        _place(area),
        about["force_name"],
        today=today,
        demo=demo,
    )


def _place(area: str) -> str:
    """Return an area's name as sentences use it."""
    for place in places():
        if place.code == area and place.kind != "partnership":
            return place.words
    return area_name(area)


def _chart(
    _: Store, asked: Asked, part: str, mode: Mode, size: Size
) -> dict[str, Any] | None:
    """Return the figure of a part of the page; None where nothing can be drawn."""
    draw = view(asked).parts[part].draw
    return draw(mode=mode, size=size) if draw else None


sets = kept(4, weight_sets)
found = kept(64, answer_severity)
view = kept(128, _view)
chart = kept(128, _chart)
