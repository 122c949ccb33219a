"""The index of reported antisocial behaviour harm.

Our own design. Each type's rate is smoothed, weighted by its impact and added up;
100 is the average of the areas where residents are a fair base. Areas that visitors
dominate are scored, but take no part in the average or in the smoothing's prior.
With one type of report the index is volume per resident, and no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.areas.smoothing import Smoothing, empirical_bayes
from cdp_metrics.stats.rates import PER_1000, Floats, as_counts

__all__ = [
    "ReportedHarm",
    "half_year_dispersion",
    "relative_to_average",
    "reported_harm",
    "visitor_areas",
]

AVERAGE = 100.0

# Assumption: with more footfall crime than this per 1,000 residents, residents are a
# poor base. To be replaced by workday over resident population above 2.
VISITOR_CUTOFF = 80.0


@dataclass(frozen=True, eq=False)
class ReportedHarm:
    """Reported harm of n areas from K types of report.

    Attributes
    ----------
    rate
        Smoothed reports per 1,000 residents, shape (n, K).
    harm
        Weighted reports per 1,000 residents, shape (n,).
    reference
        Population-weighted mean of `harm` over the usable areas.
    index
        `harm` as a % of `reference`, shape (n,): 100 is average, 200 twice that.
    raw_index
        The index without smoothing, shape (n,).
    priors
        The smoothing of each type, per resident, K of them.
    scaled_weights
        Impact weights scaled so that the average report weighs 1, shape (K,).
    residents, usable, dispersion
        As given, shapes (n,), (n,) and one number.
    """

    rate: Floats
    harm: Floats
    reference: float
    index: Floats
    raw_index: Floats
    priors: tuple[Smoothing, ...]
    scaled_weights: Floats
    residents: Floats
    usable: NDArray[np.bool_]
    dispersion: float

    @property
    def varies(self) -> bool:
        """Whether chance alone does not explain how the areas differ."""
        return any(prior.area_variance > 0 for prior in self.priors)


def visitor_areas(
    footfall_count: ArrayLike, population: ArrayLike, cutoff: float = VISITOR_CUTOFF
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
    footfall = _complete(footfall_count)
    return PER_1000 * footfall / _residents(population) > cutoff


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
    first, second = _complete(first_half), _complete(second_half)
    learnt = np.asarray(usable, np.bool_) & (first + second > 0)
    first, year = first[learnt], (first + second)[learnt]
    if year.size < 2 or not 0 < first.sum() < year.sum():
        raise NotEnoughData("Two areas and two half-years with reports are needed.")
    share = first.sum() / year.sum()
    squares = (first - share * year) ** 2 / (share * (1 - share) * year)
    return max(1.0, float(squares.sum() / (year.size - 1)))


def reported_harm(
    counts: ArrayLike,
    population: ArrayLike,
    usable: NDArray[np.bool_],
    weights: ArrayLike | None = None,
    dispersion: float = 1.0,
) -> ReportedHarm:
    """Return the index of reported harm.

    Parameters
    ----------
    counts
        Reports over 12 months, areas by types, shape (n, K).
    population
        Residents, shape (n,).
    usable
        True for the areas that form the priors and the average, shape (n,): all but
        the visitor areas.
    weights
        Impact of one report of each type, shape (K,), on any scale; equal by default.
    dispersion
        Variance of the counts over that of Poisson counts, at least 1.

    Returns
    -------
    ReportedHarm
        Index, harm and smoothed rates of every area.

    Raises
    ------
    ValueError
        If shapes differ, a count is missing or negative, an area has no residents, a
        weight is not above 0, or the dispersion is below 1.
    NotEnoughData
        If the usable areas have no reports.

    Notes
    -----
    Smoothing: `empirical_bayes`, each type by itself.
    """
    reports, residents = _complete(counts), _residents(population)
    used = np.asarray(usable, np.bool_)
    if reports.ndim != 2 or not reports.shape[:1] == residents.shape == used.shape:
        raise ValueError("Counts are areas by types; the others one value an area.")
    totals = reports[used].sum(axis=0)
    if not totals.any():
        raise NotEnoughData("No area where residents are a fair base has reports.")
    kinds = reports.shape[1]
    impact = np.ones(kinds) if weights is None else np.asarray(weights, np.float64)
    if impact.shape != (kinds,) or not (np.isfinite(impact) & (impact > 0)).all():
        raise ValueError(f"Weights are {kinds} numbers above 0, one a type.")
    scaled = impact * totals.sum() / (impact @ totals)
    priors = tuple(
        empirical_bayes(kind, residents, dispersion=dispersion, prior=used)
        for kind in reports.T
    )
    rate = PER_1000 * np.column_stack([prior.smoothed for prior in priors])
    harm = rate @ scaled
    index, reference = relative_to_average(harm, residents, used)
    raw = (reports / residents[:, np.newaxis]) @ scaled
    return ReportedHarm(
        rate=rate,
        harm=harm,
        reference=float(reference),
        index=index,
        raw_index=relative_to_average(raw, residents, used)[0],
        priors=priors,
        scaled_weights=scaled,
        residents=residents,
        usable=used,
        dispersion=dispersion,
    )


def relative_to_average(
    harm: Floats, residents: Floats, used: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Return harm as a percentage of its average, and that average.

    Parameters
    ----------
    harm
        Weighted reports per resident or per 1,000, shape (..., n).
    residents, used
        Residents, and True for the areas that form the average, shape (n,).

    Returns
    -------
    tuple of NDArray
        The index, shape (..., n), and the population-weighted mean, shape (...).
    """
    average = np.asarray(harm[..., used] @ residents[used] / residents[used].sum())
    return AVERAGE * harm / average[..., np.newaxis], average


def _complete(values: ArrayLike) -> Floats:
    """Return counts of which none is missing."""
    counts = as_counts(values)
    if np.isnan(counts).any():
        raise ValueError("The index needs a count for every area.")
    return counts


def _residents(population: ArrayLike) -> Floats:
    """Return populations that are all above 0."""
    residents = _complete(population)
    if not (residents > 0).all():
        raise ValueError("The index needs residents in every area.")
    return residents
