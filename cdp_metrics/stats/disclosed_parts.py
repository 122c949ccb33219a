"""Which counts of the parts of a total may be shown, where only some were received."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.disclosure import LEAST_SHOWN, disclose
from cdp_metrics.stats.rates import Floats

__all__ = ["parts_hidden"]

Flags = NDArray[np.bool_]


def parts_hidden(
    parts: ArrayLike, whole: ArrayLike, held_back: ArrayLike | None = None
) -> Flags:
    """Return which counts of parts and of their total are not to be shown.

    Parameters
    ----------
    parts
        Shape (n, 2): cases, and all that they are of; NaN where not received.
    whole
        Shape (2,): the same of the total, as it was received.
    held_back
        True where the sender held a part back, shape (n,), or the total too, (n + 1,).

    Returns
    -------
    NDArray
        Shape (n + 1, 3): cases, the others and all; the total last. True where a count
        is small, where it was held back, or where another could be found from it.

    Notes
    -----
    What the parts that are known leave of the total is a part of its own: it is what
    was not received, or what one sender held back. Parts that add up to more than their
    total tell nothing of each other.
    """
    counts = np.vstack([np.asarray(parts, np.float64).reshape(-1, 2), whole])
    held = np.zeros(len(counts), np.bool_)
    if held_back is not None:
        given = np.asarray(held_back, np.bool_)
        held[: given.size] = given
    sides = np.column_stack([counts[:, 0], counts[:, 1] - counts[:, 0]])
    known = ~held & (sides >= 0).all(axis=1)
    hidden = np.repeat(held[:, None], 3, axis=1)
    if not _together(sides, known, held, hidden):
        for at in np.flatnonzero(known).tolist():
            hidden[at] |= np.isnan(disclose(sides[at]).counts[0])
        asked = ~held & (counts[:, 1] >= 0)
        hidden[asked, 2] |= (counts[asked, 1] > 0) & (counts[asked, 1] < LEAST_SHOWN)
        every = hidden[:, 2:]  # where cases do not add up, all that they are of may
        _together(counts[:, 1:], asked, held, every)
    return hidden


def _together(counts: Floats, known: Flags, held: Flags, hidden: Flags) -> bool:
    """Mark what is hidden in parts that add up to their total; False where none do."""
    own, width = np.flatnonzero(known[:-1]), hidden.shape[1]
    sums = counts[own].sum(axis=0)
    if held[-1] and own.size == len(counts) - 1:
        withheld = np.zeros((own.size + 1, counts.shape[1] + 1), np.bool_)
        withheld[-1] = True
        table = disclose(counts[own], withheld).counts
    elif known[-1] and (sums <= counts[-1]).all():
        rest = counts[-1] - sums
        body = np.vstack([counts[own], rest]) if rest.any() else counts[own]
        withheld = np.zeros(body.shape, np.bool_)
        if rest.any():
            # of several that were held back it is not known how much each is of it
            withheld[-1] = held[:-1].sum() == 1
        table = disclose(body, withheld).counts
    else:
        return False
    marked = np.isnan(table[:, :width])
    hidden[own] |= marked[: own.size]
    if known[-1]:
        hidden[-1] |= marked[-1]
    return True
