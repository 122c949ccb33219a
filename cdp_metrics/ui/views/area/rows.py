"""The tables of an area's profile, cell by cell."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from cdp_metrics.answers import Place
from cdp_metrics.answers.area.profile import AreaProfile
from cdp_metrics.answers.area.profile_change import Moved
from cdp_metrics.answers.area.profile_parts import Inside
from cdp_metrics.answers.area.profile_rates import Standing
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.stats import CountChange, Interval
from cdp_metrics.words import between, count, percent, rate, signed

__all__ = [
    "FEW",
    "MOST_LSOAS",
    "change_rows",
    "fact_rows",
    "inside_rows",
    "make_up_rows",
    "ranked",
    "rate_rows",
    "share_words",
    "street_rows",
    "times_words",
]

FEW: Final = 5
"""A count under which no comparison is worded."""
MOST_LSOAS: Final = 10
NONE: Final = "–"
NOT_HELD: Final = "not held"

# Categories of the census in the order and the words of the table; "" sums the rest.
TENURES: Final = {
    "Owned": "Households that own their home",
    "Social rented": "Households in social rented homes",
    "Private rented": "Households in private rented homes",
}
POOR: Final = (
    "Household is deprived in two dimensions",
    "Household is deprived in three dimensions",
    "Household is deprived in four dimensions",
)


def share_words(value: float | None) -> str:
    """Return a share of 0 to 1 as a percentage, with tenths where it is small."""
    if value is None or not np.isfinite(value):
        return NOT_HELD
    return percent(100 * value, decimals=1 if 0 < value < 0.1 else 0)


def _range(found: Interval[float], scale: float = 1.0) -> str:
    return between(scale * found.lower, scale * found.upper, rate)


def _shared(found: Interval[float] | None) -> str:
    """Return a share of the city with its range."""
    if found is None or not np.isfinite(found.value):
        return NONE
    return f"{percent(100 * found.value)} ({_range(found, 100)})"


def fact_rows(found: AreaProfile) -> tuple[tuple[str, ...], ...]:
    """Return size, people and counts of the area, beside the city's."""
    base = found.base
    own = _held(base.persons if base else None)
    share = share_words(found.resident_share)
    people = f"Residents, {base.basis}" if base else "Residents"
    rows = [(people, own, _held(found.city_residents), share)]
    for name in ("asb_incidents", "all_crime"):
        each, short = found.standing(name), indicator(name).short
        rows.append((short, _held(each.n), _held(each.city_n), _shared(each.share)))
    for known, place in zip(_size(found.place), _size(found.city), strict=True):
        rows.append((*known, place[1], ""))
    rows.append(("LSOAs inside", count(len(found.inside)), "", ""))
    return tuple(row[:2] for row in rows) if found.is_city else tuple(rows)


def _size(place: Place) -> tuple[tuple[str, str], ...]:
    size = f"{rate(place.km2)} km²" if place.km2 else NOT_HELD
    return ("Households, 2021", _held(place.households)), ("Size", size)


def _held(value: float | None) -> str:
    return NOT_HELD if value is None else count(value)


def rate_rows(found: AreaProfile, *, per_km2: bool) -> tuple[tuple[str, ...], ...]:
    """Return a row an indicator: count, rate, the city's, and its place.

    A visitor area has none, as on the map: its rate says how few live there.
    """
    every = None if ranked(found) else -1
    if found.is_city:  # it has no city beside it
        every = 3 + per_km2
    placed = not found.is_visitor_area
    return tuple(_rate_row(each, per_km2, placed)[:every] for each in found.standings)


def ranked(found: AreaProfile) -> bool:
    """Return whether it has a place among the areas of its kind."""
    return any(each.ranks for each in found.standings)


