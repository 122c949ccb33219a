"""What every layer of the harm index is given: whole counts, a fair base, noise."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.stats.rates import PER_1000, Floats, as_counts

__all__ = ["complete", "half_year_dispersion", "residents_of", "visitor_areas"]


def visitor_areas(
    footfall_count: ArrayLike, population: ArrayLike, cutoff: float = Cuts.visitor
) -> NDArray[np.bool_]:
    """Return which areas visitors dominate, so that residents are a poor base.

    Parameters
    ----------
    footfall_count
        Shoplifting, theft from the person and bicycle theft over 12 months, shape
        (n,).
    population
        Residents, shape (n,).
    cutoff
        Such crimes per 1,000 residents above which an area counts as visitors'.

    Returns
    -------
    NDArray
        True for visitor areas, shape (n,).

    Raises
    ------
    ValueError
        If a count is missing or negative, or an area has no residents.
    """
    footfall = complete(footfall_count)
    return PER_1000 * footfall / residents_of(population) > cutoff


def half_year_dispersion(
    first_half: ArrayLike, second_half: ArrayLike, usable: NDArray[np.bool_]
) -> float:
    """Return how much more the counts vary than Poisson counts, from two half-years.

    Areas differ for good reasons, so how they differ from each other says nothing
    about noise. How each one's year divides into halves does.

    Parameters
    ----------
    first_half, second_half
        Reports of all types in the first and the last 6 months, shape (n,).
    usable
        True for the areas to learn from, shape (n,).

    Returns
    -------
    float
        Variance over that of Poisson counts, at least 1.

    Raises
    ------
    ValueError
        If a count is missing or negative.
    NotEnoughData
        If fewer than two usable areas have reports, or one half-year has none.

    Notes
    -----
    Pearson's chi-squared over its degrees of freedom for a common share in the
    first half.
    """
    first, second = complete(first_half), complete(second_half)
    learnt = np.asarray(usable, np.bool_) & (first + second > 0)
    first, year = first[learnt], (first + second)[learnt]
    if year.size < 2 or not 0 < first.sum() < year.sum():
        raise NotEnoughData("Two areas and two half-years with reports are needed.")
    share = first.sum() / year.sum()
    squares = (first - share * year) ** 2 / (share * (1 - share) * year)
    return max(1.0, float(squares.sum() / (year.size - 1)))


def complete(values: ArrayLike) -> Floats:
    """Return counts of which none is missing.

    Parameters
    ----------
    values
        Counts of any shape.

    Returns
    -------
    NDArray
        The same values.

    Raises
    ------
    ValueError
        If a count is missing, negative or infinite.
    """
    counts = as_counts(values)
    if np.isnan(counts).any():
        raise ValueError("The index needs a count for every area.")
    return counts


def residents_of(population: ArrayLike) -> Floats:
    """Return populations that are all above 0.

    Parameters
    ----------
    population
        Residents, shape (n,).

    Returns
    -------
    NDArray
        The same values.

    Raises
    ------
    ValueError
        If an area has no residents, or their number is missing.
    """
    residents = complete(population)
    if not (residents > 0).all():
        raise ValueError("The index needs residents in every area.")
    return residents
