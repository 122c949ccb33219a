"""Which places or providers differ from the rest by more than chance."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.stats.change import compare_counts
from cdp_metrics.stats.rates import Floats, Interval, as_counts, normal_quantile

__all__ = ["Funnel", "Kind", "funnel", "rate_ratio"]

Kind = Literal["rate", "proportion"]

# Assumption, after FunnelPlotR: the outer tenth of units at either end must not
# widen the limits that are to find them.
TRIM = 0.10


def _proportion_to_angle(share: Floats) -> Floats:
    return np.arcsin(np.sqrt(share))


def _angle_to_proportion(angle: Floats) -> Floats:
    return np.sin(np.clip(angle, 0, math.pi / 2)) ** 2


def _root_to_rate(root: Floats) -> Floats:
    return np.maximum(root, 0) ** 2


_SCALES: dict[Kind, tuple[Callable[[Floats], Floats], Callable[[Floats], Floats]]] = {
    "rate": (np.sqrt, _root_to_rate),
    "proportion": (_proportion_to_angle, _angle_to_proportion),
}


@dataclass(frozen=True, eq=False)
class Funnel:
    """Units around their common average.

    Attributes
    ----------
    kind
        "rate" or "proportion".
    average
        All events over all denominators, per `per`.
    values
        Each unit's events over its denominator, per `per`, shape (n,); NaN = missing.
    z
        Standard errors of each unit from the average, overdispersion included.
    tau2
        Variance between units beyond chance, on the scale of square roots (rates) or
        of angles (proportions); 0 where there is none.
    per
        Size of the group that values speak of.
    """

    kind: Kind
    average: float
    values: Floats
    z: Floats
    tau2: float
    per: float

    def limits(self, denominators: ArrayLike, confidence: float) -> Interval[Floats]:
        """Return the average with the limits for units of these sizes.

        Parameters
        ----------
        denominators
            Sizes, above 0, shape (m,).
        confidence
            Share of units within, were there no real differences: 0.95 or 0.998.
        """
        there, back = _SCALES[self.kind]
        sizes = np.asarray(denominators, np.float64)
        middle = there(np.asarray(self.average / self.per))
        wide = normal_quantile(confidence) * np.sqrt(0.25 / sizes + self.tau2)
        return Interval(
            value=np.full(sizes.shape, self.average),
            lower=self.per * back(middle - wide),
            upper=self.per * back(middle + wide),
            confidence=confidence,
            method="funnel",
        )

    def outside(self, confidence: float) -> Floats:
        """Return 1 for units above their limits, -1 below, 0 within; NaN = missing."""
        beyond = np.abs(self.z) > normal_quantile(confidence)
        return np.where(beyond, np.sign(self.z), self.z * 0)


def funnel(
    events: ArrayLike, denominators: ArrayLike, *, kind: Kind, per: float | None = None
) -> Funnel:
    """Compare units with their common average.

    Parameters
    ----------
    events
        Events, or parts of the denominators, shape (n,); NaN = missing.
    denominators
        Residents, or cases looked at, shape (n,).
    kind
        "rate" for Poisson counts on a population, "proportion" for binomial parts.
    per
        Size of the group that values speak of; by default 1,000 for rates and 100
        for proportions.

    Returns
    -------
    Funnel
        Values, z and what limits need. A unit that is missing or has no denominator
        is left out of the average and is NaN.

    Raises
    ------
    ValueError
        If no unit has figures, a figure is negative or infinite, a part exceeds its
        whole, or nothing was counted anywhere.

    Notes
    -----
    Spiegelhalter, D. J. (2005), Statistics in Medicine 24, 1185-1202: on a scale where
    the variance is known, 1/(4 n) for square roots of Poisson rates and for arcsine
    roots of proportions, with additive overdispersion by the method of moments of
    DerSimonian and Laird from z winsorised at 10% either end, as FunnelPlotR does.
    Funnel plots rank nobody: units within the limits are not told apart.
    """
    counts, sizes = as_counts(events), as_counts(denominators)
    known = np.isfinite(counts) & (sizes > 0)
    if not known.any() or counts[known].sum() == 0:
        raise ValueError("A funnel needs units with events.")
    if kind == "proportion" and (counts[known] > sizes[known]).any():
        raise ValueError("A part is larger than its whole.")
    if per is None:
        per = 1000.0 if kind == "rate" else 100.0
    there, _ = _SCALES[kind]
    ratio = np.where(known, counts, np.nan) / np.where(known, sizes, np.nan)
    average = counts[known].sum() / sizes[known].sum()
    gaps = there(ratio) - there(average)
    error2 = 0.25 / np.where(known, sizes, np.nan)
    tau2 = _between(gaps[known], error2[known])
    return Funnel(
        kind=kind,
        average=float(per * average),
        values=per * ratio,
        z=gaps / np.sqrt(error2 + tau2),
        tau2=tau2,
        per=per,
    )


def rate_ratio(
    count: float,
    population: float,
    other: float,
    other_population: float,
    *,
    phi: float = 1.0,
    phi_df: float = math.inf,
    confidence: float = 0.95,
) -> Interval[float]:
    """Return how many times one place's rate is another's.

    Parameters
    ----------
    count, population
        Events and people of the first place.
    other, other_population
        Those of the place it is set against.
    phi, phi_df
        Dispersion of the counts and its degrees of freedom.
    confidence
        Coverage, a share.

    Returns
    -------
    Interval
        The ratio with limits on the log scale; NaN where a count is 0.

    Raises
    ------
    ValueError
        As `compare_counts`.
    """
    change = compare_counts(
        count,
        other,
        phi=phi,
        phi_df=phi_df,
        exposure_now=population,
        exposure_then=other_population,
        confidence=confidence,
    )
    low, high = change.ratio_lower, change.ratio_upper
    if low is None or high is None:
        return Interval(math.nan, math.nan, math.nan, confidence, "log ratio")
    return Interval(math.sqrt(low * high), low, high, confidence, "log ratio")


def _between(gaps: Floats, error2: Floats) -> float:
    """Return the variance between units that chance does not explain."""
    z = gaps / np.sqrt(error2)
    z = np.clip(z, *np.quantile(z, [TRIM, 1 - TRIM]))
    weight = 1 / error2
    spare = float((z**2).sum()) - (len(z) - 1)
    room = float(weight.sum() - (weight**2).sum() / weight.sum())
    return spare / room if spare > 0 and room > 0 else 0.0
