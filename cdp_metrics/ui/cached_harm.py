"""What the ASB harm map shows, computed once for everybody."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers import AsbMap
from cdp_metrics.answers import harm_about as about
from cdp_metrics.answers import harm_weights as answers
from cdp_metrics.answers.asb_map import asb_map
from cdp_metrics.ui.cached import info, trend
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.analysts import AnalystView, analyst_view
from cdp_metrics.ui.views.harm.card import Around, harm_cards
from cdp_metrics.ui.views.harm.cross import CrossView, cross_view
from cdp_metrics.ui.views.harm.rows import area_rows
from cdp_metrics.ui.views.harm.trust import TrustView, trust_view
from cdp_metrics.ui.views.harm.view import MapView, map_view
from cdp_metrics.warehouse.db import Store

__all__ = [
    "analysts",
    "areas",
    "cards",
    "checked",
    "counted",
    "cross",
    "found",
    "trust",
    "view",
]


def _counted(store: Store, end: date | None) -> answers.Counted:
    """Return the reports by type of some twelve months."""
    return answers.counted(store, found(end, ""))


def _found(store: Store, end: date | None, impact: str) -> AsbMap:
    """Return the map by some weights; "" for the stored ones."""
    if not impact:
        return asb_map(store, end)
    types = counted(end)
    weights = types.weights(impact) or types.default
    name = impact if impact in types.sets else f"own, {impact}"
    return answers.with_weights(found(end, ""), types, weights, name)


def _checked(store: Store, end: date | None) -> tuple[about.Checked, ...]:
    """Return how well the index of some twelve months holds."""
    return about.checked(store, found(end, ""))


def _view(
    _: Store,
    end: date | None,
    impact: str,
    layer: str,
    ward: str,
    most: int,
    today: date,
) -> MapView:
    """Return a layer of the map in words, classes and rows; see `map_view`."""
    build = info()
    return map_view(
        found(end, impact),
        counted(end),
        checked(end),
        layer,
        build["place"],
        ward,
        most,
        today=today,
        demo=build["demonstration"],
    )


def _cards(
    store: Store, end: date | None, impact: str, code: str, today: date
) -> tuple[Card, ...]:
    """Return the cards of an area; none where there is no such area."""
    shown = found(end, impact)
    area = shown.lsoa(code)
    if area is None:
        return ()
    around = Around(
        about.past(store, code, shown.end),
        trend("asb_incidents", code, today),
        about.neighbours(store, code),
    )
    return harm_cards(area, shown, counted(end), around)


def _areas(store: Store, end: date | None) -> tuple[tuple[str, ...], ...]:
    """Return wards and own areas as rows, by the default weights."""
    return area_rows(about.harm_areas(store, found(end, "")))


def _cross(_: Store, end: date | None, impact: str, other: str, cell: str) -> CrossView:
    """Return the map of harm by another thing; see `cross_view`."""
    return cross_view(found(end, impact), other, cell, demo=info()["demonstration"])


def _trust(_: Store, end: date | None) -> TrustView:
    """Return how far to trust the index; see `trust_view`."""
    return trust_view(found(end, ""), checked(end))


def _analysts(_: Store, end: date | None, impact: str) -> AnalystView:
    """Return what analysts see; see `analyst_view`."""
    types, shown = counted(end), found(end, "")
    held = None
    if types.sets:
        weights = types.weights(impact) or types.default
        held = answers.stability(types, shown, weights)
    return analyst_view(shown, held, checked(end))


found = kept(64, _found)
counted = kept(64, _counted)
checked = kept(64, _checked)
view = kept(128, _view)
cards = kept(512, _cards)
areas = kept(64, _areas)
cross = kept(64, _cross)
trust = kept(16, _trust)
analysts = kept(64, _analysts)
