"""How a monthly count has gone: month by month, rolling, and in a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

import numpy as np
import numpy.typing as npt

from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import last_day
from cdp_metrics.stats import (
    CountChange,
    Direction,
    direction,
    present_in_window,
    rolling_total,
    year_on_year,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["Missing", "Residents", "Trend", "trend"]

Floats = npt.NDArray[np.float64]
PER_1000 = 1000.0

# The first day of the census: an estimate dated before it was issued without it.
CENSUS_2021 = date(2021, 3, 21)

# Assumption: the months of restrictions say nothing of how counts usually vary.
PANDEMIC = (date(2020, 3, 1), date(2021, 7, 1))


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
    """Months in a row without a complete count, and why."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, eq=False)
class Trend:
    """A monthly count in one area.

    Parameters
    ----------
    indicator_id
        What is counted.
    area
        Code of the area.
    months
        Every month of the calendar, first to last held.
    counts
        One a month; NaN where the month is not complete.
    status, reasons
        Complete, partial or missing, and why not complete.
    residents
        Estimates of the area's residents, oldest first.
    """

    indicator_id: str
    area: str
    months: tuple[date, ...]
    counts: Floats
    status: tuple[str, ...]
    reasons: tuple[str, ...]
    residents: tuple[Residents, ...]

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)

    @cached_property
    def totals(self) -> Floats:
        """Count of the twelve months that end with each; NaN where one is missing."""
        return rolling_total(self.counts)

    @cached_property
    def held(self) -> npt.NDArray[np.int64]:
        """How many of the twelve months that end with each are held."""
        return present_in_window(self.counts)

    def base(self, month: date) -> Residents | None:
        """Return the residents that a rate of a period ending then is divided by.

        The latest estimate dated on or before its end, else the earliest there is.
        """
        if not self.residents:
            return None
        end = last_day(month)
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
        """Runs of months without a complete count."""
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
        return year_on_year(self.counts[held], unusual=self.between(*PANDEMIC)[held])

    @property
    def way(self) -> Direction:
        """Direction of the change: level where it is within chance."""
        return direction(self.change) if self.change else "level"

    def between(self, first: date | None, last: date | None) -> npt.NDArray[np.bool_]:
        """Return which months lie in a span, True for those; None: no end."""
        return np.array(
            [
                (first is None or month >= first) and (last is None or month <= last)
                for month in self.months
            ],
            dtype=np.bool_,
        )


def trend(store: Store, indicator_id: str, area: str) -> Trend:
    """Return how an indicator's monthly count has gone in an area.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that is counted by month.
    area
        Code of an area.

    Raises
    ------
    UnknownIndicator
        There is no such indicator.
    SourceMissing
        No month of its source is held.
    """
    entry = indicator(indicator_id)
    rows = store.records("monthly", indicator=indicator_id, area=area)
    if not rows:
        raise SourceMissing(
            f"the street-level files loaded hold nothing to count for {entry.title}"
        )
    counts = [np.nan if row["n"] is None else row["n"] for row in rows]
    return Trend(
        indicator_id=indicator_id,
        area=area,
        months=tuple(row["month"] for row in rows),
        counts=np.array(counts, np.float64),
        status=tuple(row["status"] for row in rows),
        reasons=tuple(row["reason"] for row in rows),
        residents=tuple(
            Residents(row["reference_date"], row["basis"], row["persons"])
            for row in store.records("residents", area=area)
        ),
    )
