"""The headline counts: what each stands at, how it has changed, how old it is."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.answers.trend import PANDEMIC, Trend, trend
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import add_months, last_day
from cdp_metrics.stats import (
    CountChange,
    Direction,
    direction,
    rolling_total,
    year_on_year,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["Overview", "QuarterlyRow", "Row", "overview"]

QUARTERS = 4


@dataclass(frozen=True, eq=False)
class QuarterlyRow:
    """A count that is published by quarter, for the force area.

    Parameters
    ----------
    indicator_id
        What is counted.
    ends
        Last day of each quarter.
    totals
        Count of the four quarters that end with each; NaN where one is missing.
    change
        The latest four quarters against the four before; None where not complete.
    """

    indicator_id: str
    ends: tuple[date, ...]
    totals: tuple[float, ...]
    change: CountChange | None

    @property
    def latest(self) -> float:
        """Count of the latest four quarters; NaN where one is missing."""
        return self.totals[-1]

    @property
    def way(self) -> Direction:
        """Direction of the change: level where it is within chance."""
        return direction(self.change) if self.change else "level"

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)


Row = Trend | QuarterlyRow


@dataclass(frozen=True, eq=False)
class Overview:
    """The rows of the Overview, in the partnership's order."""

    rows: tuple[Row, ...]

    @property
    def monthly(self) -> tuple[Trend, ...]:
        """The rows that are counted by month."""
        return tuple(row for row in self.rows if isinstance(row, Trend))


def overview(
    store: Store, indicator_ids: tuple[str, ...], area: str, force: str, today: date
) -> Overview:
    """Return the headline counts.

    Parameters
    ----------
    store
        A published store.
    indicator_ids
        Which indicators, in order; one without data is left out.
    area, force
        Codes of the partnership's and its force's area.
    today
        What is under embargo on this day is left out.
    """
    rows: list[Row] = []
    for indicator_id in indicator_ids:
        if indicator(indicator_id).frequency == "monthly":
            with suppress(SourceMissing):
                rows.append(trend(store, indicator_id, area))
        elif (row := _quarterly(store, indicator_id, force, today)) is not None:
            rows.append(row)
    return Overview(tuple(rows))


def _quarterly(
    store: Store, indicator_id: str, area: str, today: date
) -> QuarterlyRow | None:
    rows = store.records("quarterly", indicator=indicator_id, area=area, today=today)
    if not rows:
        return None
    held = {row["period_start"]: row["n"] for row in rows}
    starts, start = [], min(held)
    while start <= max(held):
        starts.append(start)
        start = add_months(start, 3)
    counts = np.array([held.get(s, np.nan) for s in starts])
    unusual = [add_months(s, 2) >= PANDEMIC[0] and s <= PANDEMIC[1] for s in starts]
    totals = rolling_total(counts, QUARTERS)
    return QuarterlyRow(
        indicator_id=indicator_id,
        ends=tuple(last_day(add_months(s, 2)) for s in starts),
        totals=tuple(float(t) for t in totals),
        change=year_on_year(counts, QUARTERS, unusual=unusual),
    )
