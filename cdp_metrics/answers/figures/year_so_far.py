"""A financial year so far against the same months of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.answers.figures.trend import Floats, Trend
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months
from cdp_metrics.stats import CountChange, compare_counts, learnt_dispersion

__all__ = ["YearSoFar", "year_so_far"]

APRIL = 4


@dataclass(frozen=True, eq=False)
class YearSoFar:
    """A financial year, period by period, beside the one before.

    Parameters
    ----------
    trend
        The count.
    start
        Its first April.
    months
        First month of each of its periods.
    counts, counts_before
        One a period; NaN where none is held.
    last
        Place of the last period held; -1 where none is.
    change
        The year to that period against the same of the year before; None where one
        of them is not complete, and `why` then says so.
    why
        What is missing.
    """

    trend: Trend
    start: date
    months: tuple[date, ...]
    counts: Floats
    counts_before: Floats
    last: int
    change: CountChange | None
    why: str

    @property
    def sums(self) -> Floats:
        """Count since the first April; NaN from the first period not held."""
        return np.cumsum(self.counts)

    @property
    def sums_before(self) -> Floats:
        """The same of the year before."""
        return np.cumsum(self.counts_before)


def financial_year(month: date) -> date:
    """Return the April that begins a month's financial year."""
    return date(month.year - (month.month < APRIL), APRIL, 1)


def year_so_far(trend: Trend, last: date) -> YearSoFar:
    """Return the financial year of the last period held up to a month.

    Parameters
    ----------
    trend
        By month or quarter.
    last
        Last month to look at.
    """
    held = dict(zip(trend.months, trend.counts, strict=True))
    shown = [m for m, n in held.items() if m <= last and np.isfinite(n)]
    start = financial_year(max(shown, default=min(last, trend.months[-1])))
    months = tuple(
        add_months(start, step) for step in range(0, MONTHS_IN_YEAR, trend.step)
    )
    nothing = float("nan")
    now, before = (
        np.array([held.get(add_months(m, back), nothing) for m in months], np.float64)
        for back in (0, -MONTHS_IN_YEAR)
    )
    now[[m > last for m in months]] = nothing
    known = np.flatnonzero(np.isfinite(now))
    at = int(known[-1]) if known.size else -1
    why = _lacking(trend, months[: at + 1], now[: at + 1], before[: at + 1])
    change = None
    if not why:
        until = trend.between(None, months[at])
        spread = learnt_dispersion(
            trend.counts[until], trend.per_year, unusual=trend.unusual[until]
        )
        change = compare_counts(
            float(np.round(now[: at + 1].sum())),
            float(np.round(before[: at + 1].sum())),
            phi=spread.phi,
            phi_df=spread.df,
        )
    return YearSoFar(trend, start, months, now, before, at, change, why)


def _lacking(
    trend: Trend, months: tuple[date, ...], now: Floats, before: Floats
) -> str:
    """Return what is missing to compare two years so far; "" where nothing is."""
    many = "months" if trend.step == 1 else "quarters"
    for year, counts in (("this year", now), ("the year before", before)):
        held = int(np.isfinite(counts).sum())
        if held < len(counts) or not held:
            return f"{held} of {len(counts)} {many} of {year} held"
        if counts.sum() < 0:
            return f"the publisher's corrections leave {year} below 0"
    first = add_months(months[0], -MONTHS_IN_YEAR)
    if any(first < month <= months[-1] for month in trend.changed):
        return "the definition changed between the two years"
    return ""
