"""Invented priority families by the month in which their case was closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.periods import add_months, last_day, months_between

__all__ = ["priority_families"]

_YEARS: Final = 4
_COMES_BACK: Final = 0.27
"""Share that is referred again within 12 months."""


def priority_families(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a month; the last year has been watched in part only."""
    end = last_day(months[-1])
    for month in months[-12 * _YEARS :]:
        closed = int(rng.poisson(46))
        watched = min(12, months_between(month, months[-1]))
        share = _COMES_BACK * watched / 12
        yield {
            "provider": "Wrenminster Families Team",
            "period_start": month,
            "closed": closed,
            "re_referred": int(rng.binomial(closed, share)),
            "watched_to": min(end, last_day(add_months(month, 12))),
        }
