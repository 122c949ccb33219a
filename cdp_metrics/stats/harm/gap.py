"""Where reports are fewer, or more, than expected, and what may be said of it.

Fewer reports than expected is no proof of under-reporting: quiet areas look the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainc, gammaincinv

from cdp_metrics.stats.harm.draws import blocks
from cdp_metrics.stats.harm.inputs import complete
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.stats.rates import Floats

__all__ = [
    "GAP_STATES",
    "GapState",
    "ReportingGap",
    "areas_alike",
    "drawn_gap",
    "gap_states",
    "reporting_gap",
]

GapState = Literal[
    "none",
    "fewer reports than expected",
    "check reporting",
    "possible under-reporting",
]

GAP_STATES: tuple[GapState, ...] = get_args(GapState)
"""From the least to the most that is claimed."""

# So alike are areas whose ratios do not differ beyond chance.
NO_SPREAD = 1e6


@dataclass(frozen=True, eq=False)
class ReportingGap:
    """Reports against expected reports, by one route; shapes are (n,).

    Attributes
    ----------
    expected, reports
        Reports over the same 12 months.
    sir
        Reports over expected.
    theta
        The same ratio, drawn towards 1 as far as chance explains it.
    theta_lower, theta_upper
        Between which it lies with 90% probability, unless other cuts were given.
    p_low, p_high
        Probability that it is below the low cut, and above the high one.
    tau2
        Variance of the true ratios of the usable areas.
    k
        Its inverse, the prior's shape and rate; 1,000,000 where the variance is 0.
    usable, dispersion
        As given.
    """

    expected: Floats
    reports: Floats
    sir: Floats
    theta: Floats
    theta_lower: Floats
    theta_upper: Floats
    p_low: Floats
    p_high: Floats
    tau2: float
    k: float
    usable: NDArray[np.bool_]
    dispersion: float


def areas_alike(
    reports: Floats, expected: Floats, usable: NDArray[np.bool_], dispersion: float
) -> tuple[Floats, Floats]:
    """Return the variance of the true ratios, and how much the prior weighs.

    Parameters
    ----------
    reports
        Shape (n,).
    expected
        Shape (..., n).
    usable
        True for the areas to learn from, shape (n,).
    dispersion
        Variance of the counts over that of Poisson counts.

    Returns
    -------
    tuple of NDArray
        `tau2` and `k`, shape (...).

    Notes
    -----
    By moments: what the squared gaps hold beyond the noise of the counts.
    """
    e = expected[..., usable]
    beyond = ((reports[usable] - e) ** 2 - dispersion * e).sum(axis=-1)
    tau2 = np.maximum(0.0, beyond / (e**2).sum(axis=-1))
    with np.errstate(divide="ignore"):
        return tau2, np.where(tau2 > 0, 1 / tau2, NO_SPREAD)


def reporting_gap(
    reports: ArrayLike,
    expected: ArrayLike,
    usable: NDArray[np.bool_],
    dispersion: float,
    cuts: Cuts | None = None,
) -> ReportingGap:
    """Return how reports compare with expected ones.

    Parameters
    ----------
    reports
        Reports of all types over 12 months, shape (n,).
    expected
        Expected reports, by whichever route, shape (n,).
    usable
        True for the areas to learn from, shape (n,): all but the visitor areas.
    dispersion
        Variance of the counts over that of Poisson counts, from half-years.
        Differences between areas are no noise, and taken for it would hide them.
    cuts
        Which ratios are low or high, and the range shown.

    Returns
    -------
    ReportingGap
        Ratios, limits and probabilities.

    Raises
    ------
    ValueError
        If shapes differ, a count is missing, the dispersion is below 1, or an area
        has no expected reports.

    Notes
    -----
    Gamma prior of mean 1 and Poisson counts divided by the dispersion (Clayton, D.
    and Kaldor, J. (1987), Biometrics 43, 671-681).
    """
    y, e, used = complete(reports), complete(expected), np.asarray(usable, np.bool_)
    if not (y.ndim == 1 and y.shape == e.shape == used.shape):
        raise ValueError("Reports, expected reports and usable are one value an area.")
    if not (e > 0).all() or not dispersion >= 1:
        raise ValueError("Expected reports are above 0, the dispersion at least 1.")
    cuts = cuts or Cuts()
    tau2, k = areas_alike(y, e, used, dispersion)
    shape, rate = k + y / dispersion, k + e / dispersion
    low, high = (gammaincinv(shape, q) / rate for q in cuts.range_shown)
    return ReportingGap(
        expected=e,
        reports=y,
        sir=y / e,
        theta=shape / rate,
        theta_lower=low,
        theta_upper=high,
        p_low=gammainc(shape, rate * cuts.ratio_low),
        p_high=1 - gammainc(shape, rate * cuts.ratio_high),
        tau2=float(tau2),
        k=float(k),
        usable=used,
        dispersion=dispersion,
    )


def drawn_gap(
    gap: ReportingGap,
    expected: NDArray[np.float32],
    *,
    seed: int,
    cuts: Cuts | None = None,
) -> ReportingGap:
    """Return the gap with what is not known of the expected reports in its limits.

    Parameters
    ----------
    gap
        From `reporting_gap`.
    expected
        From `draw_expected`, shape (draws, n).
    seed
        Of the random numbers.
    cuts
        As `reporting_gap`.

    Returns
    -------
    ReportingGap
        Limits and probabilities over the draws, each with its own variance between
        areas; everything else as it was.
    """
    cuts = cuts or Cuts()
    rng = np.random.default_rng(seed)
    theta = np.empty_like(expected)
    for part in blocks(*expected.shape):
        e = expected[part].astype(np.float64)
        k = areas_alike(gap.reports, e, gap.usable, gap.dispersion)[1][:, np.newaxis]
        shape, rate = k + gap.reports / gap.dispersion, k + e / gap.dispersion
        theta[part] = rng.gamma(shape) / rate
    limits, shares = np.empty((2, 2, theta.shape[1]))
    for part in blocks(theta.shape[1], theta.shape[0]):
        some = theta[:, part]
        limits[:, part] = np.quantile(some, cuts.range_shown, axis=0)
        shares[:, part] = (
            (some < cuts.ratio_low).mean(axis=0),
            (some > cuts.ratio_high).mean(axis=0),
        )
    return replace(
        gap,
        theta_lower=limits[0],
        theta_upper=limits[1],
        p_low=shares[0],
        p_high=shares[1],
    )


def gap_states(
    survey: ReportingGap,
    crime: ReportingGap | None = None,
    *,
    reporting_ratio: ArrayLike | None = None,
    city_ratio: float | None = None,
    cuts: Cuts | None = None,
) -> NDArray[np.str_]:
    """Return what may be said of each area's reporting, and no more than that.

    Parameters
    ----------
    survey
        The gap against who lives there.
    crime
        The gap against other crime. Without it no area gets further than "fewer
        reports than expected".
    reporting_ratio
        Share of incidents that residents say they reported, by a survey, for the
        group of areas each belongs to, shape (n,); NaN = not surveyed. Without it no
        area gets to "possible under-reporting".
    city_ratio
        The same for the whole city.
    cuts
        How sure each state must be.

    Returns
    -------
    NDArray
        One of `GAP_STATES` an area, shape (n,). Visitor areas have "none".

    Raises
    ------
    ValueError
        If a reporting ratio comes without the city's, or is no share.
    """
    cuts = cuts or Cuts()
    enough = survey.usable & (survey.expected >= cuts.least_expected)
    state = np.where(enough & (survey.p_low >= cuts.sure), 1, 0)
    check = np.zeros(state.shape, np.bool_)
    if crime is not None:
        both = np.minimum(survey.p_low, crime.p_low) >= cuts.likely
        check = enough & both & (crime.expected >= cuts.least_expected)
        state[check] = 2
    if reporting_ratio is not None:
        ratio = np.asarray(reporting_ratio, np.float64)
        known = np.append(ratio[~np.isnan(ratio)], city_ratio or 0.0)
        if city_ratio is None or ratio.shape != state.shape:
            raise ValueError("A ratio an area is needed, and the city's beside it.")
        if not ((known >= 0) & (known <= 1)).all():
            raise ValueError("A reporting ratio is a share between 0 and 1.")
        state[check & (ratio < city_ratio)] = 3
    return np.asarray(GAP_STATES)[state]
