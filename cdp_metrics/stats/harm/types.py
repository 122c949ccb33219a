"""Types of report: when they can be used, and how much a repeat weighs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm.inputs import complete
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.stats.rates import Floats

__all__ = ["MixBasis", "TypeMix", "repeat_numbers", "repeat_weight", "type_mix"]

MixBasis = Literal["types", "one type", "too many without a type"]


@dataclass(frozen=True, eq=False)
class TypeMix:
    """The counts that the index is to be computed from, and why these.

    Attributes
    ----------
    counts
        Areas by types, shape (n, K); of one column where types are not used.
    basis
        "types" where the index may weigh them. Otherwise it is volume per resident:
        there is "one type", or there are "too many without a type".
    unclassified
        Share of all reports that have no type.
    """

    counts: Floats
    basis: MixBasis
    unclassified: float


def type_mix(
    counts: ArrayLike, without_type: ArrayLike | None = None, cuts: Cuts | None = None
) -> TypeMix:
    """Decide whether reports can be weighed by type.

    Parameters
    ----------
    counts
        Reports with a type, areas by types, shape (n, K), each counted once.
    without_type
        Reports that the crosswalk gives no type, shape (n,); none by default.
    cuts
        Share without a type above which types are not used.

    Returns
    -------
    TypeMix
        By type; or all reports in one column. Where types are used, reports without
        one are left out.

    Raises
    ------
    ValueError
        If shapes differ, or a count is missing or negative.
    NotEnoughData
        If there are no reports at all.
    """
    typed = complete(counts)
    if typed.ndim != 2:
        raise ValueError("Counts are areas by types.")
    untyped = np.zeros(len(typed)) if without_type is None else complete(without_type)
    if untyped.shape != typed.shape[:1]:
        raise ValueError("Reports without a type are one number an area.")
    total = typed.sum() + untyped.sum()
    if total == 0:
        raise NotEnoughData("There are no reports.")
    share = float(untyped.sum() / total)
    everything = (typed.sum(axis=1) + untyped)[:, np.newaxis]
    if typed.shape[1] == 1:
        return TypeMix(everything, "one type", share)
    if share > (cuts or Cuts()).unclassified:
        return TypeMix(everything, "too many without a type", share)
    return TypeMix(typed, "types", share)


def repeat_numbers(
    place: ArrayLike, day: ArrayLike, cuts: Cuts | None = None
) -> NDArray[np.int64]:
    """Return which report at its place within six months each one is.

    Parameters
    ----------
    place
        A code of the place, shape (n,); only the same code is the same place.
    day
        Date of each report, as NumPy dates, shape (n,).
    cuts
        How many days back reports are counted.

    Returns
    -------
    NDArray
        1 for a first report, 2 for the second and so on, shape (n,). Reports of one
        day keep the order they came in.

    Raises
    ------
    ValueError
        If shapes differ or a date is missing.
    """
    _, code = np.unique(np.asarray(place), return_inverse=True)
    dates = np.asarray(day, "datetime64[D]")
    if code.shape != dates.shape or np.isnat(dates).any():
        raise ValueError("Each report has a place and a date.")
    if not dates.size:
        return np.zeros(0, np.int64)
    window = (cuts or Cuts()).repeat_days
    days = (dates - dates.min()).astype(np.int64)
    # Places lie further apart than the window, so one sorted line holds them all.
    line = code * (days.max() + window + 1) + days
    order = np.argsort(line, kind="stable")
    first = np.searchsorted(line[order], line[order] - window, side="left")
    numbers = np.empty(line.size, np.int64)
    numbers[order] = np.arange(line.size) - first + 1
    return numbers


def repeat_weight(number: ArrayLike, cuts: Cuts | None = None) -> Floats:
    """Return how many times a first report the r-th one weighs.

    Parameters
    ----------
    number
        r, from `repeat_numbers`.
    cuts
        What a doubling adds, and the most.

    Returns
    -------
    NDArray
        1 + 0.25 log2(r), at most 2: an assumption.

    Raises
    ------
    ValueError
        If a number is below 1.
    """
    cuts, r = cuts or Cuts(), np.asarray(number, np.float64)
    if not (r >= 1).all():
        raise ValueError("The first report at a place is number 1.")
    return np.minimum(cuts.repeat_most, 1 + cuts.repeat_step * np.log2(r))
