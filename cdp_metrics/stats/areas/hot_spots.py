"""Where high or low values lie together more than chance would put them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from cdp_metrics.stats.rates import Floats

__all__ = [
    "Neighbours",
    "benjamini_hochberg",
    "gi_star",
    "is_flat",
    "neighbour_pairs",
    "two_sided",
]

ROUNDING = 1e-12

Neighbours = Sequence[Sequence[int]]
"""The positions of each area's neighbours, without itself."""


def gi_star(values: ArrayLike, neighbours: Neighbours) -> Floats:
    """Return how far each area and its neighbours lie above or below the mean.

    Parameters
    ----------
    values
        One value an area, shape (n,); rates, not counts. None may be missing.
    neighbours
        The positions of each area's neighbours, n of them, without itself.

    Returns
    -------
    NDArray
        Standard normal scores, shape (n,): high where values are high together. NaN
        where nothing can be said: all values are equal, or the area's neighbours are
        all the areas there are.

    Raises
    ------
    ValueError
        If a value is missing, there are not as many neighbourhoods as values, or an
        area is its own neighbour, another's twice, or unknown.

    Notes
    -----
    Getis-Ord Gi* with weights of 1, the area itself included, and the population
    standard deviation: Ord, J. K. and Getis, A. (1995), Geographical Analysis 27,
    286-306.
    """
    x = np.asarray(values, np.float64)
    focal, other = neighbour_pairs(x, neighbours)
    n = x.size
    around = x + np.bincount(focal, x[other], n)
    size = 1.0 + np.bincount(focal, minlength=n)
    variance = size * (n - size) / max(n - 1, 1)
    known = (variance > 0) & (not is_flat(x))
    spread = np.where(known, x.std() * np.sqrt(variance), np.nan)
    return np.asarray((around - x.mean() * size) / spread)


def two_sided(z: ArrayLike) -> Floats:
    """Return the probability of a standard normal score at least so far from 0.

    Parameters
    ----------
    z
        Scores of any shape.

    Returns
    -------
    NDArray
        p values of the same shape; NaN stays NaN.
    """
    return np.asarray(2 * ndtr(-np.abs(np.asarray(z, np.float64))))


def benjamini_hochberg(p: ArrayLike, rate: float = 0.05) -> NDArray[np.bool_]:
    """Return which of many tests to believe, so that few of those are by chance.

    Parameters
    ----------
    p
        p values, shape (n,). NaN, a test that could not be made, is no test: it
        does not count among the many.
    rate
        The share of those believed that may be by chance, strictly between 0 and 1.

    Returns
    -------
    NDArray
        True for the tests to believe, shape (n,).

    Raises
    ------
    ValueError
        If a p value or the rate is no probability.

    Notes
    -----
    Benjamini, Y. and Hochberg, Y. (1995), Journal of the Royal Statistical Society B
    57, 289-300.
    """
    from scipy.stats import false_discovery_control  # slow to import

    if not 0 < rate < 1:
        raise ValueError(f"The rate is a share such as 0.05, not {rate}.")
    tests = np.atleast_1d(np.asarray(p, np.float64))
    made = ~np.isnan(tests)
    believed = np.zeros(tests.shape, np.bool_)
    if made.any():
        believed[made] = false_discovery_control(tests[made]) <= rate
    return believed


def neighbour_pairs(
    values: Floats, neighbours: Neighbours
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return each area beside each of its neighbours, as positions.

    Parameters
    ----------
    values
        One value an area, shape (n,).
    neighbours
        The positions of each area's neighbours, n of them.

    Returns
    -------
    tuple of NDArray
        Areas and their neighbours, an element an ordered pair.

    Raises
    ------
    ValueError
        As `gi_star`.
    """
    n = values.size
    if values.ndim != 1 or not n or not np.isfinite(values).all():
        raise ValueError("A value for every area is needed, and one area at least.")
    if len(neighbours) != n:
        raise ValueError(f"{len(neighbours)} neighbourhoods, but {n} areas.")
    focal = np.repeat(np.arange(n), [len(each) for each in neighbours])
    other = np.array([j for each in neighbours for j in each], np.intp)
    known = ((other >= 0) & (other < n) & (other != focal)).all()
    if not known or np.unique(focal * n + other).size < other.size:
        raise ValueError("An area's neighbours are other areas, each once.")
    return focal, other


def is_flat(values: Floats) -> bool:
    """Return whether values differ by no more than what adding them up rounds."""
    return float(np.ptp(values)) <= ROUNDING * float(np.abs(values).max())
