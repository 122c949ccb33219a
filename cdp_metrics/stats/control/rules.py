"""Which points of a control chart are more than common variation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from cdp_metrics.stats.control.limits import Limits
from cdp_metrics.stats.rates import Floats

__all__ = ["RULES", "Marks", "judge"]

RUN = 7

# In the order of precedence; 0 is common variation.
RULES = {
    1: "outside the limits",
    2: f"{RUN} in a row rising or falling",
    3: "2 of 3 near the same limit",
    4: f"{RUN} in a row on one side of the mean",
}

# Two figures nearer than this share of their size are equal, but for rounding.
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class Marks:
    """What the rules say of n points; shapes are (n,).

    Attributes
    ----------
    rule
        Number of the first rule that matches, a key of `RULES`; 0 where none does.
    side
        1 for high or rising, -1 for low or falling, 0 where no rule matches.
    """

    rule: NDArray[np.int64]
    side: NDArray[np.int64]


def judge(values: Floats, limits: Limits[float]) -> Marks:
    """Return which rule each point matches, if any.

    Parameters
    ----------
    values
        A figure a period in order, shape (n,); NaN breaks a run and is not judged.
    limits
        Of these periods.

    Returns
    -------
    Marks
        Every point of a run is marked, not only the one that completes it.

    Notes
    -----
    The rules of NHS England's Making Data Count. A point on the mean is on neither
    side and one equal to its neighbour neither rises nor falls. Where a rise meets a
    fall, the point between belongs to the rise.
    """
    apart = _difference(values, limits.mean)
    side = np.sign(apart)
    outside = (apart > limits.upper - limits.mean) | (
        apart < limits.lower - limits.mean
    )
    beyond = (values > limits.near_upper) | (values < limits.near_lower)
    # A point at the gap has no side, so it completes no window.
    three = np.abs(_windows(side, 3).sum(axis=1)) == 3
    pairs = three & (_windows(beyond & ~outside, 3).sum(axis=1) >= 2)
    one_side = np.abs(_windows(side, RUN).sum(axis=1)) == RUN
    steps = np.sign(_difference(values[1:], values[:-1]))
    climb = _windows(steps, RUN - 1).sum(axis=1)
    rising = _members(climb == RUN - 1, RUN, values.size)
    falling = _members(climb == 1 - RUN, RUN, values.size)
    rule = np.select(
        [
            outside,
            rising | falling,
            _members(pairs, 3, values.size),
            _members(one_side, RUN, values.size),
        ],
        list(RULES),
        0,
    )
    way = np.where(rule == 2, np.where(rising, 1, -1), side)
    return Marks(
        rule=rule.astype(np.int64),
        side=np.where(rule > 0, way, 0).astype(np.int64),
    )


def _difference(one: Floats, other: Floats | float) -> Floats:
    """Return one less the other, 0 where they differ by rounding alone."""
    same = np.isclose(one, other, rtol=ROUNDING, atol=0)
    return np.where(same, 0.0, one - other)


def _windows(values: NDArray[np.generic], length: int) -> NDArray[np.float64]:
    """Return every run of `length` neighbours, shape (runs, length)."""
    if values.size < length:
        return np.empty((0, length))
    return sliding_window_view(values.astype(np.float64), length)


def _members(found: NDArray[np.bool_], length: int, size: int) -> NDArray[np.bool_]:
    """Return which of `size` points belong to a window that was found."""
    starts = np.flatnonzero(found)
    members = np.zeros(size, np.bool_)
    members[(starts[:, np.newaxis] + np.arange(length)).ravel()] = True
    return members
