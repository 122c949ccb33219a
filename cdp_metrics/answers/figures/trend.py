"""How a count has gone: period by period, rolling twelve months, and in a year."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import groupby

import numpy as np
import numpy.typing as npt

from cdp_metrics.answers.events import PANDEMIC
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day, month_of
from cdp_metrics.stats import (
    Count,
    CountChange,
    Direction,
    NotEnough,
    Seasonality,
    direction,
    learnt_dispersion,
    present_in_window,
    rolling_total,
    season_factors,
    year_on_year,
)

__all__ = ["Missing", "Residents", "Trend"]

Floats = npt.NDArray[np.float64]
PER_1000 = 1000.0

# The first day of the census: an estimate dated before it was issued without it.
CENSUS_2021 = date(2021, 3, 21)


@dataclass(frozen=True)
class Residents:
    """An estimate of an area's residents."""

    reference_date: date
    basis: str
    persons: float

    @property
    def before_census(self) -> bool:
        """Whether it was issued before Census 2021 had counted anyone."""
        return self.reference_date < CENSUS_2021


@dataclass(frozen=True)
class Missing:
    """Periods in a row without a complete count, and why; first months of each."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, eq=False)
class Trend:
    """A count by month or by quarter in one area.

    Parameters
    ----------
    indicator_id
        What is counted.
    area
        Code of the area.
    months
        First month of every period of the calendar, first to last held.
    counts
        One a period; NaN where it is not complete.
    status, reasons
        Complete, partial, missing or suppressed, and why not complete.
    residents
        Estimates of the area's residents, oldest first.
    step
        Months in a period.
    changed
        Periods from which it was counted otherwise than before.
    source, version
        Where the latest came from, and which definition it was counted by.
    next_release
        Day on which a newer figure may be seen, where one is under embargo.
    events
        What happened to the figures, as the plan records it.
    sums
        Twelve months that end with each period, where one of them is hidden and cannot
        be worked out from their sum; NaN else.
    """

    indicator_id: str
    area: str
    months: tuple[date, ...]
    counts: Floats
    status: tuple[str, ...]
    reasons: tuple[str, ...]
    residents: tuple[Residents, ...]
    step: int = 1
    changed: tuple[date, ...] = ()
    source: str = "police_street"
    version: int = 1
    next_release: date | None = None
    events: tuple[Event, ...] = (PANDEMIC,)
    sums: Floats | None = None

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)

    @property
    def per_year(self) -> int:
        """Periods in a year."""
        return MONTHS_IN_YEAR // self.step

    def end(self, month: date) -> date:
        """Return the last day of the period that begins with a month."""
        return last_day(add_months(month, self.step - 1))

    @cached_property
    def totals(self) -> Floats:
        """Count of the twelve months that end with each period.

        NaN where one is missing, was counted by another definition than the rest, or
        is hidden and would follow from the others.
        """
        totals = rolling_total(self.counts, self.per_year)
        if self.sums is not None:
            totals = np.where(np.isnan(totals), self.sums, totals)
        for month in self.changed:
            at = self.months.index(month)
            totals[at : at + self.per_year - 1] = np.nan
        return totals

    @cached_property
    def held(self) -> npt.NDArray[np.int64]:
        """How many of the periods of the year that ends with each are held.

        All where the year is known, though one of them is hidden.
        """
        held = present_in_window(self.counts, self.per_year)
        return np.where(np.isnan(self.totals), held, self.per_year)

    def base(self, month: date) -> Residents | None:
        """Return the residents that a rate of a period ending then is divided by.

        The latest estimate dated on or before its end, else the earliest there is.
        """
        if not self.residents:
            return None
        end = self.end(month)
        before = [each for each in self.residents if each.reference_date <= end]
        return before[-1] if before else self.residents[0]

    def rates(self, values: Floats) -> Floats:
        """Return counts as rates per 1,000 residents, one a month."""
        persons = np.array(
            [base.persons if (base := self.base(m)) else np.nan for m in self.months]
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(persons > 0, PER_1000 * values / persons, np.nan)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Runs of periods without a complete count."""
        runs = []
        pairs = zip(self.months, self.status, self.reasons, strict=True)
        for (status, reason), group in groupby(pairs, key=lambda p: (p[1], p[2])):
            if status != "complete":
                months = [month for month, _, _ in group]
                runs.append(Missing(months[0], months[-1], reason))
        return tuple(runs)

    @property
    def latest(self) -> float:
        """Count of the latest twelve months; NaN where one is missing."""
        return float(self.totals[-1]) if len(self.totals) else float("nan")

    @cached_property
    def change(self) -> CountChange | None:
        """The change to the latest month; see `change_to`."""
        return self.change_to(self.months[-1]) if self.months else None

    def change_to(self, month: date) -> CountChange | None:
        """Return the twelve months to a month against the twelve before them.

        Counts vary more than chance alone would have them, so the test is widened by
        how much they varied about their season in the years to that month.

        Returns
        -------
        CountChange or None
            None where one of the two years is not complete.
        """
        held = self.between(None, month)
        at = np.flatnonzero(held)[-2 * self.per_year :]
        if any(self.months.index(m) in at[1:] for m in self.changed):
            return None
        return year_on_year(
            self.counts[held],
            self.per_year,
            unusual=self.unusual[held],
            totals=self.totals[held],
        )

    @property
    def unusual(self) -> npt.NDArray[np.bool_]:
        """Periods to learn nothing usual from, True for those that meet a mask."""
        odd = np.zeros(len(self.months), np.bool_)
        for each in self.events:
            if each.kind == "mask":
                first = add_months(month_of(each.first), 1 - self.step)
                odd |= self.between(first, each.last)
        return odd

    @property
    def days(self) -> Floats:
        """Length of every period."""
        return np.array([(self.end(m) - m).days + 1.0 for m in self.months], np.float64)

    @cached_property
    def season(self) -> Seasonality | NotEnough:
        """What is due to the time of year; see `stats.season_factors`."""
        return season_factors(
            self.counts, self.days, self.per_year, unusual=self.unusual
        )

    def year(self, month: date) -> Count | None:
        """Return the twelve months to a period, with how much such counts vary.

        Returns
        -------
        Count or None
            None where they are not complete or come to less than nothing.
        """
        total = round(
            float(np.nan_to_num(self.totals[self.months.index(month)], nan=-1))
        )
        if total < 0:
            return None
        held = self.between(None, month)
        spread = learnt_dispersion(
            self.counts[held], self.per_year, unusual=self.unusual[held]
        )
        return Count(round(total), spread.phi, spread.df)

    @property
    def way(self) -> Direction:
        """Direction of the change: level where it is within chance."""
        return direction(self.change) if self.change else "level"

    def to(self, day: date) -> Trend:
        """Return the periods that end by a day."""
        held = sum(self.end(month) <= day for month in self.months)
        return replace(
            self,
            months=self.months[:held],
            counts=self.counts[:held],
            status=self.status[:held],
            reasons=self.reasons[:held],
            sums=None if self.sums is None else self.sums[:held],
            changed=tuple(m for m in self.changed if m in self.months[:held]),
        )

    def between(self, first: date | None, last: date | None) -> npt.NDArray[np.bool_]:
        """Return which months lie in a span, True for those; None: no end."""
        return np.array(
            [
                (first is None or month >= first) and (last is None or month <= last)
                for month in self.months
            ],
            dtype=np.bool_,
        )
