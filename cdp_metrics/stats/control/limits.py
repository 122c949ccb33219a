"""The limits of a control chart, learnt from one window of a series."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Generic, Literal

import numpy as np

from cdp_metrics.stats.rates import Floats, Number

__all__ = ["Baseline", "Limits", "Segment", "learn_limits"]

# Constants of the chart of individuals: 3 over 1.128, the mean range of two normal
# values in standard deviations; and the upper limit of a range over its mean.
LIMIT_RANGES = 2.66
LARGEST_RANGE = 3.267

NEAR = 2 / 3
TRIAL_BELOW = 12

# Assumption: below this mean, counts are too skewed for a chart of individuals.
INDIVIDUALS_FROM = 10


@dataclass(frozen=True, eq=False)
class Limits(Generic[Number]):
    """Mean and limits of a control chart.

    Attributes
    ----------
    mean, lower, near_lower, near_upper, upper
        In units of the series: floats, or arrays of one value a period. The near
        limits lie at two thirds of the way. NaN where there are no limits.
    """

    mean: Number
    lower: Number
    near_lower: Number
    near_upper: Number
    upper: Number


@dataclass(frozen=True)
class Baseline:
    """From when limits hold, and what they are learnt from.

    Attributes
    ----------
    start
        Position of the first period they hold for; they hold until the next baseline.
    learnt
        First position that they are learnt from, and the position after the last; by
        default all periods that they hold for.
    reason
        Why the limits start anew here, fit to print.
    """

    start: int = 0
    learnt: tuple[int, int] | None = None
    reason: str = ""


@dataclass(frozen=True)
class Segment:
    """Periods that share their limits.

    Attributes
    ----------
    baseline
        As given.
    stop
        Position after the last period.
    method
        "XmR" for the chart of individuals, "c" for the chart of small counts.
    limits
        Of an average period, without season.
    average_range
        Mean moving range behind the limits, after screening; NaN for method "c".
    points
        Periods learnt from.
    """

    baseline: Baseline
    stop: int
    method: Literal["XmR", "c"]
    limits: Limits[float]
    average_range: float
    points: int

    @property
    def trial(self) -> bool:
        """Whether the limits rest on too few points to be more than a trial."""
        return self.points < TRIAL_BELOW


def learn_limits(
    usual: Floats, baseline: Baseline, stop: int, counts: bool, phi: float, screen: bool
) -> Segment:
    """Return the limits learnt from one baseline.

    Parameters
    ----------
    usual
        The series without season, shape (n,); NaN = missing or unusual.
    baseline
        A window within the series.
    stop
        Position after the last period that the limits hold for.
    counts, phi, screen
        As for `control_chart`.

    Returns
    -------
    Segment
        Limits, NaN where there is too little to learn them from.
    """
    first, last = baseline.learnt or (baseline.start, stop)
    window = usual[first:last]
    known = window[np.isfinite(window)]
    mean = float(known.mean()) if known.size else math.nan
    average_range = math.nan
    small = counts and mean < INDIVIDUALS_FROM
    if small:
        width = 3 * math.sqrt(phi * mean) if mean > 0 else math.nan
    else:
        average_range = _average_range(window, screen)
        width = LIMIT_RANGES * average_range
    floor = 0.0 if counts else -math.inf
    return Segment(
        baseline=baseline,
        stop=stop,
        method="c" if small else "XmR",
        limits=Limits(
            mean=mean,
            lower=float(np.maximum(mean - width, floor)),
            near_lower=float(np.maximum(mean - NEAR * width, floor)),
            near_upper=mean + NEAR * width,
            upper=mean + width,
        ),
        average_range=average_range,
        points=known.size,
    )


def _average_range(window: Floats, screen: bool) -> float:
    """Return the mean moving range between neighbours; NaN where none are known."""
    ranges = np.abs(np.diff(window))
    ranges = ranges[np.isfinite(ranges)]
    if screen and ranges.any():
        ranges = ranges[ranges < LARGEST_RANGE * ranges.mean()]
    return float(ranges.mean()) if ranges.size else math.nan
