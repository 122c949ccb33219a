"""Direction of travel by two clocks: against the plan's baseline, and lately.

Both compare two figures; they differ in which. The recent clock sets the latest
months against the same months a year earlier, so that the season cancels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.stats.change import (
    DEADBAND_PERCENT,
    CountChange,
    Direction,
    direction,
)
from cdp_metrics.stats.figures import Change, Count, Figure, Polarity, better, compare
from cdp_metrics.stats.proportions import (
    DEADBAND_POINTS,
    Proportion,
    points_direction,
)

__all__ = ["Cadence", "Clock", "Judgement", "clock", "recent_figures"]

Cadence = Literal[
    "monthly", "quarterly", "yearly", "rolling year", "three years", "wave"
]
Judgement = Literal["improving", "worsening", "neutral"]

# How many periods are compared, and how many periods earlier their twins are. Rolling
# years come out every quarter and three-year totals every year, so the four and the
# three that follow one another overlap.
_WINDOWS: dict[Cadence, tuple[int, int]] = {
    "monthly": (3, 12),
    "quarterly": (1, 4),
    "yearly": (1, 1),
    "rolling year": (1, 4),
    "three years": (1, 3),
    "wave": (1, 1),
}


@dataclass(frozen=True)
class Clock:
    """Which way a measure moves, whether that is beyond chance, and whether it is good.

    Attributes
    ----------
    change
        The two figures, their difference and its test.
    direction
        "up", "down" or "level"; None where a denominator is not known, so that
        nothing can be said.
    judgement
        "improving" or "worsening"; "neutral" where level, not known, or neither
        direction is better.
    confidence
        Confidence of the test, a share.
    deadband
        Size of change below which it is level, in % of a count or in pp.
    """

    change: Change
    direction: Direction | None
    judgement: Judgement
    confidence: float
    deadband: float

    @property
    def effect(self) -> float | None:
        """Change in % of a count, None where too small for one, or in pp."""
        change = self.change
        return change.percent if isinstance(change, CountChange) else change.difference


def clock(
    now: Figure,
    then: Figure,
    *,
    polarity: Polarity = "neutral",
    shared: float = 0.0,
    confidence: float = 0.95,
    deadband: float | None = None,
) -> Clock:
    """Return the direction of travel from one figure to another.

    Parameters
    ----------
    now, then
        The later and the earlier figure (`compare`).
    polarity
        Which direction is better.
    shared
        Events of the months that both periods hold.
    confidence
        Coverage, a share.
    deadband
        Smallest change that is called up or down: of a count in %, of a proportion in
        percentage points. By default 1 and 0.5.

    Returns
    -------
    Clock
        Level unless the change is both beyond chance and past the deadband.
    """
    change = compare(now, then, shared=shared, confidence=confidence)
    way: Direction | None
    if isinstance(change, CountChange):
        band = DEADBAND_PERCENT if deadband is None else deadband
        way = direction(change, band)
    else:
        band = DEADBAND_POINTS if deadband is None else deadband
        way = points_direction(change, band)
    gain = better(polarity) * {"up": 1, "down": -1}.get(way or "level", 0)
    judgement: Judgement = "neutral"
    if gain:
        judgement = "improving" if gain > 0 else "worsening"
    return Clock(change, way, judgement, confidence, band)


def recent_figures(
    values: ArrayLike,
    of: ArrayLike | None = None,
    *,
    cadence: Cadence,
    phi: float = 1.0,
    phi_df: float = np.inf,
    deff: float = 1.0,
) -> tuple[Figure, Figure] | None:
    """Return the latest figure and its twin of a year or a wave earlier.

    Parameters
    ----------
    values
        Counts a period in order, none left out, shape (n,); NaN = missing. With `of`,
        the parts that its wholes hold.
    of
        Wholes that the values are parts of, shape (n,); None for plain counts.
    cadence
        Kind of period, as the dictionary names it. Months are added up three by
        three; a quarter is set against the same quarter, a wave of a survey against
        the wave before, and a rolling year, issued every quarter, against the one
        that ended a year earlier.
    phi, phi_df
        Dispersion of the counts and its degrees of freedom.
    deff
        Design effect of a survey.

    Returns
    -------
    tuple of Figure, or None
        The latest periods and their twins; None where any of them is missing.

    Notes
    -----
    Missing periods at the end are not yet complete and are passed over; a gap within
    the periods compared is not bridged.
    """
    width, back = _WINDOWS[cadence]
    parts = np.asarray(values, np.float64)
    wholes = np.ones_like(parts) if of is None else np.asarray(of, np.float64)
    held = np.isfinite(parts) & np.isfinite(wholes)
    end = int(np.flatnonzero(held)[-1]) + 1 if held.any() else 0
    if end < width + back:
        return None
    late, early = slice(end - width, end), slice(end - width - back, end - back)
    if not (held[late].all() and held[early].all()):
        return None
    now, then = (
        Count(float(np.round(parts[part].sum())), phi, phi_df)
        if of is None
        else _share(parts[part].sum(), wholes[part].sum(), deff)
        for part in (late, early)
    )
    return (now, then) if now is not None and then is not None else None


def _share(part: float, whole: float, deff: float) -> Proportion | None:
    """Return a ratio of sums; None where there is nothing to divide by."""
    return Proportion(float(100 * part / whole), float(whole), deff) if whole else None
