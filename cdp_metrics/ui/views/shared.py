"""Words that several pages say alike."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cdp_metrics.answers import Trend
from cdp_metrics.catalogue import publishers
from cdp_metrics.catalogue.indicators import Indicator
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    age_in_words,
    month_name,
    month_of,
    months_between,
    short_month,
    year_to,
)
from cdp_metrics.stats import direction
from cdp_metrics.words import BOUNDS, headline_change

__all__ = [
    "BOUNDS",
    "SOURCE",
    "SPARK_POINTS",
    "mapped",
    "period_words",
    "reach",
    "reach_to",
    "source_of",
    "title",
]

SOURCE = "Home Office, data.police.uk street-level files (Open Government Licence v3.0)"
SPARK_POINTS = 60
"""How many of the latest figures a small line shows."""


def title(trend: Trend, to: date | None = None) -> str:
    """Return the active title: what happened in the year to a month.

    Parameters
    ----------
    trend
        The answer, of one month at least.
    to
        The month; the title names it where it is not the latest, which None means.
    """
    month = to or trend.months[-1]
    at, change = trend.months.index(month), trend.change_to(month)
    return headline_change(
        trend.indicator.short,
        change,
        direction(change) if change else "level",
        now=trend.totals[at],
        months_held=int(trend.held[at]) * trend.step,
        to="" if month == trend.months[-1] else short_month(trend.end(month)),
    )


def reach(trend: Trend, today: date) -> str:
    """Return how far the data reach and how old they are."""
    last = max(
        (m for m, s in zip(trend.months, trend.status, strict=True) if s != "missing"),
        default=None,
    )
    if last is None:
        return "No month held"
    return reach_to(trend.end(last), today)


def reach_to(end: date, today: date) -> str:
    """Return how far data reach that end on a day, and how old they are."""
    return f"Data to **{month_name(month_of(end))}** · {age_in_words(end, today)}"


def source_of(
    entry: Indicator, used: Collection[str] = (), *, demo: bool = False
) -> str:
    """Return who publishes what an indicator is computed from, and its licence.

    Parameters
    ----------
    entry
        The indicator.
    used
        Sources that its figures came from; all it may come from where none is known.
    demo
        Whether the figures are invented.
    """
    if demo:
        return "invented for demonstration"
    if entry.from_street_files:
        return SOURCE
    named = set(used) & set(entry.sources) or set(entry.sources)
    found = [
        f"{each.publisher}, {each.title} ({each.licence})"
        for each in publishers().values()
        if not named.isdisjoint(each.sources)
    ]
    return "; ".join(found)


def mapped(*, demo: bool) -> str:
    """Return whose residents and boundaries a map stands on.

    Parameters
    ----------
    demo
        Whether the figures are invented; then these are too.
    """
    if demo:
        return "residents and boundaries invented too."
    return (
        "residents by Census 2021. Boundaries: Office for National Statistics; "
        "contains OS data © Crown copyright and database right."
    )


def period_words(start: date | None, end: date | None) -> str:
    """Return a period in short: ``Year to Dec 2025``, ``Jan to Mar 2025``.

    Parameters
    ----------
    start, end
        Its first and last day; "" where one is not known.
    """
    if start is None or end is None:
        return ""
    months = months_between(start, end) + 1
    if months == MONTHS_IN_YEAR:
        return year_to(end)
    if months == 1:
        return short_month(end)
    first = short_month(start)
    if start.year == end.year:
        first = first.partition(" ")[0]
    return f"{first} to {short_month(end)}"
