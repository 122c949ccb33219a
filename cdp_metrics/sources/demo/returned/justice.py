"""Invented returns of custody, courts and probation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

__all__ = ["STOPPED", "court_orders", "reoffending", "tests_on_arrest"]

STOPPED: Final = -14
"""The month from which no tests on arrest were returned, from the end."""
_KNOWN: Final = -24
"""Months until a group of offenders has been followed."""
_ORDERS: Final = {
    "drug rehabilitation": (34, 0.93),
    "alcohol treatment": (26, 0.97),
    "rehabilitation activity": (120, 0.98),
}
"""Orders in the first quarter, and how their number goes from year to year."""


def tests_on_arrest(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a month until they stopped."""
    for month in months[:STOPPED]:
        tested = int(rng.poisson(130))
        yield {
            "provider": "Wrenshire Police",
            "period_start": month,
            "tested": tested,
            "positive": int(rng.binomial(tested, 0.47)),
        }


def court_orders(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a quarter and kind of order; courts use them ever less."""
    for at, month in enumerate(months[:-2]):
        if month.month % 3 != 1:
            continue
        sentences = int(rng.poisson(410))
        for order, (level, pace) in _ORDERS.items():
            imposed = int(rng.poisson(level * pace ** (at / 12)))
            ended = int(rng.poisson(0.9 * imposed))
            completed = int(rng.binomial(ended, 0.66))
            yield {
                "provider": "Wrenshire Probation",
                "period_start": month,
                "order_type": order,
                "imposed": imposed,
                "completed": completed,
                "breached": ended - completed,
                "sentences": sentences,
            }


def reoffending(
    rng: np.random.Generator, months: Sequence[date]
) -> Iterator[Mapping[str, object]]:
    """Yield a row a quarter and group of offenders, known two years later."""
    for month in months[:_KNOWN]:
        if month.month % 3 != 1:
            continue
        both = np.zeros(3, np.int64)
        for cohort, level, share in (
            ("adults", 930, 0.28),
            ("young people", 110, 0.37),
        ):
            size = int(rng.poisson(level))
            again = int(rng.binomial(size, share))
            figures = np.array([size, again, int(rng.poisson(3.6 * again))])
            both += figures
            yield _cohort(month, cohort, figures)
        yield _cohort(month, "all", both)


def _cohort(month: date, cohort: str, figures: np.ndarray) -> dict[str, object]:
    offenders, again, reoffences = (int(each) for each in figures)
    return {
        "provider": "Wrenshire Probation",
        "period_start": month,
        "cohort": cohort,
        "offenders": offenders,
        "reoffenders": again,
        "reoffences": reoffences,
    }
