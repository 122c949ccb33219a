"""A series of months or quarters cut into years from January or from April."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from statistics import median
from typing import Final

from cdp_metrics.charts.parts.series import Series
from cdp_metrics.periods import add_months, short_month

__all__ = ["FEWEST_YEARS", "Year", "cut_into_years", "typical_year"]

FEWEST_YEARS: Final = 3


@dataclass(frozen=True, eq=False)
class Year:
    """Twelve months or four quarters.

    Parameters
    ----------
    first
        Its first month.
    values
        One a period; None for a period without a figure.
    step
        Months in a period.
    """

    first: date
    values: tuple[float | None, ...]
    step: int = 1

    @property
    def name(self) -> str:
        """Return ``2024``, or ``2024/25`` for a year that starts in April."""
        year = self.first.year
        return str(year) if self.first.month == 1 else f"{year}/{(year + 1) % 100:02}"

    @property
    def known(self) -> list[int]:
        """Return the places of the periods that have a figure."""
        return [place for place, v in enumerate(self.values) if v is not None]

    @property
    def whole(self) -> bool:
        """Return whether every period has a figure."""
        return None not in self.values

    def months(self) -> list[date]:
        """Return the first month of each period."""
        places = range(len(self.values))
        return [add_months(self.first, place * self.step) for place in places]

    def end(self, place: int) -> str:
        """Return the last month of a period in short: ``Dec``."""
        last = add_months(self.first, (place + 1) * self.step - 1)
        return short_month(last)[:3]

    def label(self, place: int) -> str:
        """Return a period in short: ``Dec``, ``Oct to Dec``."""
        begin = short_month(self.months()[place])[:3]
        return begin if self.step == 1 else f"{begin} to {self.end(place)}"

    def running(self) -> list[float]:
        """Return totals since the year's start, up to the first period missing."""
        held = self.values[: self.values.index(None)] if not self.whole else self.values
        return list(accumulate(v for v in held if v is not None))


def cut_into_years(series: Series, starts: int = 1) -> list[Year]:
    """Return the years that hold a figure, in order.

    Parameters
    ----------
    series
        Months and values; NaN where there is no figure.
    starts
        Month that years start with: 1 for calendar, 4 for financial years.
    """
    known = {m: v for m, v in series.known().items() if math.isfinite(v)}
    firsts = sorted({date(m.year - (m.month < starts), starts, 1) for m in known})
    return [
        Year(
            first,
            tuple(known.get(add_months(first, n)) for n in range(0, 12, series.step)),
            series.step,
        )
        for first in firsts
    ]


def typical_year(
    years: Collection[Year], unusual: Collection[date] = ()
) -> list[float | None]:
    """Return each period's median; None where under three years are known.

    Parameters
    ----------
    years
        The years to learn from.
    unusual
        First months of periods to leave out.
    """
    typical: list[float | None] = []
    for place in range(max((len(year.values) for year in years), default=12)):
        values = [
            value
            for year in years
            if (value := year.values[place]) is not None
            and year.months()[place] not in unusual
        ]
        typical.append(median(values) if len(values) >= FEWEST_YEARS else None)
    return typical
