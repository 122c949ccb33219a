"""How a measure stands in each ward, over twelve complete months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months
from cdp_metrics.warehouse.db import Store

__all__ = ["Kind", "Ward", "WardFit", "Wards", "complete_year", "ward_fits", "wards"]

Kind = Literal["ward", "ward_before"]


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
class WardFit:
    """How well whole LSOAs stand for a ward, over twelve months.

    Parameters
    ----------
    lsoas
        Codes of the LSOAs that count in it.
    by_point
        Count of the rows whose point lies within its boundary; None where none is held.
    fit
        Share of its residents, 0 to 1, in LSOAs that lie at least 95% inside the
        boundary; None where none is held.
    note
        What must be said of it wherever it is shown; "" for nothing.
    """

    lsoas: Sequence[str]
    by_point: float | None = None
    fit: float | None = None
    note: str = ""


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


def wards(store: Store, indicator_id: str, end: date, kind: Kind = "ward") -> Wards:
    """Return the wards' counts of the twelve months that end with a month.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that is counted by month.
    end
        The month; that all twelve are complete is for the caller to know.
    kind
        Wards now, or those before they were redrawn.
    """
    first = add_months(end, 1 - MONTHS_IN_YEAR)
    rows = store.records(
        "wards", kind=kind, indicator=indicator_id, first=first, last=end
    )
    return Wards(indicator_id, end, tuple(Ward(**row) for row in rows))


def ward_fits(
    store: Store, indicator_id: str, end: date, kind: Kind
) -> dict[str, WardFit]:
    """Return how well LSOAs stand for each ward, by its code; see `wards`."""
    first = add_months(end, 1 - MONTHS_IN_YEAR)
    rows = store.records(
        "ward_fits", kind=kind, indicator=indicator_id, first=first, last=end
    )
    return {row.pop("code"): WardFit(**row) for row in rows}
