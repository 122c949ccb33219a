"""The rows of the Hot spots page, and its download."""

from __future__ import annotations

from cdp_metrics.answers.area.hot_spots import Concentrated, HotSpot, HotSpots
from cdp_metrics.export import csv_file
from cdp_metrics.periods import year_to
from cdp_metrics.ui.views.hot_spots.words import BESIDE, LASTING, spot
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.words import between, count, percent, plural, rate

__all__ = [
    "MOST",
    "area_row",
    "caption",
    "half_rows",
    "hot_spots_csv",
    "lasting_row",
    "listed",
]

MOST = 60
"""Rows of a table."""


def listed(found: HotSpots, ward: str) -> list[HotSpot]:
    """Return the areas of a ward, or those that stand out; the clearest first."""
    if ward:
        own = [each for each in found.areas if each.ward_code == ward]
        return sorted(own, key=lambda each: -each.rate)
    marked = [
        each
        for each in found.areas
        if each.gi_hot or each.gi_cold or "-" in each.moran_class
    ]
    return sorted(marked, key=lambda each: -(each.gi_z or 0.0))


def caption(areas: list[HotSpot], place: str, ward: str) -> str:
    """Return what the table of areas lists."""
    n = len(areas)
    if ward and areas:
        return f"{plural(n, 'area')} of {areas[0].ward} ward, highest rate first"
    if not areas:
        return f"No area of {place} stands out"
    first = f"The first {MOST} of " if n > MOST else ""
    verb = "stands" if n == 1 else "stand"
    return f"{first}{plural(n, 'area')} that {verb} out"


def area_row(each: HotSpot) -> tuple[str, ...]:
    """Return the row of one area."""
    return (
        _name(each),
        spot(each),
        BESIDE[each.moran_class],
        count(each.events),
        rate(each.raw_rate),
        rate(each.rate),
        each.ward,
    )


def _name(each: HotSpot) -> str:
    return f"{each.name} (visitor area)" if each.visitor else each.name


def lasting_row(each: HotSpot) -> tuple[str, ...]:
    """Return how one area's hot or cold quarters lie in time."""
    name, _, kind = (each.emerging_class or "").partition(" ")
    return (
        _name(each),
        f"{LASTING[name]} {kind} spot",
        f"{each.hot_quarters} of {each.quarters}",
        f"{each.cold_quarters} of {each.quarters}",
        each.ward,
    )


def half_rows(held: Concentrated) -> tuple[tuple[str, ...], ...]:
    """Return the fewest areas that hold half: counted, its range, by chance."""
    n = len(held.counted)

    def share(areas: float | None) -> str:
        return percent(None if areas is None else 100 * areas / n, decimals=0)

    return (
        ("As counted", count(held.half), share(held.half)),
        (
            "95% range, as chance alone makes counts bunch",
            between(held.half_lower, held.half_upper),
            between(held.half_lower, held.half_upper, share),
        ),
        (
            "If every resident's rate were the same",
            count(held.half_even),
            share(held.half_even),
        ),
    )


def hot_spots_csv(found: HotSpots, place: str, *, demo: bool) -> bytes:
    """Return every area with its scores."""
    names = (
        "code", "name", "ward", "events", "residents", "raw_rate", "rate", "visitor",
        "gi_z", "gi_hot", "gi_cold", "moran_class", "moran_p", "quarters",
        "hot_quarters", "cold_quarters", "emerging_class",
    )  # fmt: skip
    return csv_file(
        [
            ("Measure", f"{found.indicator.title}, hot and cold spots by LSOA"),
            ("Area", place),
            ("Period", year_to(found.end)),
            ("Rates", "per 1,000 residents by Census 2021"),
            ("Empty cell", "cannot be said; never zero"),
            ("Source", "invented" if demo else SOURCE),
        ],
        names,
        [[_cell(getattr(each, name)) for name in names] for each in found.areas],
        demonstration=demo,
    )


def _cell(value: object) -> str:
    return "" if value is None else str(value)
