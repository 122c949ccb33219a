"""Where a measure should stand by now on its way from a baseline to a target."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from cdp_metrics.periods import months_between

__all__ = ["Path", "months_along", "path_value"]

Path = Literal["linear", "stepped", "monthly", "none"]
MONTHS_IN_YEAR = 12


def months_along(start: date, end: date, at: date) -> tuple[int, int]:
    """Return how far along a path a period's end lies.

    Parameters
    ----------
    start
        First day of the path.
    end
        Target date, a day in its last month.
    at
        Last day of the period that is rated.

    Returns
    -------
    tuple of int
        Months elapsed, from 0 to the second number, and months of the whole path.

    Raises
    ------
    ValueError
        If the path ends before it starts.
    """
    length = months_between(start, end) + 1
    if length < 1:
        raise ValueError(f"A path from {start} cannot end on {end}.")
    return min(max(months_between(start, at) + 1, 0), length), length


def path_value(
    baseline: float,
    goal: float,
    elapsed: int,
    length: int,
    *,
    path: Path = "linear",
    monthly: Sequence[float] = (),
) -> float | None:
    """Return the value that a path asks for after some months.

    Parameters
    ----------
    baseline, goal
        Value at the start and at the target date, in one unit.
    elapsed
        Months since the path began; clamped to 0 to `length`.
    length
        Months from start to target date, at least 1.
    path
        "linear"; "stepped", which falls at the end of each whole year of the path;
        "monthly", the values listed; "none", where only the target date counts.
    monthly
        Value at the end of each month of the path, `length` of them.

    Returns
    -------
    float or None
        The value; None before the target date where there is no path.

    Raises
    ------
    ValueError
        If `length` is below 1, or `monthly` is not of that length.
    """
    if length < 1:
        raise ValueError(f"A path is at least a month long, not {length}.")
    if path == "monthly" and len(monthly) != length:
        raise ValueError(f"A path of {length} months lists {len(monthly)} values.")
    done = min(max(elapsed, 0), length)
    if path == "none":
        return goal if done == length else None
    if path == "monthly":
        return monthly[done - 1] if done else baseline
    if path == "stepped" and done < length:
        done -= done % MONTHS_IN_YEAR
    return baseline - (baseline - goal) * done / length
