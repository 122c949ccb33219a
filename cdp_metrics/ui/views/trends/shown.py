"""What every view of the Trends page hands to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.answers.figures.trend import Floats
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.charts.parts.series import Band, Gap
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.filters import Chart, Show
from cdp_metrics.periods import add_months, month_name, month_of

__all__ = [
    "PER",
    "Asked",
    "Draw",
    "Shown",
    "Table",
    "bands",
    "every",
    "gaps",
    "moments",
    "scaled",
    "span",
]

Draw = Callable[[Mode, Size], dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the Trends page.

    Parameters
    ----------
    measure, area
        Identifier of an indicator and code of an area.
    first, last
        Months shown.
    show
        Counts, rates per 1,000 residents, or counts per square kilometre.
    chart
        Which view.
    compare
        Other measures and areas to draw beside it.
    today
        The day it is looked at.
    """

    measure: str
    area: str
    first: date
    last: date
    show: Show
    chart: Chart
    compare: tuple[str, ...]
    today: date


@dataclass(frozen=True)
class Table:
    """The figures of a chart: a caption, headings, and rows of words."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: tuple[int, ...] = (0,)


@dataclass(frozen=True, eq=False)
class Shown:
    """A view in words, rows and a figure.

    Parameters
    ----------
    headline, subtitle
        The answer, and what it is about.
    context
        How far the data reach and how old they are.
    alt
        The chart in words.
    draw
        Makes the figure; None where there is too little for one.
    tables
        The same figures, by the name of a switch; one at least where there is a chart.
    source
        Source, method and caveats.
    csv, csv_name
        The download: its content, made when it is asked for, and its name.
    why, remedy
        What is missing where there is no chart, and what the reader can do.
    note
        A remark under the answer.
    """

    headline: str
    subtitle: str
    context: str
    alt: str
    draw: Draw | None
    tables: dict[str, Table]
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str
    why: str = ""
    remedy: str = ""
    note: str = ""


PER: Final[dict[Show, str]] = {
    "count": "",
    "rate": " per 1,000 residents",
    "km2": " per km²",
}
"""What a figure is divided by, after its unit."""


def scaled(trend: Trend, values: Floats, show: Show, km2: float | None) -> Floats:
    """Return counts of a trend as they are shown, one a period.

    Parameters
    ----------
    trend, values
        The trend, and its counts or totals.
    show
        As counts, per 1,000 residents or per square kilometre.
    km2
        The area's size; without it nothing is shown per square kilometre.
    """
    if show == "rate":
        return trend.rates(values)
    if show == "km2":
        return values / (km2 or np.nan)
    return values


def every(trend: Trend, *, many: bool = False) -> str:
    """Return the name of a trend's period: month or quarter."""
    return ("month" if trend.step == 1 else "quarter") + ("s" if many else "")


def span(trend: Trend, months: Sequence[date]) -> str:
    """Return the first and the last month of some of a trend's periods, in words."""
    if not months:
        return ""
    end = month_of(trend.end(months[-1]))
    return f"{month_name(months[0])} to {month_name(end)}"


def gaps(trend: Trend, months: Sequence[date]) -> tuple[Gap, ...]:
    """Return the periods of a span that have no figure, and why."""
    return tuple(
        Gap(
            max(run.first, months[0]),
            month_of(trend.end(min(run.last, months[-1]))),
            run.reason,
        )
        for run in trend.missing
        if months and run.last >= months[0] and run.first <= months[-1]
    )


def bands(events: Sequence[Event], step: int = 1) -> tuple[Band, ...]:
    """Return the months to shade: those that are left out of baselines.

    Parameters
    ----------
    events
        Of the plan.
    step
        Months in a period; a period that a mask meets is left out whole.
    """
    return tuple(
        Band(
            _begin(month_of(each.first), step),
            add_months(_begin(month_of(each.last), step), step - 1),
            each.label,
        )
        for each in events
        if each.kind == "mask"
    )


def moments(events: Sequence[Event]) -> tuple[Band, ...]:
    """Return what else happened to the figures."""
    return tuple(
        Band(month_of(each.first), month_of(each.last), each.label)
        for each in events
        if each.kind != "mask"
    )


def _begin(month: date, step: int) -> date:
    """Return the first month of the calendar period that holds a month."""
    return add_months(month, -((month.month - 1) % step))
