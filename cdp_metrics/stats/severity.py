"""Severity of crime: offences weighted by how serious each kind is.

Volume counts every offence alike, severity counts each by its weight. What changes
between two years is split into what more or fewer offences would have done by
themselves, and what their mix did.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.change import DEADBAND_PERCENT, Direction
from cdp_metrics.stats.figures import Count
from cdp_metrics.stats.rates import PER_1000, Floats, Interval

__all__ = ["SeveritySplit", "severity_rate", "split_severity"]


@dataclass(frozen=True, eq=False)
class SeveritySplit:
    """A change in severity, by its cause and by kind of offence.

    Attributes
    ----------
    before, after
        Severity in the earlier and the later year, in weighted offences.
    volume_by, mix_by
        What each kind adds to the volume and to the mix effect, in weighted offences,
        shape (k,).
    volume_half, mix_half
        Half the width of each effect's interval, in weighted offences.
    """

    before: float
    after: float
    volume_by: Floats
    mix_by: Floats
    volume_half: float
    mix_half: float

    @property
    def volume(self) -> float:
        """What more or fewer offences did, at the earlier year's average weight."""
        return float(self.volume_by.sum())

    @property
    def mix(self) -> float:
        """What a more or less serious mix did, for the later year's offences."""
        return float(self.mix_by.sum())

    @property
    def total(self) -> float:
        """The change: volume and mix effect together."""
        return self.after - self.before

    @property
    def by(self) -> Floats:
        """What each kind adds to the change, in weighted offences, shape (k,)."""
        return self.volume_by + self.mix_by

    @property
    def volume_way(self) -> Direction:
        """Whether offences became more or fewer, beyond chance and by 1% or more."""
        return self._way(self.volume, self.volume_half)

    @property
    def mix_way(self) -> Direction:
        """Whether an offence became more or less serious, by the same rule."""
        return self._way(self.mix, self.mix_half)

    def _way(self, effect: float, half: float) -> Direction:
        if abs(effect) <= max(half, DEADBAND_PERCENT / 100 * self.before):
            return "level"
        return "up" if effect > 0 else "down"


def split_severity(
    before: ArrayLike,
    after: ArrayLike,
    weights: ArrayLike,
    *,
    phi: float = 1.0,
    phi_df: float = np.inf,
    confidence: float = 0.95,
) -> SeveritySplit:
    """Split the change in severity between two years into volume and mix.

    Parameters
    ----------
    before, after
        Offences of each kind in the earlier and the later year, shape (k,), none
        missing. Single kinds may be below 0 where a publisher took some back.
    weights
        Severity of one offence of each kind, 0 or more, shape (k,).
    phi, phi_df
        Dispersion of the total count and its degrees of freedom.
    confidence
        Coverage of the intervals, a share.

    Returns
    -------
    SeveritySplit
        Effects that add up to the change.

    Raises
    ------
    ValueError
        If shapes differ, a count or weight is missing, or a weight is negative.
    NotEnoughData
        If a year holds no offence, so that it has no mix.

    Notes
    -----
    With N offences of average weight w: volume ``(N1 - N0) w0``, mix
    ``N1 (w1 - w0)``. A kind with count n has the parts ``(N1 - N0) w n0 / N0`` and
    ``w n1 - N1 w n0 / N0``, which add up to ``w (n1 - n0)``.

    Counts vary as Poisson counts with variance phi n. So the volume effect has the
    variance ``w0^2 phi (N0 + N1)``, given w0, and the mix effect
    ``N1^2 phi (s0 / N0 + s1 / N1)``, s being the variance of the weights among a
    year's offences.
    """
    n0, n1 = (np.asarray(each, np.float64) for each in (before, after))
    w = _weights(weights)
    if not (n0.shape == n1.shape == w.shape and n0.ndim == 1):
        raise ValueError("Counts and weights are one value a kind of offence each.")
    if not (np.isfinite(n0).all() and np.isfinite(n1).all()):
        raise ValueError("Counts are numbers, none missing.")
    if n0.sum() <= 0 or n1.sum() <= 0:
        raise NotEnoughData("a year without offences has no mix to compare")
    share, all_0, all_1 = n0 / n0.sum(), n0.sum(), n1.sum()
    wide = float(stdtrit(phi_df, (1 + confidence) / 2)) * np.sqrt(phi)
    spread = _spread(n0, w) / all_0 + _spread(n1, w) / all_1
    return SeveritySplit(
        before=float(n0 @ w),
        after=float(n1 @ w),
        volume_by=(all_1 - all_0) * w * share,
        mix_by=w * (n1 - all_1 * share),
        volume_half=float(wide * (n0 @ w) / all_0 * np.sqrt(all_0 + all_1)),
        mix_half=float(wide * all_1 * np.sqrt(spread)),
    )


def _spread(counts: Floats, weights: Floats) -> float:
    """Return the variance of the weights among a year's offences."""
    held = np.maximum(counts, 0)  # corrections are no offences
    mean = held @ weights / held.sum()
    return float(held @ (weights - mean) ** 2 / held.sum())


def severity_rate(
    counts: ArrayLike,
    weights: ArrayLike,
    offences: Count,
    population: float,
    confidence: float = 0.95,
) -> Interval[float]:
    """Return severity per 1,000 residents with its interval.

    Parameters
    ----------
    counts
        Offences of each kind in a year, shape (k,), none missing.
    weights
        Severity of one offence of each kind, 0 or more, shape (k,).
    offences
        Their total, with how much such totals vary.
    population
        Residents, taken as known without error.
    confidence
        Coverage, a share.

    Returns
    -------
    Interval
        Weighted offences per 1,000 residents; NaN where there are no residents, and
        limits NaN where no weighted offence was counted.

    Raises
    ------
    ValueError
        If shapes differ, a count or weight is missing, or a weight is negative.

    Notes
    -----
    Compound Poisson: the variance of sum(w n) is phi sum(w^2 n), so one rare grave
    offence widens the interval much. The limits are those of the total count, moved
    and stretched to that variance, which keeps them skewed where counts are small.
    Source: Dobson and others (1991), Statistics in Medicine 10, 457-462.
    """
    n, w = np.asarray(counts, np.float64), _weights(weights)
    if n.shape != w.shape or not np.isfinite(n).all():
        raise ValueError("Counts are one number a weight, none missing.")
    scale = PER_1000 / population if population > 0 else np.nan
    severity, events = float(n @ w), offences.value
    method = "Dobson"
    # corrections below 0 take nothing from what is uncertain
    squares = float(np.maximum(n, 0) @ w**2)
    if events <= 0 or squares <= 0:
        return Interval(severity * scale, np.nan, np.nan, confidence, method)
    stretch = np.sqrt(squares / events)
    limits = offences.limits(confidence)
    lower = max(0.0, severity + stretch * (limits.lower - events))
    upper = severity + stretch * (limits.upper - events)
    return Interval(
        severity * scale, float(lower * scale), float(upper * scale), confidence, method
    )


def _weights(values: ArrayLike) -> Floats:
    weights = np.asarray(values, np.float64)
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise ValueError("Weights are numbers of 0 or more, none missing.")
    return weights
