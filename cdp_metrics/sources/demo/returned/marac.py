"""Invented MARAC cases by month; the last quarter has not come yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

__all__ = ["UNSENT", "marac"]

UNSENT: Final = 3
"""How many of the last months have not been sent."""


def marac(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a month."""
    for at, month in enumerate(months[:-UNSENT]):
        cases = int(rng.poisson(48 + 0.15 * at))
        yield {
            "provider": "Wrenminster MARAC",
            "period_start": month,
            "cases": cases,
            "repeats": int(rng.binomial(cases, 0.27 + 0.0004 * at)),
        }