def _rate_row(each: Standing, per_km2: bool, placed: bool) -> tuple[str, ...]:
    name = indicator(each.indicator_id).short
    if each.n is None:
        return (name, "Not enough data", *(NONE,) * (5 if per_km2 else 4))
    own = NOT_HELD
    if each.rate is not None and np.isfinite(each.rate.value):
        own = f"{rate(each.rate.value)} ({_range(each.rate)})"
    size = [rate(each.per_km2) if each.per_km2 is not None else NOT_HELD] * per_km2
    city = rate(each.city_rate) if each.city_rate is not None else NONE
    if not placed:
        return (name, count(each.n), own, *size, city, "Visitor area", NONE)
    place = NONE
    if each.ranks:
        first, last = each.ranks
        shown = f"{first} to {last}" if first < last else f"Clearly {first}"
        place = f"{shown} of {each.of}"
    return (name, count(each.n), own, *size, city, times_words(each), place)


def times_words(each: Standing) -> str:
    """Return how many times the city's rate, with its range, in words."""
    times = each.times
    if each.n is not None and each.n < FEW and each.share is not None:
        return "Small numbers"
    if times is None or not np.isfinite(times.value):
        return NONE
    if times.lower <= 1 <= times.upper:
        return f"Not clear ({_range(times)} times)"
    return f"{rate(times.value)} times ({_range(times)})"


def change_rows(found: AreaProfile) -> tuple[tuple[str, ...], ...]:
    """Return a row a count: both clocks, each with both figures."""
    return tuple(_change_row(each) for each in found.changes.rows)


def _change_row(each: Moved) -> tuple[str, ...]:
    return (
        indicator(each.indicator_id).short,
        *_clock(each.year, each.year_clear),
        *_clock(each.recent, each.recent_clear),
    )


def _clock(change: CountChange | None, clear: bool) -> tuple[str, str]:
    """Return "120, was 100" and what that comes to."""
    if change is None:
        return NONE, "Not enough data"
    figures = f"{count(change.now)}, was {count(change.then)}"
    if change.guard == "small numbers":
        return figures, "Small numbers"
    moved = signed(change.difference)
    if change.percent is not None:
        moved = percent(change.percent, plus=True, decimals=0)
    return figures, f"{moved}, {'beyond' if clear else 'within'} chance"


def make_up_rows(found: AreaProfile) -> tuple[tuple[str, ...], ...]:
    """Return who lives there, as shares here and in the city."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in found.traits:
        name = _trait(each.table, each.category, each.edition)
        if name and each.share is not None:
            sums[name][0] += each.share
            sums[name][1] += np.nan if each.city is None else each.city
    order = {"Aged": 0, "Ethnic": 1, "Households": 2, "Living": 3}
    names = sorted(sums, key=lambda name: order[name.split()[0].rstrip(":")])
    first = int(found.is_city)  # the city's own are shown once
    return tuple((name, *map(share_words, sums[name][first:])) for name in names)


def _trait(table: str, category: str, edition: int | None) -> str:
    """Return the name of a row that a census category belongs to; "" for none."""
    if table == "age":
        return category
    if table == "ethnic_group":
        return f"Ethnic group: {category}"
    if table == "tenure":
        return TENURES.get(category.partition(":")[0], "")
    if table == "household_deprivation" and category in POOR:
        return "Households deprived in two or more ways"
    if table == "deprivation":
        return f"Living in England's most deprived {category} (IMD {edition})"
    return ""


def inside_rows(found: AreaProfile) -> tuple[tuple[str, ...], ...]:
    """Return the LSOAs with most reports of ASB."""
    return tuple(_inside_row(each) for each in found.inside[:MOST_LSOAS])


def _inside_row(each: Inside) -> tuple[str, ...]:
    name = each.name
    if each.share < 1:
        name += f" ({share_words(each.share)} of it)"
    asb = each.asb
    if asb is None:
        return name, _held(each.residents), NOT_HELD, NONE, NONE
    place = between(asb.rank_lower, asb.rank_upper)
    scores = ("Visitor area", NONE) if asb.visitor else (rate(asb.rate), place)
    return name, count(asb.residents), count(asb.reports), *scores


def street_rows(found: AreaProfile) -> tuple[tuple[str, ...], ...]:
    """Return the public street names with most rows."""
    return tuple(
        (each.street, count(each.asb), count(each.crime), count(each.points))
        for each in found.streets
    )
