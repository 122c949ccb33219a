"""Whether two proportions differ by more than chance, and which way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cdp_metrics.stats.change import Direction
from cdp_metrics.stats.rates import Interval, wilson

__all__ = [
    "Proportion",
    "ProportionChange",
    "compare_proportions",
    "difference_limits",
    "points_direction",
]

# Assumption: a change of under half a percentage point is level even where a very
# large sample makes it significant.
DEADBAND_POINTS = 0.5


@dataclass(frozen=True)
class Proportion:
    """A proportion and how many people or cases it rests on.

    Attributes
    ----------
    percent
        The share in %, 0 to 100.
    n
        How many were looked at; None where it was published without.
    deff
        Design effect of a survey: how many times larger its variance is than that
        of a simple random sample.

    Raises
    ------
    ValueError
        If the share is not within 0 to 100, or `n` or `deff` is not above 0.
    """

    percent: float
    n: float | None
    deff: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what cannot be a proportion."""
        if not 0 <= self.percent <= 100:
            raise ValueError(f"A share is 0 to 100%, not {self.percent}.")
        if not (self.n is None or 0 < self.n < math.inf):
            raise ValueError(f"A share is of a number above 0, not of {self.n}.")
        if not 0 < self.deff < math.inf:
            raise ValueError(f"A design effect is above 0, not {self.deff}.")

    @property
    def n_eff(self) -> float | None:
        """Size of the simple random sample that would say as much."""
        return None if self.n is None else self.n / self.deff

    def limits(self, confidence: float = 0.95) -> Interval[float] | None:
        """Return the share in % with Wilson's interval; None without `n`."""
        if self.n_eff is None:
            return None
        found = min(self.percent / 100 * self.n_eff, self.n_eff)
        share = wilson(found, self.n_eff, confidence)
        lower, upper = 100 * share.lower, 100 * share.upper
        return Interval(self.percent, lower, upper, confidence, share.method)


@dataclass(frozen=True)
class ProportionChange:
    """How a proportion differs from an earlier one.

    Attributes
    ----------
    now, then
        The later and the earlier share, %.
    difference
        `now` less `then`, percentage points: never a percentage of a percentage.
    lower, upper
        Limits of the difference, percentage points; None where a denominator is not
        known.
    z
        Standard errors between the two, positive where `now` is higher; None as the
        limits.
    significant
        Whether the limits leave out 0; None where there are none.
    """

    now: float
    then: float
    difference: float
    lower: float | None
    upper: float | None
    z: float | None
    significant: bool | None


def difference_limits(one: Interval[float], other: Interval[float]) -> Interval[float]:
    """Return how far one figure is from another, with limits made from theirs.

    Parameters
    ----------
    one, other
        Figures of different people or cases with their limits, of one unit and
        confidence. Where some are in both, the limits are wider than they need be.

    Returns
    -------
    Interval
        `one` less `other` in their unit.

    Notes
    -----
    Of two Wilson intervals this is method 10 of Newcombe, R. G. (1998), Statistics in
    Medicine 17, 873-890; of others, Zou, G. Y. and Donner, A. (2008), Statistics in
    Medicine 27, 1693-1702. So limits that were published can be used as they stand.
    """
    difference = one.value - other.value
    down = math.hypot(one.value - one.lower, other.upper - other.value)
    up = math.hypot(one.upper - one.value, other.value - other.lower)
    return Interval(
        difference, difference - down, difference + up, one.confidence, "Newcombe"
    )


def compare_proportions(
    now: Proportion, then: Proportion, confidence: float = 0.95
) -> ProportionChange:
    """Compare a proportion with an earlier one.

    Parameters
    ----------
    now, then
        The later and the earlier figure, of different people or cases. Where some
        are in both, the limits are wider than they need be.
    confidence
        Coverage of the limits, a share.

    Returns
    -------
    ProportionChange
        The difference in percentage points, its limits and its z.

    Raises
    ------
    ValueError
        If `confidence` is not strictly between 0 and 1.

    Notes
    -----
    Limits: see `difference_limits`; they decide on significance, so that what is
    printed and what is said agree. z: two-proportion test with the pooled share. Both
    use effective sample sizes.
    """
    difference = now.percent - then.percent
    late, early = now.limits(confidence), then.limits(confidence)
    if late is None or early is None or now.n_eff is None or then.n_eff is None:
        return ProportionChange(
            now.percent, then.percent, difference, None, None, None, None
        )
    limits = difference_limits(late, early)
    lower, upper = limits.lower, limits.upper
    both = now.n_eff + then.n_eff
    pooled = (now.percent * now.n_eff + then.percent * then.n_eff) / both / 100
    error = 100 * math.sqrt(pooled * (1 - pooled) * (1 / now.n_eff + 1 / then.n_eff))
    return ProportionChange(
        now=now.percent,
        then=then.percent,
        difference=difference,
        lower=lower,
        upper=upper,
        z=difference / error if error else 0.0,
        significant=lower > 0 or upper < 0,
    )


def points_direction(
    change: ProportionChange, deadband_points: float = DEADBAND_POINTS
) -> Direction | None:
    """Return which way a proportion moves, "level" unless it clearly does.

    Parameters
    ----------
    change
        From `compare_proportions`.
    deadband_points
        Changes of fewer percentage points are level, significant or not.

    Returns
    -------
    str or None
        "up", "down" or "level"; None where nothing is known about chance.
    """
    if change.significant is None:
        return None
    if not change.significant or abs(change.difference) < deadband_points:
        return "level"
    return "up" if change.difference > 0 else "down"
