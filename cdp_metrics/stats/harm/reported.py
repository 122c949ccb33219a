"""The index of reported harm: of antisocial behaviour, or of any family of crimes.

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
from cdp_metrics.stats.harm.inputs import complete, residents_of
from cdp_metrics.stats.rates import PER_1000, Floats

__all__ = ["ReportedHarm", "relative_to_average", "reported_harm", "reweigh"]

AVERAGE = 100.0


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
    counts, residents, usable, dispersion
        As given, shapes (n, K), (n,), (n,) and one number.
    """

    rate: Floats
    harm: Floats
    reference: float
    index: Floats
    raw_index: Floats
    priors: tuple[Smoothing, ...]
    scaled_weights: Floats
    counts: Floats
    residents: Floats
    usable: NDArray[np.bool_]
    dispersion: float

    @property
    def varies(self) -> bool:
        """Whether chance alone does not explain how the areas differ."""
        return any(prior.area_variance > 0 for prior in self.priors)


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
    reports, residents = complete(counts), residents_of(population)
    used = np.asarray(usable, np.bool_)
    if reports.ndim != 2 or not reports.shape[:1] == residents.shape == used.shape:
        raise ValueError("Counts are areas by types; the others one value an area.")
    if not reports[used].any():
        raise NotEnoughData("No area where residents are a fair base has reports.")
    priors = tuple(
        empirical_bayes(kind, residents, dispersion=dispersion, prior=used)
        for kind in reports.T
    )
    return _weighed(reports, residents, used, priors, dispersion, weights)


def reweigh(
    harm: ReportedHarm,
    weights: ArrayLike | None = None,
    types: NDArray[np.bool_] | None = None,
) -> ReportedHarm:
    """Return the index for other weights, or for some of the types.

    Parameters
    ----------
    harm
        From `reported_harm`.
    weights
        Impact of one report of each type, shape (K,), on any scale; equal by default.
    types
        True for the types to keep, shape (K,); all by default.

    Returns
    -------
    ReportedHarm
        As if computed anew: smoothing does not depend on weights.

    Raises
    ------
    ValueError
        If a weight is not above 0, or there is not one for each type.
    NotEnoughData
        If the usable areas have no reports of the types kept.
    """
    every = harm.counts.shape[1]
    kept = np.ones(every, np.bool_) if types is None else np.asarray(types, np.bool_)
    counts = harm.counts[:, kept]
    if not counts[harm.usable].any():
        raise NotEnoughData("No area where residents are a fair base has such reports.")
    return _weighed(
        counts,
        harm.residents,
        harm.usable,
        tuple(prior for prior, keep in zip(harm.priors, kept, strict=True) if keep),
        harm.dispersion,
        None if weights is None else _impact(weights, every)[kept],
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


def _weighed(
    reports: Floats,
    residents: Floats,
    used: NDArray[np.bool_],
    priors: tuple[Smoothing, ...],
    dispersion: float,
    weights: ArrayLike | None,
) -> ReportedHarm:
    """Add up the smoothed types by their weights."""
    kinds = reports.shape[1]
    impact = np.ones(kinds) if weights is None else _impact(weights, kinds)
    totals = reports[used].sum(axis=0)
    scaled = impact * totals.sum() / (impact @ totals)
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
        counts=reports,
        residents=residents,
        usable=used,
        dispersion=dispersion,
    )


def _impact(weights: ArrayLike, kinds: int) -> Floats:
    """Return weights that are all above 0, one a type."""
    impact = np.asarray(weights, np.float64)
    if impact.shape != (kinds,) or not (np.isfinite(impact) & (impact > 0)).all():
        raise ValueError(f"Weights are {kinds} numbers above 0, one a type.")
    return impact
