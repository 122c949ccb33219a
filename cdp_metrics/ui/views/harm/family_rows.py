"""The table and the download of a family of crimes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

from cdp_metrics.answers.harm.families import Family, FamilyArea
from cdp_metrics.export import csv_file
from cdp_metrics.periods import month_of, year_to
from cdp_metrics.ui.views.harm.rows import caption
from cdp_metrics.ui.views.harm.words import FLAT, NOT_RATED, rates, sure
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import between, count, rate

__all__ = ["family_class", "family_csv", "family_table"]

COLUMNS: Final = (
    "Area", "Ward", "Crimes", "Per 1,000 residents, smoothed", "Index", "Likely range",
    "Rank, likely range", "Class, how sure",
)  # fmt: skip
COUNTED: Final = ("code", "name", "ward", "reports", "visitor")
"""What is exported of a visitor area; the rest is a score."""


def family_table(
    family: Family, ordered: Sequence[FamilyArea], place: str, start: int, stop: int
) -> Table:
    """Return some rows of the areas, the highest first."""
    shown = ordered[start:stop]
    said = caption(start, len(shown), len(ordered), place)
    rows = tuple(_row(each) for each in shown)
    return Table(f"{family.title}. {said}", COLUMNS, rows, (0, 1, 7))


def _row(each: FamilyArea) -> tuple[str, ...]:
    first = each.name, each.ward, count(each.reports)
    if each.visitor:
        return (*first, *(NOT_RATED,) * 4, "Not rated: visitor area")
    return (
        *first,
        rate(each.rate),
        count(each.index),
        between(each.index_lower, each.index_upper),
        f"{each.rank_lower} to {each.rank_upper}",
        family_class(each),
    )


def family_class(each: FamilyArea) -> str:
    """Return an area's class and how sure it is."""
    if each.certainty is None:
        return FLAT
    return f"{('Low', 'Middle', 'High')[each.map_class]}, {sure(each.certainty)}"


def family_csv(
    family: Family,
    ordered: Sequence[FamilyArea],
    place: str,
    notes: str,
    *,
    demo: bool,
) -> bytes:
    """Return every area of a family; no score of a visitor area."""
    names = [field.name for field in fields(FamilyArea)]
    return csv_file(
        [
            ("Measure", f"{family.title}, index by LSOA"),
            ("Crimes", "; ".join(family.categories)),
            ("Area", place),
            ("Period", year_to(month_of(family.period_end))),
            ("Rates", rates(family.cuts)),
            ("Mind", notes.replace("**", "")),
            ("Empty cell", "not rated or not known; never zero"),
            ("Source", "invented" if demo else SOURCE),
        ],
        names,
        [[_cell(each, name) for name in names] for each in ordered],
        demonstration=demo,
    )


def _cell(each: FamilyArea, name: str) -> str:
    value = getattr(each, name)
    unrated = each.visitor and name not in COUNTED
    return "" if unrated or value is None else str(value)
