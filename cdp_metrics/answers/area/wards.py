"""How a measure stands in each ward, over twelve complete months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months
from cdp_metrics.warehouse.db import Store

__all__ = ["Ward", "Wards", "complete_year", "wards"]


@dataclass(frozen=True)
class Ward:
    """A ward's count over twelve months.

    Parameters
    ----------
    code, name
        Which ward.
    n
        Count.
    residents, basis
        Residents that a rate is divided by, and which estimate; None without one.
    """

    code: str
    name: str
    n: float
    residents: float | None
    basis: str


@dataclass(frozen=True)
class Wards:
    """Every ward, highest count first.

    Parameters
    ----------
    indicator_id
        What is counted.
    end
        Last of the twelve months.
    rows
        The wards.
    """

    indicator_id: str
    end: date
    rows: tuple[Ward, ...]


def complete_year(trend: Trend, last: date) -> date | None:
    """Return the last month shown, where the twelve that end with it are complete.

    Parameters
    ----------
    trend
        The measure, in the whole area.
    last
        Last month shown.
    """
    totals = dict(zip(trend.months, trend.totals, strict=True))
    end = max((month for month in totals if month <= last), default=None)
    return end if end is not None and totals[end] == totals[end] else None


def wards(store: Store, indicator_id: str, end: date) -> Wards:
    """Return the wards' counts of the twelve months that end with a month.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that is counted by month.
    end
        The month; that all twelve are complete is for the caller to know.
    """
    first = add_months(end, 1 - MONTHS_IN_YEAR)
    rows = store.records("wards", indicator=indicator_id, first=first, last=end)
    return Wards(indicator_id, end, tuple(Ward(**row) for row in rows))
