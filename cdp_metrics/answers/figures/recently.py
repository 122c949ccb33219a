"""Whether the latest five periods of a measure rise or fall, none overlapping."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.figures.trend import Floats, Trend
from cdp_metrics.catalogue.indicators import Indicator
from cdp_metrics.periods import add_months, months_between
from cdp_metrics.stats import (
    Judgement,
    RecentTrend,
    better,
    byar,
    learnt_dispersion,
    recent_trend,
    rolling_total,
)

__all__ = ["Recently", "recently"]


@dataclass(frozen=True, eq=False)
class Recently:
    """How the latest five periods move.

    Parameters
    ----------
    test
        Direction, None where there are too few periods, and the numbers behind it.
    first, last
        Last month of the first and of the last period used; None where none is.
    judgement
        Whether that is better.
    """

    test: RecentTrend
    first: date | None
    last: date | None
    judgement: Judgement


def recently(series: Trend | Reported) -> Recently:
    """Return whether the latest five periods rise or fall.

    Parameters
    ----------
    series
        A count by quarter or month, of which whole years without a masked period are
        tested, so that the season is not; or published figures of the latest
        definition, with limits.
    """
    if isinstance(series, Trend):
        ends = tuple(series.end(month) for month in series.months)
        spread = learnt_dispersion(
            series.counts, series.per_year, unusual=series.unusual
        )
        masked = rolling_total(series.unusual, series.per_year) > 0
        return _tested(
            series.indicator,
            ends,
            _widened(np.where(masked, np.nan, series.totals), spread.phi),
            series.per_year,
        )
    entry = series.indicator
    same = [
        each
        for each in series.readings
        if each.definition_version == series.latest.definition_version
    ]
    every, first = entry.cadence_months, same[0].period_start
    places = {months_between(first, each.period_start) // every: each for each in same}
    grid = [places.get(place) for place in range(max(places) + 1)]
    ends = tuple(
        add_months(first, place * every + entry.period_months - 1)
        for place in range(len(grid))
    )
    figures = np.array([_limits(each, entry) for each in grid], np.float64)
    return _tested(entry, ends, figures, entry.period_months // every)


def _widened(totals: Floats, phi: float) -> Floats:
    """Return counts with limits as wide as such counts vary, shape (n, 3)."""
    limits = byar(np.maximum(totals, 0))
    root = np.sqrt(phi)
    low = totals - root * (totals - limits.lower)
    return np.stack([totals, low, totals + root * (limits.upper - totals)], axis=1)


def _limits(each: Reading | None, entry: Indicator) -> tuple[float, float, float]:
    nothing = float("nan")
    if each is None or each.bound:  # the truth may lie anywhere beyond a bound
        return nothing, nothing, nothing
    if entry.kind == "count" and each.numerator is not None:
        limits = byar(each.numerator)
        return each.numerator, limits.lower, limits.upper
    if each.value is None or each.lower is None or each.upper is None:
        return nothing, nothing, nothing
    return each.value, each.lower, each.upper


def _tested(
    entry: Indicator, ends: tuple[date, ...], figures: Floats, stride: int
) -> Recently:
    values, lower, upper = figures.T
    test = recent_trend(values, lower, upper, stride)
    used = [ends[place] for place in test.positions]
    way = {"up": 1, "down": -1}.get(test.direction or "", 0) * better(entry.polarity)
    judgement: Judgement = (
        "improving" if way > 0 else "worsening" if way < 0 else "neutral"
    )
    return Recently(
        test, used[0] if used else None, used[-1] if used else None, judgement
    )
