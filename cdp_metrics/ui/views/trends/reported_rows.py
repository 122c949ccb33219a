"""The tables behind published figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.catalogue.indicators import Indicator
from cdp_metrics.stats import byar
from cdp_metrics.ui.views.shared import BOUNDS, period_words
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import NOT_SHOWN, between, count

__all__ = [
    "bounded",
    "compared_table",
    "figure_of",
    "limits_of",
    "reading_tables",
    "writer",
]

MANY, LATEST = 60, 24  # rows of a table at once, and shown first where more


def writer(entry: Indicator) -> Callable[[float | None], str]:
    """Return how a published figure of an indicator is written."""
    decimals = 0 if entry.kind == "count" else entry.decimals

    def write(value: float | None) -> str:
        if value is None:
            return NOT_SHOWN
        return f"{value:,.{decimals}f}{entry.unit_symbol}"

    return write


def figure_of(each: Reading, entry: Indicator) -> float | None:
    """Return what is drawn: cases of a count, else the value."""
    if entry.kind == "count" and each.value is None:
        return each.numerator
    return each.value


def bounded(each: Reading, entry: Indicator) -> str:
    """Return a figure as it is written, "at least" before a bound; or why none is."""
    value = figure_of(each, entry)
    if value is None:
        return each.why
    return f"{BOUNDS.get(each.bound, '')}{writer(entry)(value)}"


def limits_of(each: Reading, entry: Indicator) -> tuple[float | None, float | None]:
    """Return a figure's 95% limits: as published, of a count also by Byar's method.

    A bound has none: the truth may lie anywhere beyond it.
    """
    if each.bound:
        return None, None
    if each.lower is None and entry.interval == "byar" and entry.kind == "count":
        value = figure_of(each, entry)
        if value is not None:
            limits = byar(value)
            return float(limits.lower), float(limits.upper)
    return each.lower, each.upper


def _cases(readings: Sequence[Reading]) -> dict[str, list[str]]:
    return {
        "Cases": [count(each.numerator) for each in readings],
        "Of": [count(each.denominator) for each in readings],
    }


def reading_tables(readings: Sequence[Reading], entry: Indicator) -> dict[str, Table]:
    """Return a row a period, newest first: the latest, and all where they are many."""
    write = writer(entry)
    columns: dict[str, list[str]] = {
        "Period": [
            period_words(each.period_start, each.period_end) for each in readings
        ],
        _column(entry): [bounded(each, entry) for each in readings],
        "95% range": [between(*limits_of(each, entry), write) for each in readings],
        **({} if entry.kind == "count" else _cases(readings)),
        "Status": [each.status.capitalize() for each in readings],
        "Definition": [str(each.definition_version) for each in readings],
    }
    held = {
        name: cells
        for name, cells in columns.items()
        if any(cell != NOT_SHOWN for cell in cells)
    }
    rows = tuple(zip(*(cells[::-1] for cells in held.values()), strict=True))
    text = (0, list(held).index("Status"))
    every = Table("The same figures as a table, newest first", tuple(held), rows, text)
    if len(rows) <= MANY:
        return {"figures": every}
    caption = f"The latest {LATEST} figures, newest first"
    return {
        "latest": Table(caption, tuple(held), rows[:LATEST], text),
        "all": every,
    }


def _column(entry: Indicator) -> str:
    return "Share" if entry.kind == "proportion" else entry.kind.capitalize()


def compared_table(
    shown: Sequence[tuple[str, Sequence[Reading]]], entry: Indicator
) -> Table:
    """Return a row a period and a column a line."""
    write = writer(entry)
    by_line = [
        {(each.period_end, each.period_start): each for each in of} for _, of in shown
    ]
    periods = sorted({period for held in by_line for period in held}, reverse=True)
    rows = []
    for end, start in periods:
        cells = []
        for held in by_line:
            each = held.get((end, start))
            if each is None:
                cells.append(NOT_SHOWN)
                continue
            lower, upper = limits_of(each, entry)
            limits = f" ({between(lower, upper, write)})"
            cells.append(bounded(each, entry) + (limits if lower is not None else ""))
        rows.append((period_words(start, end), *cells))
    return Table(
        f"The same figures as a table, newest first: {_column(entry).lower()} and its "
        "95% range",
        ("Period", *(name for name, _ in shown)),
        tuple(rows),
    )
