"""What is said of an area above its tables: the answer, and what it rests on."""

from __future__ import annotations

from typing import Final

import numpy as np

from cdp_metrics.answers import AsbMap, Place
from cdp_metrics.answers.area.profile import AreaProfile
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.periods import year_to
from cdp_metrics.ui.views.area import rows
from cdp_metrics.ui.views.trends.place import MADE
from cdp_metrics.words import between, count, inside, plural, rate

__all__ = [
    "badge",
    "headline",
    "lsoa_caption",
    "lsoa_columns",
    "made_of",
    "method",
    "moved",
    "name_of",
    "own_note",
    "subtitle",
]

NAMED: Final = 3


def name_of(place: Place) -> str:
    """Return an area's name as sentences use it."""
    return place.name if place.kind == "partnership" else place.words


def own_note(place: Place) -> str:
    """Return what its file says of an area, as a sentence; "" for nothing."""
    if not place.note:
        return ""
    return f"**{place.name}:** {place.note.rstrip('.')}."


def headline(found: AreaProfile, name: str) -> str:
    """Return its share of residents and of ASB, or its counts."""
    asb, crime = found.standing("asb_incidents"), found.standing("all_crime")
    if asb.share and found.resident_share is not None and np.isfinite(asb.share.value):
        return (
            f"{name}: {rows.share_words(found.resident_share)} of residents, "
            f"{rows.share_words(asb.share.value)} of ASB reports"
        )
    counted = [(asb.n, "ASB report"), (crime.n, "crime")]
    said = [plural(n, what) for n, what in counted if n is not None]
    if said:
        return f"{name}: {' and '.join(said)} in 12 months"
    return f"{name}: no twelve months in a row are complete"


def subtitle(found: AreaProfile, period: str) -> str:
    """Return how much ASB there is beside the city's: by residents, else by size."""
    asb, said = found.standing("asb_incidents"), f"Police counts, {period}"
    if found.is_visitor_area:
        if asb.per_km2 is None:
            return said
        return f"{said}. ASB: {plural(asb.per_km2, 'report')} per km²"
    if asb.times and np.isfinite(asb.times.value) and asb.n and asb.n >= rows.FEW:
        low, high = asb.times.lower, asb.times.upper
        spread, city = between(low, high, rate), found.city.name
        if low <= 1 <= high:
            stands = f"not clearly different from {city} ({spread} times)"
        else:
            stands = f"{rate(asb.times.value)} times the rate of {city} ({spread})"
        return f"{said}. ASB per resident {stands}"
    return said


def made_of(found: AreaProfile) -> str:
    """Return how its LSOAs were chosen, and how well they fit its boundary."""
    method = found.place.method
    how = f"**Area:** {plural(len(found.inside), 'LSOA')}, {MADE.get(method, method)}"
    if found.place.fit is None or method == "exact":
        return f"{how}."
    share = rows.share_words(found.place.fit)
    return f"{how}; {share} of its residents live in LSOAs that lie well inside it."


def method(city: str) -> str:
    """Return how the profile is computed, naming what it is set against."""
    return (
        "**Method:** rates per 1,000 residents with 95% limits by Byar's method, "
        "widened by how much the area's own months vary where two complete years are "
        f"held. Times {city}: the area's share of the count in {city} over its share "
        f"of residents, with Wilson's limits. The rate of {city} here uses residents "
        "of the area's date and basis, so its own profile can differ. Places come from "
        "the intervals: past the areas whose whole range lies above, before those "
        "whose whole range lies below (assumption: all vary as this area does). "
        "Changes: beyond chance at a 5% false discovery rate among all in the table "
        "(Benjamini and Hochberg 1995)."
    )


def badge(found: AreaProfile) -> str:
    """Return where residents are a poor base for a rate."""
    places = found.visitors
    if not places:
        return ""
    if found.is_visitor_area:
        return (
            "**Residents are a poor base here.** Visitors are many; see counts per km²."
        )
    names = ", ".join(each.name for each in places[:NAMED])
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    return (
        f"**Residents are a poor base in part of it:** {names}{more}. Visitors are "
        "many there; see counts per km²."
    )


def moved(found: AreaProfile) -> str:
    """Return which counts moved beyond chance, in a sentence."""
    if not found.changes.held:
        return ""
    clear = found.changes.clear
    looked = count(sum(bool(e.year or e.recent) for e in found.changes.rows))
    if not clear:
        return f"No count moved beyond chance, of {looked} looked at"
    said = []
    for each in clear:
        change = each.year if each.year_clear else each.recent
        way = "up" if change and change.difference > 0 else "down"
        said.append(f"{inside(indicator(each.indicator_id).short)} {way}")
    more = f" and {len(said) - NAMED} more" if len(said) > NAMED else ""
    listed = ", ".join(said[:NAMED])
    return f"{listed[:1].upper()}{listed[1:]}{more}, of {looked} looked at"


def lsoa_columns(drawn: AsbMap | None) -> tuple[str, ...]:
    """Return the table's headings, which say whose reports and whose place it is.

    The map counts what partners sent too; every other count here is the police's.
    """
    alone = drawn is None or drawn.sources == ("police",)
    reports = "ASB reports" if alone else "ASB, police and partners"
    place = "Place by harm" if drawn and drawn.typed else "Place"
    place += ", likely range"
    return "Area", "Residents", reports, "Per 1,000, smoothed", place


def lsoa_caption(found: AreaProfile, drawn: AsbMap | None) -> str:
    """Return which LSOAs the table lists, and of which months."""
    period = f", {inside(year_to(drawn.end))}" if drawn else ""
    held = len(found.inside)
    if held > rows.MOST_LSOAS:
        return f"The {rows.MOST_LSOAS} LSOAs with most ASB, of {held}{period}"
    if held == 1:
        return f"The LSOA that it is{period}"
    return f"The {held} LSOAs that it is made of, most ASB first{period}"
