"""Parts of pages that show what partners sent: cells, files and sources alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from cdp_metrics.answers.returned.rows import Shown
from cdp_metrics.answers.returned.shares import Share, beside
from cdp_metrics.charts.intervals.picture import Point
from cdp_metrics.charts.places.compare import Area
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.stats import ProportionChange, points_direction
from cdp_metrics.words import between, count, percent, points

__all__ = [
    "NONE",
    "RANGE",
    "apart",
    "area_of",
    "cells",
    "figure_of",
    "filed",
    "moved",
    "point_of",
    "range_of",
    "source",
]

NONE: Final = "–"
RANGE: Final = "95% range"
HIDDEN: Final = "Counts of people under 5 are not shown, nor what would tell them."
_FIGURE: Final = re.compile("[+\N{MINUS SIGN}]?£?[\\d,]+(\\.\\d+)?%?")


def figure_of(shown: Shown) -> str:
    """Return a count, or why it is not shown."""
    return shown.words or count(shown.value)


def range_of(share: Share) -> str:
    """Return the 95% range of a share; a dash where there is none."""
    limits = share.proportion.limits() if share.proportion else None
    return between(limits.lower, limits.upper, percent) if limits else NONE


def cells(share: Share) -> tuple[str, str, str, str]:
    """Return the two counts, the share and its range."""
    said = percent(share.proportion.percent) if share.proportion else NONE
    part = beside(share.part, share.whole)
    return figure_of(part), figure_of(share.whole), said, range_of(share)


def point_of(share: Share, end: date, **how: Any) -> Point:
    """Return a share as a point of a line."""
    limits = share.proportion.limits() if share.proportion else None
    return Point(
        share.name,
        end,
        share.proportion.percent if share.proportion else None,
        limits.lower if limits else None,
        limits.upper if limits else None,
        share.why.lower(),
        **how,
    )


def area_of(share: Share) -> Area:
    """Return a share as a row of a comparison."""
    limits = share.proportion.limits() if share.proportion else None
    return Area(
        share.name,
        share.proportion.percent if share.proportion else None,
        limits.lower if limits else None,
        limits.upper if limits else None,
        _short(share),
    )


def apart(areas: Iterable[Area], every: float, kind: str, whole: str) -> str:
    """Return which areas lie apart from the whole, beyond chance; or that none does."""
    said = [
        f"{each.name} {'above' if each.limits[0] > every else 'below'}"
        for each in areas
        if each.limits and not each.limits[0] <= every <= each.limits[1]
    ]
    if not said:
        return f"no {kind} stands apart from {whole} ({percent(every)})"
    return f"{', '.join(said)} {whole} ({percent(every)}), beyond chance"


def _short(share: Share) -> str:
    """Return why there is no share, as short as a row of a chart needs."""
    states = {share.part.state, share.whole.state}
    return "not received" if "missing" in states else "too few to show"


def moved(change: ProportionChange | None) -> str:
    """Return how a share moved on the year before, as a sentence goes on; or ""."""
    way = points_direction(change) if change else None
    if change is None or way is None:
        return ""
    if way == "level":
        return ", level on the year before"
    return f", {way} {points(abs(change.difference), plus=False)} in a year"


def source(sender: str, *method: str, demo: bool) -> tuple[str, ...]:
    """Return where figures come from, how they were made and what is hidden."""
    said = "invented for demonstration" if demo else f"return of {sender}"
    return (f"**Source:** {said}.", *method, HIDDEN)


def filed(
    what: str,
    place: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    unit: str,
    demo: bool,
) -> dict[str, Any]:
    """Return table and download of a part, the two of the same figures.

    Parameters
    ----------
    what
        The measure, as the file says it.
    place
        Name of the area.
    columns, rows
        The table; in the file a range is two columns, and figures are plain.
    unit
        What is counted.
    demo
        Whether the figures are invented.
    """
    about = [
        ("Measure", what),
        ("Area", place),
        ("Unit", unit),
        ("Source", "invented" if demo else "the partners' returns"),
        ("Words in place of a figure", "why there is none; never zero"),
    ]
    heads = [name for column in columns for name in _heads(column)]
    lines = [
        [
            cell
            for column, said in zip(columns, row, strict=True)
            for cell in _plain(column, said)
        ]
        for row in rows
    ]
    return {
        "columns": columns,
        "rows": rows,
        "csv": partial(csv_file, about, heads, lines, demonstration=demo),
        "csv_name": file_name(what, place),
    }


def _heads(column: str) -> tuple[str, ...]:
    name = re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_")
    return ("lower_95", "upper_95") if column == RANGE else (name,)


def _plain(column: str, said: str) -> tuple[str, ...]:
    if column == RANGE:
        low, _, high = said.partition(" to ")
        return (_bare(low), _bare(high)) if high else ("", "")
    return (_bare(said),)


def _bare(said: str) -> str:
    if not _FIGURE.fullmatch(said):
        return "" if said == NONE else said
    return re.sub("[,%£]", "", said).replace("\N{MINUS SIGN}", "-")
