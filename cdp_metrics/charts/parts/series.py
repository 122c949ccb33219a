"""What a trend is drawn from: lines, gaps with their reasons, shaded months."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cdp_metrics.charts.parts.scale import month_span

__all__ = ["Band", "Gap", "Series"]


@dataclass(frozen=True, eq=False)
class Series:
    """One line.

    Parameters
    ----------
    name
        As it is written at the line's end.
    months
        First days of months, rising; months left out count as missing.
    values
        One a month, in `unit`; NaN where there is no complete figure.
    unit
        What the axis counts: "Reports a month", "Reports per 1,000 residents".
    decimals
        Decimals of the values: 0 for counts, 1 for rates.
    step
        Months in a period: 3 for quarters, which begin with the months given.
    """

    name: str
    months: Sequence[date]
    values: Sequence[float]
    unit: str
    decimals: int = 0
    step: int = 1

    def known(self) -> dict[date, float]:
        """Return month and value of every month that has a figure."""
        pairs = zip(self.months, self.values, strict=True)
        return {month: float(v) for month, v in pairs if math.isfinite(v)}


@dataclass(frozen=True)
class Gap:
    """Months without a figure, first and last included, and why."""

    first: date
    last: date
    reason: str

    def text(self) -> str:
        """Return the months and the reason: ``Jul to Sep 2023: not received``."""
        return f"{month_span(self.first, self.last)}: {self.reason}"


@dataclass(frozen=True)
class Band:
    """Months to shade, first and last included, such as COVID restrictions."""

    first: date
    last: date
    label: str
