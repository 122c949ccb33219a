"""What the Area profile shows, computed once for everybody."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from cdp_metrics import answers
from cdp_metrics.answers.area.profile import AreaProfile, area_profile
from cdp_metrics.charts.places.dots import dots_figure
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.errors import SourceMissing
from cdp_metrics.ui import cached
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.area.view import AreaTrend, AreaView, area_trend, area_view
from cdp_metrics.warehouse.db import Store

__all__ = ["charts", "offered", "trend", "view"]

KINDS: Final = ("partnership", "custom", "ward", "ward_before", "msoa21", "lsoa21")


def offered() -> list[answers.Place]:
    """Return the areas that have a profile, the partnership first."""
    return [each for each in cached.places() if each.kind in KINDS]


def _drawn(store: Store) -> answers.AsbMap | None:
    """Return the latest map of reported ASB; None where there is none."""
    try:
        return cached.asb_map(None)
    except SourceMissing:
        return None


def _profile(store: Store, place: answers.Place, today: date) -> AreaProfile:
    """Return an area's profile, beside the areas of its kind."""
    every = cached.places()
    code = cached.info()["area_code"]

    def trends(indicator_id: str, area: str) -> answers.Trend:
        # of the city's counts every profile asks again
        if area == code:
            return cached.trend(indicator_id, area, today)
        return answers.trend(store, indicator_id, area, today)

    return area_profile(
        store,
        place,
        next(each for each in every if each.code == code),
        [each for each in every if each.kind == place.kind],
        trends=trends,
        drawn=_drawn(store),
    )


def _view(store: Store, place: answers.Place, today: date) -> AreaView:
    """Return an area's profile in words and rows."""
    found = _profile(store, place, today)
    demo = cached.info()["demonstration"]
    return area_view(found, _drawn(store), today=today, demo=demo)


def _trend(_: Store, measure: str, place: answers.Place, today: date) -> AreaTrend:
    """Return how one count has gone in the area."""
    found = cached.trend(measure, place.code, today)
    return area_trend(found, place, today=today, demo=cached.info()["demonstration"])


def _charts(
    _: Store, measure: str, place: answers.Place, today: date, mode: Mode, size: Size
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Return the figures of the trend and of the mix, where there is one to draw."""
    draw, mix = trend(measure, place, today).draw, view(place, today).mix
    return (
        draw(mode, size) if draw else None,
        dots_figure(mix, mode=mode, size=size) if mix else None,
    )


view = kept(256, _view)
trend = kept(256, _trend)
charts = kept(256, _charts)
