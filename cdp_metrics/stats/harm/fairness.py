"""Whether gap flags follow who lives in an area rather than how it reports."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.harm.cross_map import thirds
from cdp_metrics.stats.rates import Interval, wilson

__all__ = ["Subgroup", "subgroup_check", "subgroup_means"]


@dataclass(frozen=True)
class Subgroup:
    """Flags in one third of the areas, by the share of a group who live there.

    Attributes
    ----------
    third
        1 = lowest share, 3 = highest.
    areas
        How many.
    without, with_ethnicity
        Share of them flagged by the version without ethnicity and by that with it.
    """

    third: int
    areas: int
    without: Interval[float]
    with_ethnicity: Interval[float]


def subgroup_check(
    flagged_without: ArrayLike,
    flagged_with: ArrayLike,
    share: ArrayLike,
    usable: NDArray[np.bool_],
) -> tuple[Subgroup, ...]:
    """Return how flags fall on areas by the share of a group who live there.

    Parameters
    ----------
    flagged_without, flagged_with
        True for areas flagged by the version without ethnicity and with it, shape
        (n,).
    share
        Share of the group among residents, shape (n,).
    usable
        True for the areas that can be flagged, shape (n,).

    Returns
    -------
    tuple of Subgroup
        Three thirds of the areas, from the lowest share. Totals only: no list of
        areas goes with ethnicity.

    Raises
    ------
    ValueError, NotEnoughData
        As `thirds`.
    """
    used = np.asarray(usable, np.bool_)
    third = thirds(share, used)
    rows = []
    for number in (1, 2, 3):
        here = used & (third == number)
        flags = (
            np.asarray(flagged, np.bool_)[here].sum()
            for flagged in (flagged_without, flagged_with)
        )
        areas = int(here.sum())
        rows.append(Subgroup(number, areas, *(wilson(float(x), areas) for x in flags)))
    return tuple(rows)


def subgroup_means(
    values: ArrayLike,
    weights: ArrayLike,
    share: ArrayLike,
    usable: NDArray[np.bool_],
) -> tuple[float, ...]:
    """Return the mean of a figure by thirds of the share of a group who live there.

    Parameters
    ----------
    values, weights
        The figure of each area, and what it weighs in the mean, shape (n,).
    share, usable
        As `subgroup_check`.

    Returns
    -------
    tuple of float
        From the third of areas with the lowest share to the highest.

    Raises
    ------
    ValueError, NotEnoughData
        As `thirds`.
    """
    used = np.asarray(usable, np.bool_)
    third = thirds(share, used)
    held, weight = np.asarray(values, np.float64), np.asarray(weights, np.float64)
    return tuple(
        float(np.average(held[here], weights=weight[here]))
        for here in (used & (third == number) for number in (1, 2, 3))
    )
