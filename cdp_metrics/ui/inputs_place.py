"""The area filter of the pages: a kind of area, and one area of that kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from cdp_metrics.answers import Place
from cdp_metrics.periods import month_name
from cdp_metrics.ui.choices import choose, chosen, heed, pick, tell

__all__ = ["KINDS", "place"]

KINDS: Final[Mapping[str, str]] = {
    "partnership": "Whole area",
    "custom": "Own areas",
    "ward": "Wards now",
    "ward_before": "Wards before they were redrawn",
    "msoa21": "Neighbourhoods (MSOA)",
    "lsoa21": "Small areas (LSOA)",
    "force": "Police force area",
    "other": "Other areas",
}
"""Kinds of area in the order of their list."""


def place(places: Sequence[Place]) -> Place:
    """Let the reader choose a kind of area and one of that kind; return the area.

    Only the areas of the kind chosen are sent to the browser: there are hundreds of
    small ones. A new kind starts from its area of the same name, else from its first.

    Parameters
    ----------
    places
        What can be chosen; the first is shown where nothing is.
    """
    first = places[0]
    wanted = chosen().area or first.code
    held = next((each for each in places if each.code == wanted), first)
    heed("area", held.words, fits=held.code == wanted)
    kinds = _kinds(places)
    kind = pick(
        "kind", "Area kind", list(kinds), held.kind, kinds.__getitem__, told=False
    )
    same = {each.code: each for each in places if each.kind == kind}
    if kind != held.kind:
        alike = (each for each in same.values() if each.name == held.name)
        held = next(alike, next(iter(same.values())))
        choose(area="" if held is first else held.code)
    if len(same) > 1:
        code = pick(
            "area", "Area", list(same), held.code, lambda c: _words(same[c]), told=False
        )
        held = same[code]
    lsoa = f", {held.code}" if held.kind == "lsoa21" else ""
    tell("Area", f"{held.words}{lsoa}")
    choose(area="" if held is first else held.code)
    return held


def _kinds(places: Sequence[Place]) -> dict[str, str]:
    """Return the kinds that some areas are of, in words."""
    found = {each.kind: each for each in places}
    kinds = {name: words for name, words in KINDS.items() if name in found}
    own = [each for each in places if each.kind == "custom"]
    if len(own) == 1:
        kinds["custom"] = own[0].words
    if "ward_before" in kinds and (last := found["ward_before"].valid_to):
        redrawn = last + timedelta(days=1)
        kinds["ward_before"] = f"Wards before {month_name(redrawn)}"
    return kinds


def _words(each: Place) -> str:
    """Return an area's name in the list of its kind.

    An LSOA's has its code, to be found by it; that a ward is one of those before is
    said by the kind.
    """
    if each.kind == "ward_before":
        return f"{each.label or each.name} ward"
    return f"{each.words}, {each.code}" if each.kind == "lsoa21" else each.words
