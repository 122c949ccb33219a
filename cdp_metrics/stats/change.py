"""Whether two counts differ by more than chance, and which way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from scipy.special import stdtr, stdtrit

from cdp_metrics.stats.rates import normal_quantile

__all__ = [
    "CountChange",
    "Direction",
    "Guard",
    "compare_counts",
    "direction",
]

Direction = Literal["up", "down", "level"]
Guard = Literal["volume only", "small numbers"]

# Wheeler, A. P. (2016), International Journal of Police Science & Management 18,
# 159-172, shows why percentages of small counts mislead. The thresholds are
# assumptions.
PERCENT_FROM = 30
SMALL_BELOW = 5

# Assumption: below this total the normal approximation gives way to the exact test.
EXACT_BELOW = 40

# Assumption: a change of under 1% is level even where a very large count makes it
# significant.
DEADBAND_PERCENT = 1.0


@dataclass(frozen=True)
class CountChange:
    """How a count differs from an earlier one.

    Attributes
    ----------
    now, then
        Events counted in the later and the earlier period.
    difference
        Events: `now` less what the earlier rate would have given over the later
        period; plainly `now` less `then` where the exposures are equal.
    percent
        The difference in % of the earlier figure; None where `guard` forbids it.
    ratio_lower, ratio_upper
        Limits of the later rate over the earlier: 0.88 is 12% down. None where a
        count is 0.
    z
        Standard errors between the two, positive where `now` is higher.
    p_value
        Two-sided probability of a difference at least so large by chance.
    significant
        Whether `p_value` is below 1 less the confidence.
    guard
        "small numbers" where `then` is below 5, "volume only" where it is below 30,
        None otherwise.
    """

    now: float
    then: float
    difference: float
    percent: float | None
    ratio_lower: float | None
    ratio_upper: float | None
    z: float
    p_value: float
    significant: bool
    guard: Guard | None


def compare_counts(
    now: float,
    then: float,
    *,
    phi: float = 1.0,
    phi_df: float = math.inf,
    exposure_now: float = 1.0,
    exposure_then: float = 1.0,
    confidence: float = 0.95,
) -> CountChange:
    """Compare a count with an earlier one.

    Parameters
    ----------
    now, then
        Events counted, whole numbers.
    phi
        Dispersion of the counts: their variance over that of Poisson counts, at
        least 1.
    phi_df
        Degrees of freedom that `phi` was estimated on; infinite where it is known.
    exposure_now, exposure_then
        Size of the two periods, in one unit: days, months, people.
    confidence
        Coverage of the ratio's limits, a share; the test's level is 1 less this.

    Returns
    -------
    CountChange
        The difference, its limits and its test.

    Raises
    ------
    ValueError
        If a count is missing, negative or not whole, `phi` is below 1, an exposure or
        `phi_df` is not above 0, or `confidence` is not strictly between 0 and 1.

    Notes
    -----
    The p-value is that of `z`, by Student's t with `phi_df` degrees of freedom, which
    is the normal where `phi` is known. Below a total of 40 with `phi` 1 it is the exact
    conditional binomial test of Przyborowski, J. and Wilenski, H. (1940), Biometrika
    31, 313-323. The limits of the ratio are on the log scale throughout, so for small
    counts they can disagree with the exact p-value.
    """
    normal_quantile(confidence)  # refuses 95
    if not all(math.isfinite(x) and x >= 0 and x == int(x) for x in (now, then)):
        raise ValueError(f"Counts are whole numbers from 0 up, not {now} and {then}.")
    if not (math.isfinite(phi) and phi >= 1):
        raise ValueError(f"Dispersion is at least 1, not {phi}.")
    if not phi_df > 0:
        raise ValueError(f"Degrees of freedom are above 0, not {phi_df}.")
    if not (0 < exposure_now < math.inf and 0 < exposure_then < math.inf):
        raise ValueError("A period compared has an exposure above 0.")

    expected = then * exposure_now / exposure_then
    difference = now - expected
    guard = _guard(then)
    z = _z(now, then, phi, exposure_now, exposure_then)
    if phi == 1 and now + then < EXACT_BELOW:
        share = exposure_now / (exposure_now + exposure_then)
        p_value = _exact_p(int(now), int(now + then), share)
    else:
        p_value = float(2 * stdtr(phi_df, -abs(z)))
    lower = upper = None
    if now > 0 and then > 0:
        width = stdtrit(phi_df, (1 + confidence) / 2)
        spread = math.exp(width * math.sqrt(phi * (1 / now + 1 / then)))
        lower, upper = now / expected / spread, now / expected * spread
    return CountChange(
        now=now,
        then=then,
        difference=difference,
        percent=100 * difference / expected if guard is None else None,
        ratio_lower=lower,
        ratio_upper=upper,
        z=z,
        p_value=p_value,
        significant=p_value < 1 - confidence,
        guard=guard,
    )


def direction(
    change: CountChange, deadband_percent: float = DEADBAND_PERCENT
) -> Direction:
    """Return which way a count moves, "level" unless it clearly does.

    Parameters
    ----------
    change
        From `compare_counts`.
    deadband_percent
        Changes smaller than this many % are level, significant or not.

    Returns
    -------
    str
        "up", "down" or "level".

    Notes
    -----
    Where a guard withholds the percentage, significance alone decides: so small a
    count cannot change significantly by as little as the deadband.
    """
    small = change.percent is not None and abs(change.percent) < deadband_percent
    if not change.significant or small:
        return "level"
    return "up" if change.difference > 0 else "down"


def _guard(then: float) -> Guard | None:
    if then < SMALL_BELOW:
        return "small numbers"
    return "volume only" if then < PERCENT_FROM else None


def _z(now: float, then: float, phi: float, t_now: float, t_then: float) -> float:
    """Return the two-sample z; 0 where nothing was counted in either period."""
    variance = phi * (now / t_now**2 + then / t_then**2)
    return (now / t_now - then / t_then) / math.sqrt(variance) if variance else 0.0


def _exact_p(now: int, both: int, share: float) -> float:
    """Return the binomial p-value; 1 where nothing was counted in either period."""
    from scipy.stats import binomtest  # rarely needed, and half a second to import

    return float(binomtest(now, both, share).pvalue) if both else 1.0
