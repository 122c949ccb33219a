"""Control charts: the range that common variation explains, and what falls outside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.stats.control.limits import Baseline, Limits, Segment, learn_limits
from cdp_metrics.stats.control.rules import Marks, judge
from cdp_metrics.stats.rates import Floats
from cdp_metrics.stats.series.seasonal import deseasonalise

__all__ = [
    "Assurance",
    "ControlChart",
    "assurance",
    "control_chart",
]

Assurance = Literal["consistently met", "hit or miss", "consistently missed"]


@dataclass(frozen=True, eq=False)
class ControlChart:
    """A series of n periods with its limits; shapes are (n,).

    Attributes
    ----------
    values
        As given.
    adjusted
        The same without season.
    limits
        With season, to draw beside `values`.
    marks
        What the rules say of each point.
    segments
        Periods that share limits, in order.
    """

    values: Floats
    adjusted: Floats
    limits: Limits[Floats]
    marks: Marks
    segments: tuple[Segment, ...]


def control_chart(
    values: ArrayLike,
    *,
    expected: ArrayLike = 1.0,
    unusual: ArrayLike = False,
    baselines: Sequence[Baseline] = (Baseline(),),
    counts: bool = True,
    phi: float = 1.0,
    screen: bool = True,
) -> ControlChart:
    """Return a series with the limits of its common variation.

    Parameters
    ----------
    values
        A figure a period in order, none left out, shape (n,); NaN = missing. Not
        rolling totals: neighbours must not overlap.
    expected
        What season and length make of each period, from `Seasonality.expected`, shape
        (n,); 1 for a series without season.
    unusual
        True for periods that are shown, but neither judged nor learnt from, shape
        (n,); none by default.
    baselines
        Where limits start anew, in order; the first at 0.
    counts
        Whether the figures count events: limits are then not below 0, and means below
        10 have the chart of small counts.
    phi
        Dispersion of small counts: their variance over that of Poisson counts, at
        least 1.
    screen
        Whether moving ranges beyond their own limit are left out, once.

    Returns
    -------
    ControlChart
        Limits and marked points.

    Raises
    ------
    ValueError
        If shapes differ, `expected` is not above 0, a baseline is out of order or
        outside the series, or `phi` is below 1.

    Notes
    -----
    Chart of individuals: mean and 2.66 mean moving ranges either side (Shewhart's
    constants; Wheeler, D. J., Understanding Variation, 1993). Chart of small counts:
    mean and 3 times the root of phi times the mean. There is no moving range across
    a missing or unusual period, and no run either; runs end where limits start anew.
    A chart of small counts whose mean is 0 has no limits.
    """
    figures = np.asarray(values, np.float64)
    if figures.ndim != 1:
        raise ValueError("A chart is of one value a period, in one dimension.")
    season = np.broadcast_to(np.asarray(expected, np.float64), figures.shape)
    odd = np.broadcast_to(np.asarray(unusual, np.bool_), figures.shape)
    if not (season > 0).all():
        raise ValueError("What is expected of a period is above 0.")
    if not (math.isfinite(phi) and phi >= 1):
        raise ValueError(f"Dispersion is at least 1, not {phi}.")
    _check(baselines, figures.size)

    adjusted = deseasonalise(figures, season)
    usual = np.where(odd, np.nan, adjusted)
    ends = [*(later.start for later in baselines[1:]), figures.size]
    segments = tuple(
        learn_limits(usual, baseline, stop, counts, phi, screen)
        for baseline, stop in zip(baselines, ends, strict=True)
    )
    judged = [judge(usual[s.baseline.start : s.stop], s.limits) for s in segments]
    lengths = [s.stop - s.baseline.start for s in segments]
    drawn = {
        part.name: np.repeat([getattr(s.limits, part.name) for s in segments], lengths)
        for part in fields(Limits)
    }
    return ControlChart(
        values=figures,
        adjusted=adjusted,
        limits=Limits(**{name: level * season for name, level in drawn.items()}),
        marks=Marks(
            rule=np.concatenate([marks.rule for marks in judged]),
            side=np.concatenate([marks.side for marks in judged]),
        ),
        segments=segments,
    )


def assurance(
    chart: ControlChart,
    target: float,
    good: Literal["higher_is_better", "lower_is_better"],
) -> Assurance | None:
    """Return whether the latest limits hold a target.

    Parameters
    ----------
    chart
        From `control_chart`.
    target
        For an average period, in units of the series.
    good
        Which side of the target is good; the target itself is.

    Returns
    -------
    str or None
        "consistently met" where all that common variation allows is good,
        "consistently missed" where none of it is, else "hit or miss"; None where
        there are no limits.
    """
    limits = chart.segments[-1].limits
    if not math.isfinite(limits.upper - limits.lower):
        return None
    ends = limits.lower, limits.upper
    met = [
        end <= target if good == "lower_is_better" else end >= target for end in ends
    ]
    if all(met):
        return "consistently met"
    return "hit or miss" if any(met) else "consistently missed"


def _check(baselines: Sequence[Baseline], size: int) -> None:
    """Refuse baselines that are out of order or outside the series."""
    starts = [baseline.start for baseline in baselines]
    rising = all(one < other for one, other in pairwise([*starts, max(size, 1)]))
    if not starts or starts[0] != 0 or not rising:
        raise ValueError("Baselines start at 0 and follow each other in the series.")
    windows = [baseline.learnt for baseline in baselines if baseline.learnt]
    if not all(0 <= first < last <= size for first, last in windows):
        raise ValueError("Limits are learnt from a window within the series.")
