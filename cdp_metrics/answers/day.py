"""The day on which figures are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cdp_metrics.periods import add_months

__all__ = ["day_of"]

DEMO_MONTHS, DEMO_DAY = 2, 15


def day_of(about: Mapping[str, Any], today: date) -> date:
    """Return the day on which a reader looks.

    Parameters
    ----------
    about
        What the build is, as the query "build" says it.
    today
        The day by the clock. A demonstration plays on a day of its own, so that its
        invented figures are as old as real ones would be.
    """
    if about["demonstration"] and about["last_month"]:
        month = add_months(about["last_month"], DEMO_MONTHS)
        return date(month.year, month.month, DEMO_DAY)
    return today
