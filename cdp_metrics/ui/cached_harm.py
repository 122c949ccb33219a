"""What the ASB harm map shows, computed once for everybody."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers import AsbMap
from cdp_metrics.answers.events import papers
from cdp_metrics.answers.harm import about
from cdp_metrics.answers.harm import families as other_crime
from cdp_metrics.answers.harm import weights as answers
from cdp_metrics.answers.harm.asb_map import asb_map
from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.export.harm_record import harm_record
from cdp_metrics.ui.cached import info, trend
from cdp_metrics.ui.kept import ROOT, kept
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.analysts import AnalystView, analyst_view
from cdp_metrics.ui.views.harm.card import Around, harm_cards
from cdp_metrics.ui.views.harm.cross import CrossView, cross_view
from cdp_metrics.ui.views.harm.families import FamilyView, family_card, family_view
from cdp_metrics.ui.views.harm.rows import area_rows
from cdp_metrics.ui.views.harm.trust import TrustView, trust_view
from cdp_metrics.ui.views.harm.view import MapView, map_view
from cdp_metrics.ui.views.harm.words import METHOD_FILE
from cdp_metrics.warehouse.db import Store

__all__ = [
    "analysts",
    "areas",
    "cards",
    "checked",
    "counted",
    "cross",
    "families",
    "family",
    "family_area",
    "found",
    "record",
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
    if types.weights(impact) is None:
        return found(end, "")
    return answers.with_weights(found(end, ""), types, impact)


def _checked(store: Store, end: date | None) -> tuple[about.Checked, ...]:
    """Return how well the index of some twelve months holds."""
    return about.checked(store, found(end, ""))


def _view(
    _: Store,
    end: date | None,
    impact: str,
    layer: str,
    ward: str,
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
    types = counted(end)
    return harm_cards(area, shown, types.by(impact) if impact else types, around)


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


def _record(store: Store) -> bytes:
    """Return the record of the method, with the tables that the store was made by."""
    page = (ROOT / METHOD_FILE).read_text("utf-8")
    return harm_record(page, harm_of(papers(store))).encode()


def _families(store: Store) -> dict[str, other_crime.Family]:
    """Return the families of other crime that could be ranked, by short name."""
    return {each.family: each for each in other_crime.families(store)}


def _family_areas(store: Store, name: str) -> tuple[other_crime.FamilyArea, ...]:
    """Return every area by a family of crimes, by code."""
    return other_crime.family_areas(store, families()[name])


def _family(_: Store, name: str, today: date) -> FamilyView:
    """Return a family of crimes as a map, a table and a download."""
    build = info()
    return family_view(
        families()[name],
        family_areas(name),
        build["place"],
        today=today,
        demo=build["demonstration"],
    )


def _family_area(_: Store, name: str, code: str) -> Card | None:
    """Return the card of an area by a family; None where there is no such area."""
    areas = family_areas(name)
    area = next((each for each in areas if each.code == code), None)
    return family_card(families()[name], area, len(areas)) if area else None


found = kept(64, _found)
counted = kept(64, _counted)
checked = kept(64, _checked)
view = kept(128, _view)
cards = kept(512, _cards)
areas = kept(64, _areas)
cross = kept(64, _cross)
trust = kept(16, _trust)
analysts = kept(64, _analysts)
record = kept(1, _record)
families = kept(1, _families)
family_areas = kept(16, _family_areas)
family = kept(16, _family)
family_area = kept(256, _family_area)
