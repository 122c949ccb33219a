"""Two maps in one: thirds of the index by thirds of volume, or of what is expected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData

__all__ = ["BY_EXPECTED", "BY_VOLUME", "CrossMap", "cross_map", "thirds"]

BY_VOLUME = {
    (3, 3): "high volume, high harm",
    (1, 3): "high volume, low harm",
    (1, 1): "low both",
}
"""Names of the corners, by third of the index and third of volume."""

BY_EXPECTED = {
    (1, 3): "quiet but expected high: check reporting",
    (1, 1): "low both",
}
"""Names of the corners, by third of the index and third of expected harm."""


@dataclass(frozen=True, eq=False)
class CrossMap:
    """Nine cells of areas; shapes are (n,).

    Attributes
    ----------
    index, other
        Third of each, 1 = lowest, 3 = highest.
    corner
        Name of the cell; empty where it has none.
    """

    index: NDArray[np.int64]
    other: NDArray[np.int64]
    corner: tuple[str, ...]


def cross_map(
    index: ArrayLike,
    other: ArrayLike,
    usable: NDArray[np.bool_],
    corners: dict[tuple[int, int], str],
) -> CrossMap:
    """Return the cell of every area.

    Parameters
    ----------
    index
        Index of reported harm, shape (n,).
    other
        Volume or expected index, shape (n,).
    usable
        True for the areas that set the cuts, shape (n,): all but the visitor areas.
    corners
        `BY_VOLUME` or `BY_EXPECTED`.

    Returns
    -------
    CrossMap
        Thirds and named corners.

    Raises
    ------
    ValueError, NotEnoughData
        As `thirds`.
    """
    row, column = thirds(index, usable), thirds(other, usable)
    cells = zip(row.tolist(), column.tolist(), strict=True)
    return CrossMap(row, column, tuple(corners.get(cell, "") for cell in cells))


def thirds(values: ArrayLike, usable: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the third each value falls in, by cuts that the usable areas set.

    Parameters
    ----------
    values
        Shape (n,), none missing.
    usable
        True for the areas that set the cuts, shape (n,).

    Returns
    -------
    NDArray
        1, 2 or 3, shape (n,); a value at a cut is in the upper third.

    Raises
    ------
    ValueError
        If shapes differ or a value is missing.
    NotEnoughData
        If fewer than three areas set the cuts, or so many are alike that a third of
        them would be empty.
    """
    x, used = np.asarray(values, np.float64), np.asarray(usable, np.bool_)
    if x.ndim != 1 or x.shape != used.shape or not np.isfinite(x).all():
        raise ValueError("Thirds need a value for every area.")
    if used.sum() < 3:
        raise NotEnoughData("Thirds need three areas where residents are a fair base.")
    low, high = np.quantile(x[used], [1 / 3, 2 / 3])
    if not x[used].min() < low < high:
        raise NotEnoughData("Too many areas are alike to part them in thirds.")
    return np.asarray(1 + (x >= low) + (x >= high), np.int64)
