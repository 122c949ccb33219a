"""Which counts of people may be shown: no small one, and none by subtraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.rates import Floats

__all__ = ["LEAST_SHOWN", "Disclosed", "disclose"]

LEAST_SHOWN: Final = 5
"""Counts of people from 1 to 4 are not shown; nought is."""


@dataclass(frozen=True, eq=False)
class Disclosed:
    """A table with its totals, as it may be shown.

    Attributes
    ----------
    counts
        Shape (r + 1, c + 1): cells, then totals in the last row and column; NaN where
        hidden or missing.
    primary
        True where a count is hidden because it is small, same shape.
    secondary
        True where one is hidden so that no other can be found by subtraction.
    """

    counts: Floats
    primary: NDArray[np.bool_]
    secondary: NDArray[np.bool_]


def disclose(counts: ArrayLike, held_back: ArrayLike | None = None) -> Disclosed:
    """Return a table of counts of people with its totals, small counts hidden.

    Parameters
    ----------
    counts
        Shape (r, c), or (c,) for one row; NaN where there is no count.
    held_back
        True where the sender held a count back, same shape: it takes part as a hidden
        count, and totals over it are not known.

    Returns
    -------
    Disclosed
        Cells and totals.

    Raises
    ------
    ValueError
        If a count is negative or the shapes differ.

    Notes
    -----
    A count of 1 to 4 is hidden. Wherever a row or a column, its total included, has one
    hidden count alone, the least other one above nought is hidden too, a total last of
    all, until there is none such.
    """
    cells = np.atleast_2d(np.asarray(counts, np.float64))
    held = (
        np.zeros(cells.shape, np.bool_)
        if held_back is None
        else np.atleast_2d(np.asarray(held_back, np.bool_))
    )
    if held.shape != cells.shape:
        raise ValueError("Counts and what is held back have the same shape.")
    if (cells < 0).any():
        raise ValueError("A count is 0 or more.")
    known = np.where(held, np.nan, cells)
    table = _with_totals(known)
    withheld = np.zeros(table.shape, np.bool_)
    withheld[:-1, :-1] = held
    primary = ((table > 0) & (table < LEAST_SHOWN)) | withheld
    hidden = primary.copy()
    while (cell := _another(table, hidden)) is not None:
        hidden[cell] = True
    return Disclosed(
        counts=np.where(hidden, np.nan, table),
        primary=primary,
        secondary=hidden & ~primary,
    )


def _with_totals(cells: Floats) -> Floats:
    """Return cells with their sums; a sum over what is unknown is unknown."""
    rows = np.column_stack([cells, cells.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def _another(table: Floats, hidden: NDArray[np.bool_]) -> tuple[int, int] | None:
    """Return the next cell to hide; None where every line hides none or several."""
    rows, columns = table.shape
    lines = [[(row, at) for at in range(columns)] for row in range(rows)]
    lines += [[(at, column) for at in range(rows)] for column in range(columns)]
    for line in lines:
        concealed = [cell for cell in line if hidden[cell]]
        others = [cell for cell in line if not hidden[cell]]
        if len(concealed) != 1 or any(np.isnan(table[cell]) for cell in others):
            continue
        return min(
            others,
            key=lambda cell: (
                table[cell] == 0,
                cell[0] == rows - 1 or cell[1] == columns - 1,
                table[cell],
            ),
        )
    return None
