"""Whether a treated place changed otherwise than its control: weighted displacement."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr, stdtrit

from cdp_metrics.stats.rates import as_counts, normal_quantile
from cdp_metrics.stats.series.years import Dispersion

__all__ = [
    "BeforeAfter",
    "WeightedDisplacement",
    "dispersion_in_step",
    "in_step",
    "weighted_displacement",
]

# Assumption, usual in the planning of trials: a fall counts as detectable where a
# one-sided test at 5% would find it four times in five.
LEVEL = 0.05
POWER = 0.8


@dataclass(frozen=True)
class BeforeAfter:
    """Events in one place before and after a date.

    Attributes
    ----------
    before, after
        Events counted.
    weight_before, weight_after
        What each count is divided by: months, or the size of the place, in one unit
        for all places that are compared.
    """

    before: float
    after: float
    weight_before: float = 1.0
    weight_after: float = 1.0

    @property
    def rates(self) -> tuple[float, float]:
        """Events before and after for each 1 of the weight."""
        return self.before / self.weight_before, self.after / self.weight_after

    @property
    def change(self) -> float:
        """The rate after less the rate before."""
        before, after = self.rates
        return after - before

    @property
    def variance(self) -> float:
        """Variance of the change, each count being a Poisson count."""
        before, after = self.rates
        return before / self.weight_before + after / self.weight_after


@dataclass(frozen=True)
class WeightedDisplacement:
    """How much more a treated place changed than its control.

    Attributes
    ----------
    expected
        Events for each 1 of the weight that the treated place would have had
        afterwards, had it changed as the control did.
    difference
        Events for each 1 of the weight: negative where fewer than expected.
    se
        Its standard error, in the same unit.
    z
        The difference in standard errors; 0 where nothing was counted.
    p_value
        Two-sided probability of a difference at least so large by chance.
    lower, upper
        Limits of the difference.
    least_fall
        Smallest fall below `expected`, as a share of it, that a one-sided test at 5%
        finds four times in five; above 1 where not even an end of all events would be
        found, NaN where none were expected.
    """

    expected: float
    difference: float
    se: float
    z: float
    p_value: float
    lower: float
    upper: float
    least_fall: float


def weighted_displacement(
    treated: BeforeAfter,
    control: BeforeAfter,
    *,
    treated_ring: BeforeAfter | None = None,
    control_ring: BeforeAfter | None = None,
    phi: float = 1.0,
    phi_df: float = math.inf,
    confidence: float = 0.95,
) -> WeightedDisplacement:
    """Return the weighted displacement difference of a treated place.

    Parameters
    ----------
    treated, control
        The place where something was done, and one like it where it was not.
    treated_ring, control_ring
        Places around each, to which events may have moved; both or neither.
    phi
        Dispersion of the counts: their variance over that of Poisson counts, at
        least 1.
    phi_df
        Degrees of freedom that `phi` was estimated on; infinite where it is known.
    confidence
        Coverage of the limits, a share.

    Returns
    -------
    WeightedDisplacement
        The difference, its test and limits, and what could have been found.

    Raises
    ------
    ValueError
        If a count is missing or negative, a weight is not above 0, only one ring is
        given, `phi` is below 1, `phi_df` is not above 0, or `confidence` is not
        strictly between 0 and 1.

    Notes
    -----
    The treated place's change less the control's, plus the treated ring's less the
    control ring's; the variance is the sum of those of all counts, times `phi`.
    It takes for granted that without treatment the rates would have changed by as
    much, not by the same share: the control must be of like size, or `in_step`.
    Source: Wheeler, A. P. and Ratcliffe, J. H. (2018), Crime Science 7, 11.
    """
    normal_quantile(confidence)  # refuses 95
    if (treated_ring is None) is not (control_ring is None):
        raise ValueError("Places around are given for both, or for neither.")
    places = [treated, control]
    if treated_ring and control_ring:
        places += [treated_ring, control_ring]
    for each in places:
        _check(each)
    if not (math.isfinite(phi) and phi >= 1):
        raise ValueError(f"Dispersion is at least 1, not {phi}.")
    if not phi_df > 0:
        raise ValueError(f"Degrees of freedom are above 0, not {phi_df}.")

    difference = sum(
        sign * each.change for sign, each in zip((1, -1, 1, -1), places, strict=False)
    )
    se = math.sqrt(phi * sum(each.variance for each in places))
    z = difference / se if se else 0.0
    width = float(stdtrit(phi_df, (1 + confidence) / 2)) * se
    expected = treated.rates[0] + control.change
    return WeightedDisplacement(
        expected=expected,
        difference=difference,
        se=se,
        z=z,
        p_value=float(2 * stdtr(phi_df, -abs(z))),
        lower=difference - width,
        upper=difference + width,
        least_fall=_least_fall(expected, places, phi, phi_df),
    )


def in_step(
    treated: BeforeAfter, control: BeforeAfter
) -> tuple[BeforeAfter, BeforeAfter]:
    """Return both places weighed so that the control sets the pace.

    Parameters
    ----------
    treated, control
        Counts, with weights for unequal periods; the control of any size.

    Returns
    -------
    tuple of BeforeAfter
        The two for `weighted_displacement`: the treated place is expected to change by
        the control's share, the control itself not at all.

    Raises
    ------
    ValueError
        If a count is missing or negative, a weight is not above 0, or nothing was
        counted in the control, or in the treated place before.

    Notes
    -----
    A period in which the control had a third more events counts as a third longer.
    The variance is then that of the treated count after less the expected one, by the
    delta method, the control's own noise included.
    """
    for each in (treated, control):
        _check(each)
    if not (treated.before and control.before and control.after):
        raise ValueError("Places keep step only where events were counted.")
    before, after = control.rates
    own = replace(treated, weight_before=treated.weight_before * before / after)
    expected = own.rates[0]
    return own, replace(
        control,
        weight_before=control.before / expected,
        weight_after=control.after / expected,
    )


def dispersion_in_step(
    treated: tuple[ArrayLike, ArrayLike], control: tuple[ArrayLike, ArrayLike]
) -> Dispersion:
    """Return how much more counts vary about their control's pace than Poisson counts.

    Parameters
    ----------
    treated, control
        Counts by month before and after, shapes (n,) and (m,), the control's of the
        same months.

    Returns
    -------
    Dispersion
        Estimate and its degrees of freedom: months less one on either side. A side
        without events, and a month in which the control had none, add none.

    Raises
    ------
    ValueError
        If a count is missing or negative, or the months differ.

    Notes
    -----
    Pearson's chi-squared over its degrees of freedom; on either side the months share
    its total as the control's do.
    """
    chi_squared, df = 0.0, 0
    for own, other in zip(treated, control, strict=True):
        counts, pace = as_counts(own), as_counts(other)
        if counts.shape != pace.shape or not np.isfinite([counts, pace]).all():
            raise ValueError("Both have a count for every month.")
        counts, pace = counts[pace > 0], pace[pace > 0]
        if counts.sum() > 0:
            expected = counts.sum() * pace / pace.sum()
            chi_squared += float(((counts - expected) ** 2 / expected).sum())
            df += counts.size - 1
    if not df:
        return Dispersion(1.0, math.inf)
    return Dispersion(max(1.0, chi_squared / df), df)


def _check(place: BeforeAfter) -> None:
    if not all(math.isfinite(n) and n >= 0 for n in (place.before, place.after)):
        raise ValueError(f"Counts are 0 or more, not {place.before} and {place.after}.")
    if not all(0 < w < math.inf for w in (place.weight_before, place.weight_after)):
        raise ValueError("A count that is compared has a weight above 0.")


def _least_fall(
    expected: float, places: list[BeforeAfter], phi: float, phi_df: float
) -> float:
    """Return the smallest detectable fall as a share of what was expected."""
    if not expected > 0:
        return math.nan
    treated, *others = places
    weight = treated.weight_after
    unhelped = replace(treated, after=expected * weight)
    variance = phi * sum(each.variance for each in (unhelped, *others))
    width = float(stdtrit(phi_df, 1 - LEVEL) + stdtrit(phi_df, POWER))
    return width * math.sqrt(variance) / expected
