"""A ward counted by the points of its rows, beside its best fit of small areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cdp_metrics.periods import MONTHS_IN_YEAR, add_months
from cdp_metrics.warehouse.db import Store

__all__ = ["WardPoints", "latest_year", "ward_points"]

FAR = 0.1  # assumption: as far apart as this, the small areas do not stand for the ward


@dataclass(frozen=True)
class WardPoints:
    """Rows of a ward in the twelve months to a month, counted in two ways.

    Parameters
    ----------
    end
        The last month.
    by_point
        Rows whose point lies within the ward's drawn boundary.
    by_fit
        Rows of the small areas that stand for the ward.
    """

    end: date
    by_point: float
    by_fit: float

    @property
    def far_apart(self) -> bool:
        """Whether the two counts differ by at least a tenth of the best fit's."""
        apart = abs(self.by_point - self.by_fit)
        return apart > 0 and apart >= FAR * self.by_fit


def ward_points(
    store: Store, indicator_id: str, area: str, last: date
) -> WardPoints | None:
    """Return the latest whole year of a ward by point and by best fit.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        A count of street files.
    area
        Code of a ward, now or before.
    last
        Month that the year ends with at the latest.

    Returns
    -------
    WardPoints or None
        None where no boundary is held, or no twelve months in a row are complete.
    """
    rows = store.records("ward_points", indicator=indicator_id, area=area)
    return latest_year(rows, last)


def latest_year(rows: Sequence[Mapping[str, Any]], last: date) -> WardPoints | None:
    """Return the latest twelve months in a row that end by a month; None without any.

    Parameters
    ----------
    rows
        A row a complete month, oldest first: month, by_point, by_fit.
    last
        The month.
    """
    held = [row for row in rows if row["month"] <= last]
    for at in range(len(held), MONTHS_IN_YEAR - 1, -1):
        year = held[at - MONTHS_IN_YEAR : at]
        end = year[-1]["month"]
        if year[0]["month"] == add_months(end, 1 - MONTHS_IN_YEAR):
            return WardPoints(
                end,
                sum(row["by_point"] for row in year),
                sum(row["by_fit"] for row in year),
            )
    return None
