"""A series of counts as a forecast needs it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cdp_metrics.stats.rates import Floats
from cdp_metrics.stats.series.seasonal import NotEnough

__all__ = ["History", "forecast_window"]

MONTHS_IN_YEAR = 12

# Older years say little of how a series goes on; fewer do not show its season.
YEARS_USED = 5
YEARS_NEEDED = 3
YEARS_AHEAD = 3


@dataclass(frozen=True, eq=False)
class History:
    """Counts of n periods, and the h periods to forecast.

    Attributes
    ----------
    counts
        A count a period in order, none left out, shape (n,); NaN = missing.
    days
        Length of each period and of those to forecast, shape (n + h,).
    unusual
        True for periods not to learn from, shape (n,). They still count in totals.
    periods
        Periods in a year: 12 months or 4 quarters.
    steps
        Positions of the periods from which recording or provision is known to have
        changed, so that the level may have.

    Raises
    ------
    ValueError
        If shapes differ, a length is not above 0, or nothing is to forecast.
    """

    counts: Floats
    days: Floats
    unusual: NDArray[np.bool_]
    periods: int = MONTHS_IN_YEAR
    steps: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse series that do not belong together."""
        if self.counts.ndim != 1 or self.unusual.shape != self.counts.shape:
            raise ValueError("Counts and unusual periods are one value a period each.")
        if self.days.ndim != 1 or not (self.days > 0).all():
            raise ValueError("Days are one number above 0 a period.")
        if self.ahead < 1:
            raise ValueError("Days are needed beyond the counts, to forecast there.")

    @property
    def ahead(self) -> int:
        """How many periods to forecast."""
        return self.days.size - self.counts.size

    @property
    def learnable(self) -> NDArray[np.bool_]:
        """Which periods can be learnt from, shape (n,)."""
        return np.isfinite(self.counts) & ~self.unusual

    def until(self, origin: int, ahead: int) -> History:
        """Return what was known before a period, and the periods ahead from there.

        Parameters
        ----------
        origin
            Position of the first period that is not known yet.
        ahead
            Periods to forecast from there.

        Returns
        -------
        History
            The first `origin` counts.
        """
        return History(
            counts=self.counts[:origin],
            days=self.days[: origin + ahead],
            unusual=self.unusual[:origin],
            periods=self.periods,
            steps=self.steps,
        )


def forecast_window(history: History) -> NDArray[np.int64] | NotEnough:
    """Return the latest periods to learn from, where they allow a forecast.

    Parameters
    ----------
    history
        Counts and the periods ahead.

    Returns
    -------
    NDArray or NotEnough
        Positions in order, three to five years of them; or why there is no forecast.
    """
    need, furthest = YEARS_NEEDED * history.periods, YEARS_AHEAD * history.periods
    if history.ahead > furthest:
        return NotEnough(
            f"A forecast reaches at most {furthest} periods ahead, and "
            f"{history.ahead} were asked for.",
            furthest,
            history.ahead,
        )
    found = np.flatnonzero(history.learnable)[-YEARS_USED * history.periods :]
    if found.size < need:
        return NotEnough(
            f"{need} complete, usual periods are needed to forecast, and there are "
            f"{found.size}.",
            found.size,
            need,
        )
    sound = int((history.counts[found] >= 0).sum())
    if sound < found.size:
        return NotEnough(
            "The publisher's corrections leave a period below 0, and such a series "
            "cannot be forecast.",
            sound,
            found.size,
        )
    # Each time of the year needs an event: a rate of 0 has no logarithm.
    active = found[history.counts[found] > 0] % history.periods
    seasons = np.unique(active).size
    if seasons < history.periods:
        return NotEnough(
            "Too few events to forecast: at some time of the year nothing was counted.",
            seasons,
            history.periods,
        )
    return found
