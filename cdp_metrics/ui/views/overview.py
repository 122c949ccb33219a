"""The Overview in words and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.answers import Overview, Trend
from cdp_metrics.periods import (
    age_in_words,
    month_of,
    short_month,
    year_to,
)
from cdp_metrics.stats import CountChange
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.shared import SOURCE, SPARK_POINTS, reach, title
from cdp_metrics.words import count, percent, signed

__all__ = ["OverviewView", "overview_view"]


@dataclass(frozen=True, eq=False)
class OverviewView:
    """Everything the Overview shows.

    Parameters
    ----------
    sentence
        The answer in one or two sentences.
    context
        Place, and how far the data reach.
    rows
        The table.
    source
        Source and method.
    """

    sentence: str
    context: str
    rows: tuple[Measure, ...]
    source: tuple[str, ...]


def overview_view(
    overview: Overview, place: str, today: date, *, demo: bool
) -> OverviewView:
    """Return the Overview.

    Parameters
    ----------
    overview
        The answer.
    place
        Name of the partnership's area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    rows = [
        _measure(row, today, supporting=at > 1 and row.step == 1)
        for at, row in enumerate(overview.rows)
    ]
    leading = overview.local[:2]
    sentence = ". ".join(title(row) for row in leading)
    context, period = f"**{place}**", ""
    if leading:
        context += f" · {reach(leading[0], today)}"
        period = f", year to {short_month(leading[0].months[-1])}"
    return OverviewView(
        sentence=f"{sentence}." if sentence else "No measure has data yet.",
        context=context,
        rows=tuple(rows),
        source=(
            "**Recorded by month.** A change is called a rise or fall only where it is "
            "beyond chance at 95%; a year is shown only when all twelve months are "
            "held. More recording is not worsening, so no direction is called better.",
            f"**Source:** {'invented for demonstration' if demo else SOURCE}"
            f"{period}; force totals from the Home Office's quarterly tables.",
        ),
    )


def _measure(row: Trend, today: date, *, supporting: bool) -> Measure:
    entry = row.indicator
    end = row.end(row.months[-1])
    move, words = _clock(row)
    totals = list(row.totals)[-SPARK_POINTS:]
    return Measure(
        name=entry.title,
        latest=count(row.latest),
        period=year_to(month_of(end)),
        change=move,
        go=f"trends?measure={row.indicator_id}&area={row.area}",
        trend=[None if np.isnan(total) else float(total) for total in totals],
        words=words,
        age=age_in_words(end, today),
        supporting=supporting,
    )


def _clock(row: Trend) -> tuple[Move, str]:
    """Return the year's change as an arrow and as a sentence."""
    change, unit = row.change, row.indicator.unit
    if np.isnan(row.latest):
        return Move(
            "none", "No 12-month total"
        ), "A part of the latest year is missing."
    if change is None:
        return (
            Move("none", "No year before"),
            "The twelve months before are not complete, so no change is shown.",
        )
    by = signed(change.difference)
    if row.way == "level":
        why = "under 1%" if change.significant else "within chance"
        return Move("level", "Level", (by, why)), _words(change, unit)
    share = "" if change.percent is None else f" {percent(abs(change.percent))}"
    head = f"{row.way.capitalize()}{share}"
    return Move(row.way, head, (by, "beyond chance")), _words(change, unit)


def _words(change: CountChange, unit: str) -> str:
    amount = round(abs(change.difference))
    if amount == 0:
        return "The same as in the year before."
    than = "more" if change.difference > 0 else "fewer"
    noun = unit.removesuffix("s") if amount == 1 else unit
    tail = "." if change.significant else ", which chance alone could give."
    return f"{count(amount)} {than} {noun} than in the year before{tail}"
