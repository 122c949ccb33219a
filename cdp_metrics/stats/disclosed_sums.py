"""Which sums over a year may be shown beside periods whose small counts are hidden."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.disclosure import LEAST_SHOWN
from cdp_metrics.stats.rates import Floats

__all__ = ["sums_shown"]


def sums_shown(series: Sequence[ArrayLike], length: int) -> NDArray[np.bool_]:
    """Return which sums of so many periods in a row may be shown beside the periods.

    Parameters
    ----------
    series
        Counts of people that are shown or hidden together, as cases, the others and
        all, each of shape (n,), in order of their periods; NaN where there is none.
    length
        Periods in a sum.

    Returns
    -------
    NDArray
        Shape (n,), True where the sum that ends with the period may be shown: none of
        its sums is from 1 to 4, and no hidden count follows from what is shown.

    Raises
    ------
    ValueError
        If the series differ in shape or a count is negative.

    Notes
    -----
    Counts of 1 to 4 are hidden and all others taken as known. Sums are decided oldest
    first, so that one that was shown stays shown when periods are added. With P the
    counts summed from the first period on, a hidden count is 1 <= P[t+1] - P[t] <= 4,
    a sum that is shown is P[t+1] - P[t+1-length], and such differences bind each other
    by the shortest paths between them, which are exact in whole numbers. A sum is not
    shown if one hidden count would have its least equal to its greatest.
    """
    parts = [np.asarray(each, np.float64) for each in series]
    if len({each.shape for each in parts}) != 1 or parts[0].ndim != 1:
        raise ValueError("Series are of one shape: a count a period.")
    if any((each < 0).any() for each in parts):
        raise ValueError("A count is 0 or more.")
    bounds = [_bounds(each) for each in parts]
    shown = np.zeros(parts[0].size, np.bool_)
    for last in range(length, parts[0].size + 1):
        sums = [float(each[last - length : last].sum()) for each in parts]
        if any(0 < total < LEAST_SHOWN for total in sums) or np.isnan(sums).all():
            continue
        bound = [
            most if np.isnan(total) else _tied(most, last - length, last, total)
            for most, total in zip(bounds, sums, strict=True)
        ]
        if not any(map(_told, bound, parts)):
            shown[last - 1] = True
            bounds = bound
    return shown


def _small(counts: Floats) -> NDArray[np.bool_]:
    return (counts > 0) & (counts < LEAST_SHOWN)


def _bounds(counts: Floats) -> Floats:
    """Return the most that P[j] - P[i] can be, at [i, j], before any sum is known."""
    unknown, small = np.isnan(counts), _small(counts)
    most = np.select([unknown, small], [np.inf, LEAST_SHOWN - 1.0], counts)
    least = np.select([unknown, small], [0.0, 1.0], counts)
    size = counts.size + 1
    bounds = np.zeros((size, size))
    for at in range(size):
        bounds[at, at + 1 :] = np.cumsum(most[at:])
        bounds[at + 1 :, at] = -np.cumsum(least[at:])
    return bounds


def _tied(bounds: Floats, first: int, last: int, total: float) -> Floats:
    """Return the bounds once P[last] - P[first] is known."""
    for start, end, length in ((first, last, total), (last, first, -total)):
        through = bounds[:, start, None] + length + bounds[None, end, :]
        bounds = np.minimum(bounds, through)
    return bounds


def _told(bounds: Floats, counts: Floats) -> bool:
    """Return whether a hidden count can be but one number."""
    at = np.flatnonzero(_small(counts))
    return bool((bounds[at, at + 1] <= -bounds[at + 1, at]).any())
