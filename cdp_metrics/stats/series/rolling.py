"""Twelve-month totals that say nothing when a month is missing."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

__all__ = ["present_in_window", "rolling_total"]

MONTHS_IN_YEAR = 12


def _windows(monthly: ArrayLike, window: int) -> NDArray[np.float64]:
    """Return, for each month, the `window` values that end with it.

    The months before the series starts are missing like any others, so the
    result has one row a month, however short the series.
    """
    values = np.asarray(monthly, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError("A series is one value a month, in one dimension.")
    if window < 1:
        raise ValueError(f"A window holds at least one month, not {window}.")
    padded = np.concatenate([np.full(window, np.nan), values])
    return sliding_window_view(padded, window)[1:]


def rolling_total(
    monthly: ArrayLike, window: int = MONTHS_IN_YEAR
) -> NDArray[np.float64]:
    """Return the total of the `window` months that end with each month.

    Parameters
    ----------
    monthly
        Counts in month order with no month left out, shape (n,). NaN = missing,
        which includes a month that any contributing source has not completed.
    window
        Months to add up.

    Returns
    -------
    NDArray
        Counts, shape (n,): NaN unless every month of the window is present.

    Raises
    ------
    ValueError
        If the series is not one-dimensional or the window is below one month.

    Notes
    -----
    Neighbouring totals share all but one month: control-chart rules and trend
    tests do not hold on this series.
    """
    total: NDArray[np.float64] = _windows(monthly, window).sum(axis=1)
    return total


def present_in_window(
    monthly: ArrayLike, window: int = MONTHS_IN_YEAR
) -> NDArray[np.int64]:
    """Return how many months are present among the `window` ending with each.

    Parameters
    ----------
    monthly
        As for `rolling_total`, shape (n,).
    window
        Months to look back on, the month itself included.

    Returns
    -------
    NDArray
        Months, 0 to `window`, shape (n,): the "9" of "9 of 12 months". Months
        before the series starts are not present.

    Raises
    ------
    ValueError
        If the series is not one-dimensional or the window is below one month.
    """
    present: NDArray[np.int64] = np.isfinite(_windows(monthly, window)).sum(axis=1)
    return present
