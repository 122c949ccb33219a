"""Which counts of people may be shown: no small one, and none by subtraction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.rates import Floats

__all__ = ["LEAST_SHOWN", "Disclosed", "disclose"]

LEAST_SHOWN: Final = 5
"""Counts of people from 1 to 4 are not shown; nought is."""

Cell = tuple[int, int]


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
        True where a count is not shown whatever it is, of the same shape or with the
        totals, (r + 1, c + 1). It takes part as a hidden count of any size; where it is
        NaN, totals over it are not known.

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
    all, until there is none such. So it is beside a small count that can be but one
    number: two that add up to 2 are both 1. A reader knows which of the hidden are
    small, and may know that the others are not.
    """
    cells = np.atleast_2d(np.asarray(counts, np.float64))
    held = (
        np.zeros(cells.shape, np.bool_)
        if held_back is None
        else np.atleast_2d(np.asarray(held_back, np.bool_))
    )
    if (cells < 0).any():
        raise ValueError("A count is 0 or more.")
    table = _with_totals(cells)
    if held.shape not in (cells.shape, table.shape):
        raise ValueError("Counts and what is held back have the same shape.")
    withheld = np.zeros(table.shape, np.bool_)
    withheld[: held.shape[0], : held.shape[1]] = held
    primary = ((table > 0) & (table < LEAST_SHOWN)) | withheld
    hidden = primary.copy()
    while cell := (
        _another(table, hidden) or _beside_told(table, primary, hidden, withheld)
    ):
        # a total that is said to be small tells its parts where each can be but 1
        hidden[cell], primary[cell] = True, False
    return Disclosed(
        counts=np.where(hidden, np.nan, table),
        primary=primary,
        secondary=hidden & ~primary,
    )


def _with_totals(cells: Floats) -> Floats:
    """Return cells with their sums; a sum over what is unknown is unknown."""
    rows = np.column_stack([cells, cells.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def _another(table: Floats, hidden: NDArray[np.bool_]) -> Cell | None:
    """Return the next cell to hide; None where every line hides none or several."""
    rows, columns = table.shape
    lines = [[(row, at) for at in range(columns)] for row in range(rows)]
    lines += [[(at, column) for at in range(rows)] for column in range(columns)]
    # lines of totals last: the cells that others need hidden may be enough for them
    lines.sort(key=lambda line: line[0] == (rows - 1, 0) or line[0] == (0, columns - 1))
    for line in lines:
        concealed = [cell for cell in line if hidden[cell]]
        others = [cell for cell in line if not hidden[cell]]
        if len(concealed) != 1 or any(np.isnan(table[cell]) for cell in others):
            continue
        return _least(table, others)
    return None


def _least(table: Floats, cells: Iterable[Cell]) -> Cell:
    """Return the cell to hide first: the least above nought, a total last of all."""
    rows, columns = table.shape
    return min(
        cells,
        key=lambda cell: (
            table[cell] == 0,
            cell[0] == rows - 1 or cell[1] == columns - 1,
            table[cell],
        ),
    )


def _beside_told(
    table: Floats,
    primary: NDArray[np.bool_],
    hidden: NDArray[np.bool_],
    withheld: NDArray[np.bool_],
) -> Cell | None:
    """Return the next cell to hide beside a hidden count that can be but one number."""
    more, fewer = _room(table, primary, hidden, withheld)
    known, unknown = ~hidden & (table > 0), np.isnan(table)
    for row, column in np.argwhere(primary & ~unknown).tolist():
        cell = row, column
        if _moves(more, fewer, cell) or _moves(fewer, more, cell):
            continue
        near, totals = np.zeros((2, *table.shape), np.bool_)
        near[row], near[:, column] = True, True
        totals[-1], totals[:, -1] = True, True
        for where in (known & near, known, primary & totals & ~unknown & ~withheld):
            if where.any():
                return _least(table, [(r, c) for r, c in np.argwhere(where).tolist()])
    return None


def _room(
    table: Floats,
    primary: NDArray[np.bool_],
    hidden: NDArray[np.bool_],
    withheld: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which cells may be more and fewer for all that is known of them.

    The totals of rows and of columns count as negative, so that every line adds up to
    nought.
    """
    unknown = np.isnan(table)
    least = np.select([withheld, primary], [0, 1], LEAST_SHOWN)
    capped = primary & ~withheld & (table >= LEAST_SHOWN - 1)
    more = unknown | (hidden & ~capped)
    fewer = unknown | (hidden & (table > least))
    negative = np.zeros(table.shape, np.bool_)
    negative[-1, :-1], negative[:-1, -1] = True, True
    return np.where(negative, fewer, more), np.where(negative, more, fewer)


def _moves(up: NDArray[np.bool_], down: NDArray[np.bool_], cell: Cell) -> bool:
    """Return whether a cell can go up, others up and down, with no line's sum changed.

    A change goes round: up in a column, down in the same, up in that row, and so on
    back to the row that it began in.
    """
    row, column = cell
    if not up[cell]:
        return False
    up, down = up.copy(), down.copy()
    up[cell] = down[cell] = False
    reached = np.zeros(up.shape[1], np.bool_)
    reached[column] = True
    while True:
        rows: NDArray[np.bool_] = np.any(down[:, reached], axis=1)
        if rows[row]:
            return True
        further = reached | up[rows].any(axis=0)
        if (further == reached).all():
            return False
        reached = further
