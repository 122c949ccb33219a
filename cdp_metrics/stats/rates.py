"""Counts, proportions and rates with the interval that belongs to each.

Every function takes single numbers or arrays and answers in kind. NaN is a missing
figure and stays one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, ndtri

__all__ = ["Interval", "as_counts", "byar", "normal_quantile", "rate", "wilson"]

PER_1000 = 1000.0

# Byar's approximation is poor for small counts. The threshold is the one that public
# health statistics in England use.
EXACT_BELOW = 10

Floats = NDArray[np.float64]
Number = TypeVar("Number", float, Floats)


@dataclass(frozen=True)
class Interval(Generic[Number]):
    """A figure with its limits.

    Attributes
    ----------
    value, lower, upper
        The estimate and its limits, in one unit: floats, or arrays of one shape.
        NaN where there is no honest answer.
    confidence
        Coverage of the limits, a share: 0.95 for 95%.
    method
        Name of the method, fit to print.
    """

    value: Number
    lower: Number
    upper: Number
    confidence: float
    method: str


def normal_quantile(confidence: float) -> float:
    """Return how many standard errors either side give this confidence.

    Parameters
    ----------
    confidence
        A share strictly between 0 and 1: 0.95, not 95.

    Returns
    -------
    float
        Standard errors; 1.9599... for 0.95, never rounded.

    Raises
    ------
    ValueError
        If `confidence` is not strictly between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"Confidence is a share such as 0.95, not {confidence}.")
    return float(ndtri((1 + confidence) / 2))


def as_counts(values: ArrayLike) -> Floats:
    """Return counts or populations as floats, refusing what cannot be one.

    Parameters
    ----------
    values
        Counts of any shape; NaN = missing.

    Returns
    -------
    NDArray
        The same values.

    Raises
    ------
    ValueError
        If a value is negative or infinite.
    """
    counts = np.asarray(values, dtype=np.float64)
    if (counts < 0).any() or np.isinf(counts).any():
        raise ValueError("Counts and populations are neither negative nor infinite.")
    return counts


def wilson(x: Number, n: Number | float, confidence: float = 0.95) -> Interval[Number]:
    """Return a proportion with its Wilson score interval.

    Parameters
    ----------
    x
        How many have the property. For a survey, the share times the effective
        sample size; it need not be whole.
    n
        How many were looked at. For a survey, the effective sample size.
    confidence
        Coverage, a share.

    Returns
    -------
    Interval
        Shares between 0 and 1, shape of `x` against `n`; NaN where `n` is 0 or either
        is NaN.

    Raises
    ------
    ValueError
        If a count is negative or infinite, `x` exceeds `n`, or `confidence` is not
        strictly between 0 and 1.

    Notes
    -----
    Wilson, E. B. (1927), Journal of the American Statistical Association 22,
    209-212. Written out because scipy's form wants one whole count at a time.
    """
    z = normal_quantile(confidence)
    found, asked = as_counts(x), as_counts(n)
    if (found > asked).any():
        raise ValueError("A part is larger than its whole.")
    asked = np.where(asked > 0, asked, np.nan)
    share = found / asked
    middle = 2 * found + z**2
    half = z * np.sqrt(z**2 + 4 * found * (1 - share))
    whole = 2 * (asked + z**2)
    # At 0 and at n a limit equals the share; rounding must not carry it past.
    return Interval(
        value=_in_kind(share),
        lower=_in_kind(np.clip((middle - half) / whole, 0, share)),
        upper=_in_kind(np.clip((middle + half) / whole, share, 1)),
        confidence=confidence,
        method="Wilson",
    )


def byar(count: Number, confidence: float = 0.95) -> Interval[Number]:
    """Return a count with Byar's interval, exact Poisson below 10.

    Parameters
    ----------
    count
        Events counted; NaN = missing.
    confidence
        Coverage, a share.

    Returns
    -------
    Interval
        Counts, shape of `count`.

    Raises
    ------
    ValueError
        If a count is negative or infinite, or `confidence` is not strictly between
        0 and 1.

    Notes
    -----
    Breslow, N. E. and Day, N. E. (1987), Statistical Methods in Cancer Research,
    volume II, page 69. Exact limits: Garwood, F. (1936), Biometrika 28, 437-442.
    """
    z = normal_quantile(confidence)
    events = as_counts(count)
    tail = (1 - confidence) / 2
    few = events < EXACT_BELOW
    exact_lower = np.where(events == 0, 0, gammaincinv(events, tail))
    exact_upper = gammaincinv(events + 1, 1 - tail)
    # Where the exact limits apply, Byar's formula is fed a count that it can take.
    x = np.where(few, EXACT_BELOW, events)
    y = x + 1
    lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
    upper = y * (1 - 1 / (9 * y) + z / (3 * np.sqrt(y))) ** 3
    return Interval(
        value=_in_kind(events),
        lower=_in_kind(np.where(few, exact_lower, lower)),
        upper=_in_kind(np.where(few, exact_upper, upper)),
        confidence=confidence,
        method="Byar, exact below 10",
    )


def rate(
    count: Number,
    population: Number | float,
    per: float = PER_1000,
    confidence: float = 0.95,
) -> Interval[Number]:
    """Return events per `per` people, with Byar's interval on the count.

    Parameters
    ----------
    count
        Events counted; NaN = missing.
    population
        People they are set against, taken as known without error.
    per
        Size of the group that the rate speaks of.
    confidence
        Coverage, a share.

    Returns
    -------
    Interval
        Events per `per` people, shape of `count` against `population`; NaN where the
        population is not above 0 or either is NaN.

    Raises
    ------
    ValueError
        If a count is negative or infinite, `per` is not above 0, or `confidence` is
        not strictly between 0 and 1.

    Notes
    -----
    As `byar`. Add counts and populations up first and divide last.
    """
    if not per > 0:
        raise ValueError(f"A rate is per a number above 0, not per {per}.")
    people = np.asarray(population, dtype=np.float64)
    scale = per / np.where(people > 0, people, np.nan)
    events = byar(count, confidence)
    return Interval(
        value=_in_kind(events.value * scale),
        lower=_in_kind(events.lower * scale),
        upper=_in_kind(events.upper * scale),
        confidence=confidence,
        method=events.method,
    )


def _in_kind(values: ArrayLike) -> Any:
    """Return a float for a single value, else the array."""
    array = np.asarray(values, dtype=np.float64)
    return float(array) if array.ndim == 0 else array
