"""First days of the periods that the demonstration's months hold whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cdp_metrics.periods import add_months

__all__ = ["starts"]


def starts(months: Sequence[date], length: int, year_from: int = 4) -> list[date]:
    """Return the first days of whole periods, oldest first.

    Parameters
    ----------
    months
        First days of months, in order.
    length
        Months in a period.
    year_from
        Month in which years begin.
    """
    return [
        month
        for month in months
        if (month.month - year_from) % length == 0
        and add_months(month, length - 1) <= months[-1]
    ]
