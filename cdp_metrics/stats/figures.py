"""A count or a proportion, with what is needed to judge it against another."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from scipy.special import stdtrit

from cdp_metrics.stats.change import CountChange, compare_counts
from cdp_metrics.stats.proportions import (
    Proportion,
    ProportionChange,
    compare_proportions,
)
from cdp_metrics.stats.rates import Interval, normal_quantile

__all__ = ["Change", "Count", "Figure", "Polarity", "Unit", "better", "compare"]

Polarity = Literal["higher_is_better", "lower_is_better", "neutral"]
Unit = Literal["percent", "pp"]
Change = CountChange | ProportionChange


@dataclass(frozen=True)
class Count:
    """A count and how much counts of its series vary.

    Attributes
    ----------
    value
        Events, a whole number from 0 up.
    phi, phi_df
        Dispersion of the series, at least 1, and the degrees of freedom it was
        estimated on, as `seasonal_dispersion` returns them.

    Raises
    ------
    ValueError
        If the count is missing, negative or not whole, or `phi` is below 1.
    """

    value: float
    phi: float = 1.0
    phi_df: float = math.inf

    def __post_init__(self) -> None:
        """Refuse what cannot be a count."""
        if not (0 <= self.value < math.inf and self.value == int(self.value)):
            raise ValueError(f"A count is a whole number from 0 up, not {self.value}.")
        if not 1 <= self.phi < math.inf:
            raise ValueError(f"Dispersion is at least 1, not {self.phi}.")

    def limits(self, confidence: float = 0.95) -> Interval[float]:
        """Return the count with a score interval widened by its dispersion.

        Notes
        -----
        The limits are the means m that lie t standard errors sqrt(phi m) from the
        count, with Student's t on `phi_df` degrees of freedom; at 0 the lower is 0.
        """
        normal_quantile(confidence)  # refuses 95
        spread = self.phi * float(stdtrit(self.phi_df, (1 + confidence) / 2)) ** 2
        middle = self.value + spread / 2
        half = math.sqrt(spread * (self.value + spread / 4))
        lower = max(0.0, middle - half)
        return Interval(self.value, lower, middle + half, confidence, "score")


Figure = Count | Proportion


def better(polarity: Polarity) -> int:
    """Return 1 where higher is better, -1 where lower is and 0 where neither."""
    return {"higher_is_better": 1, "lower_is_better": -1, "neutral": 0}[polarity]


def compare(
    now: Figure, then: Figure, *, shared: float = 0.0, confidence: float = 0.95
) -> Change:
    """Compare a figure with an earlier one of its kind.

    Parameters
    ----------
    now, then
        The later and the earlier figure, over periods of one length; the dispersion
        is that of `now`.
    shared
        Events of the months that both periods hold. Only the others are tested.
    confidence
        Coverage, a share.

    Returns
    -------
    CountChange or ProportionChange
        The difference, its limits and whether it is beyond chance.

    Raises
    ------
    TypeError
        If one is a count and the other a proportion.
    ValueError
        If more events are shared than either period holds.
    """
    if isinstance(now, Proportion) and isinstance(then, Proportion):
        return compare_proportions(now, then, confidence)
    if not (isinstance(now, Count) and isinstance(then, Count)):
        raise TypeError("A count is not compared with a proportion.")
    if not 0 <= shared <= min(now.value, then.value):
        raise ValueError("A period cannot share more events than it holds.")
    whole, tested = (
        compare_counts(
            now.value - both,
            then.value - both,
            phi=now.phi,
            phi_df=now.phi_df,
            confidence=confidence,
        )
        for both in (0.0, shared)
    )
    limits = (tested.ratio_lower, tested.ratio_upper)
    lower, upper = (
        # what both periods hold is the same in both, so it narrows the ratio
        None if limit is None else 1 + (limit - 1) * tested.then / whole.then
        for limit in limits
    )
    return replace(
        tested,
        now=whole.now,
        then=whole.then,
        percent=whole.percent,
        ratio_lower=lower,
        ratio_upper=upper,
        guard=whole.guard,
    )
