"""Whether the latest periods rise or fall by more than their limits explain."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.stats.change import Direction
from cdp_metrics.stats.rates import Floats

__all__ = ["RecentTrend", "recent_trend"]

PERIODS = 5

# Chi-squared on 1 degree of freedom at 99.8%, and the width of 95% limits in standard
# errors, both rounded as the test's source rounds them.
CHI_SQUARED = 9.5495
WIDTH = 3.92


@dataclass(frozen=True)
class RecentTrend:
    """How the latest five periods move.

    Attributes
    ----------
    direction
        "up", "down", or "level" for no significant change; None where the trend
        cannot be calculated.
    slope
        Units of the values per period used; NaN likewise.
    chi_squared
        Of the slope, on 1 degree of freedom; NaN likewise.
    positions
        Where in the series the periods used are, in order; fewer than five where the
        trend cannot be calculated.
    """

    direction: Direction | None
    slope: float
    chi_squared: float
    positions: tuple[int, ...]


def recent_trend(
    values: ArrayLike, lower: ArrayLike, upper: ArrayLike, stride: int = 1
) -> RecentTrend:
    """Test the latest five periods for a trend.

    Parameters
    ----------
    values
        A figure a period, in order, shape (n,); NaN = missing.
    lower, upper
        Its 95% limits, shape (n,). A period without them, or whose limits meet, is
        not valid and is passed over.
    stride
        Periods that a figure spans: 3 for three-year totals published every year.
        The periods used lie at least so far apart, so that none overlap.

    Returns
    -------
    RecentTrend
        Direction with the numbers behind it.

    Raises
    ------
    ValueError
        If shapes differ or the stride is below 1.

    Notes
    -----
    The recent trend of Fingertips (Office for Health Improvement and Disparities):
    a weighted straight line, significant at 99.8%, whose slope keeps its sign with
    each point left out in turn.
    """
    series = [np.asarray(each, np.float64) for each in (values, lower, upper)]
    figures, low, high = series
    if figures.ndim != 1 or not figures.shape == low.shape == high.shape:
        raise ValueError("Values and limits are one number a period each.")
    if stride < 1:
        raise ValueError(f"A figure spans at least one period, not {stride}.")
    valid = np.isfinite(series).all(axis=0) & (high > low)
    positions: list[int] = []
    for position in np.flatnonzero(valid)[::-1].tolist():
        if not positions or positions[-1] - position >= stride:
            positions.append(position)
    used = positions[:PERIODS][::-1]
    if len(used) < PERIODS:
        return RecentTrend(None, math.nan, math.nan, tuple(used))
    points = np.array(
        [
            np.arange(1.0, PERIODS + 1),
            figures[used],
            (high[used] - low[used]) / WIDTH,
        ]
    )
    slope, error = _line(points)
    chi_squared = (slope / error) ** 2
    signs = {
        np.sign(_line(np.delete(points, out, axis=1))[0]) for out in range(PERIODS)
    }
    clear = chi_squared > CHI_SQUARED and signs == {np.sign(slope)}
    direction: Direction = "level" if not clear else "up" if slope > 0 else "down"
    return RecentTrend(direction, slope, chi_squared, tuple(used))


def _line(points: Floats) -> tuple[float, float]:
    """Return the slope of a weighted straight line, and its standard error.

    The rows are where the points lie, their values and their standard errors.
    """
    at, values, error = points
    weight = 1 / error**2
    apart = at - (weight @ at) / weight.sum()
    squares = weight @ apart**2
    return float((weight * apart) @ values / squares), float(1 / np.sqrt(squares))
