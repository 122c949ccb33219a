"""How a count may go on, by the method that past forecasts speak for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import numpy as np

from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.periods import add_months, month_of, months_between
from cdp_metrics.stats import (
    BackTest,
    Forecast,
    History,
    NotEnough,
    Score,
    back_test,
    forecast,
    seasonal_naive,
)

__all__ = ["HELD_ENOUGH", "Projection", "last_counted", "projection"]

SEED: Final = 20

# A 95% range should hold 11.4 of 12. Simulated series of steady level passed this bar
# four times in five, series that drift by 6% a year every other time: it is a blunt
# test, so the share held is always printed beside a chance.
HELD_ENOUGH: Final = 11 / 12

Naive = Literal["", "nearer", "surer", "untested"]


@dataclass(frozen=True, eq=False)
class Projection:
    """A forecast of the 12-month total, and how far to trust it.

    Parameters
    ----------
    months
        Last months of the 12 forecast, in order.
    forecast
        The forecast that is shown.
    naive
        Why that is the seasonal naive one: it came nearer, the regression's range of
        the total held too rarely, or no test tells which is better; "" where the
        regression is shown.
    test
        How both would have done; or why that cannot be told.
    steps_left_out
        First months of periods with a known change that the forecast does not know of.
    """

    months: tuple[date, ...]
    forecast: Forecast
    naive: Naive
    test: BackTest | NotEnough
    steps_left_out: tuple[date, ...] = ()

    @property
    def held(self) -> Score | None:
        """How totals by the method shown did in the test; None where untested."""
        if isinstance(self.test, NotEnough):
            return None
        return self.test.naive_total if self.naive else self.test.model_total

    @property
    def trusted(self) -> bool:
        """Whether the 95% range of the total held often enough to give a chance."""
        return self.held is not None and self.held.within_95 >= HELD_ENOUGH


def last_counted(series: Trend) -> date | None:
    """Return the latest period that is complete; None where none is."""
    held = np.flatnonzero(np.isfinite(series.counts))
    return series.months[held[-1]] if held.size else None


def projection(
    series: Trend, events: tuple[Event, ...], ahead: int
) -> Projection | NotEnough:
    """Return how a count may go on.

    Parameters
    ----------
    series
        The counts.
    events
        What touches them; changes of recording in a known month become steps.
    ahead
        Periods to look ahead from the latest that is complete.

    Returns
    -------
    Projection or NotEnough
        The forecast that the back-test speaks for; or why there is none.
    """
    last = last_counted(series)
    if last is None:
        return NotEnough("No period is complete.", 0, 1)
    history = _history(series, events, last, ahead)
    model = forecast(history, seed=SEED)
    if isinstance(model, NotEnough):
        return model
    simple = seasonal_naive(history, seed=SEED)
    if isinstance(simple, NotEnough):
        return simple
    test = back_test(history, seed=SEED)
    naive = _naive(test)
    ends = (series.end(add_months(last, n * series.step)) for n in range(1, ahead + 1))
    shown = simple if naive else model
    # The seasonal naive forecast repeats the latest year, before or after a change.
    late = history.counts.size - history.periods
    unknown = model.steps_left_out
    if naive:
        unknown = tuple(step for step in history.steps if step > late)
    return Projection(
        tuple(month_of(end) for end in ends),
        shown,
        naive,
        test,
        tuple(add_months(series.months[0], at * series.step) for at in unknown),
    )


def _history(
    series: Trend, events: tuple[Event, ...], last: date, ahead: int
) -> History:
    """Return the counts to learn from.

    Counts by an older definition are of another measure, so they are left out.
    """
    size = series.months.index(last) + 1
    counts = series.counts[:size].copy()
    if series.changed:
        counts[: series.months.index(series.changed[-1])] = np.nan
    first = series.months[0]
    starts = [add_months(first, at * series.step) for at in range(size + ahead + 1)]
    days = np.diff([day.toordinal() for day in starts]).astype(np.float64)
    return History(
        counts, days, series.unusual[:size], series.per_year, _steps(series, events)
    )


def _steps(series: Trend, events: tuple[Event, ...]) -> tuple[int, ...]:
    """Return the periods from which a change of recording may move the level.

    Only a change whose month is known: one spread over longer is no step.
    """
    months = {
        month_of(each.first)
        for each in events
        if each.kind == "recording" and month_of(each.first) == month_of(each.last)
    }
    gaps = [months_between(series.months[0], month) for month in months]
    return tuple(sorted({gap // series.step for gap in gaps if gap > 0}))


def _naive(test: BackTest | NotEnough) -> Naive:
    """Return why the seasonal naive forecast is to be shown; "" where it is not."""
    if isinstance(test, NotEnough):
        return "untested"
    # The total is what is asked about; single months can come near by luck.
    total = test.model_total.error < test.naive_total.error
    if not (test.beats_naive and total):
        return "nearer"
    return "" if test.model_total.within_95 >= HELD_ENOUGH else "surer"
