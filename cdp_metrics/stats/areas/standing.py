"""How an area stands against the place that holds it, and among areas of its kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.rates import Floats, Interval, as_counts, rate, wilson

__all__ = ["part_of", "rank_range", "widened_rate"]


def widened_rate(
    counts: ArrayLike, population: ArrayLike, phi: float = 1.0
) -> Interval[Floats]:
    """Return rates per 1,000 people with Byar's limits, as wide as such counts vary.

    Parameters
    ----------
    counts
        Events, shape (n,); NaN = missing.
    population
        People, shape (n,).
    phi
        Dispersion of the counts: their variance over that of Poisson counts.

    Returns
    -------
    Interval
        Per 1,000 people, shape (n,); the lower limit is never below 0. NaN where the
        population is not above 0 or either is NaN.

    Raises
    ------
    ValueError
        If a count is negative or `phi` is below 1.

    Notes
    -----
    Byar's distances from the count, times the root of `phi`.
    """
    if not phi >= 1:
        raise ValueError(f"Dispersion is at least 1, not {phi}.")
    plain = rate(as_counts(counts), np.asarray(population, np.float64))
    root = np.sqrt(phi)
    return Interval(
        value=plain.value,
        lower=np.maximum(plain.value - root * (plain.value - plain.lower), 0),
        upper=plain.value + root * (plain.upper - plain.value),
        confidence=plain.confidence,
        method=f"{plain.method}, widened by dispersion" if phi > 1 else plain.method,
    )


def part_of(count: float, whole: float, phi: float = 1.0) -> Interval[float]:
    """Return the share of a place's events that fell in one of its parts.

    Parameters
    ----------
    count, whole
        Events in the part and in the whole place.
    phi
        Dispersion of the counts, at least 1.

    Returns
    -------
    Interval
        Shares between 0 and 1; NaN where nothing was counted in the whole.

    Raises
    ------
    ValueError
        If a count is negative, the part exceeds the whole or `phi` is below 1.

    Notes
    -----
    Given the whole, the count of a part is binomial, so Wilson's interval on both,
    divided by `phi`, holds that the part lies within the whole: two separate intervals
    would not. Over the part's share of residents it is the ratio of the part's rate to
    the whole's.
    """
    if not phi >= 1:
        raise ValueError(f"Dispersion is at least 1, not {phi}.")
    return wilson(count / phi, whole / phi)


def rank_range(lower: ArrayLike, upper: ArrayLike) -> tuple[NDArray[np.int64], ...]:
    """Return the best and the worst rank that intervals leave open, 1 = highest.

    Parameters
    ----------
    lower, upper
        Limits of each unit's figure, shape (n,); NaN = missing.

    Returns
    -------
    tuple of NDArray
        First and last possible rank among the units with a figure, shape (n,) each:
        past those whose interval lies wholly above, before those wholly below. 0 for
        units without one.
    """
    low, high = np.asarray(lower, np.float64), np.asarray(upper, np.float64)
    known = np.isfinite(low) & np.isfinite(high)
    # comparisons with a missing limit are false, so a missing unit is above nobody
    above = (low[None, :] > high[:, None]).sum(axis=1)
    below = (high[None, :] < low[:, None]).sum(axis=1)
    best = np.where(known, 1 + above, 0)
    return best, np.where(known, known.sum() - below, 0)
