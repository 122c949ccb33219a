"""Rates of small areas, drawn towards the mean as far as chance explains them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.rates import Floats, as_counts, normal_quantile

__all__ = ["Smoothing", "empirical_bayes"]


@dataclass(frozen=True, eq=False)
class Smoothing:
    """Smoothed rates with the distribution behind each.

    Attributes
    ----------
    mean
        Events per person over the areas that form the prior.
    area_variance
        Variance of the areas' true rates, per person squared; 0 where chance alone
        explains how they differ, and then every smoothed rate is the mean.
    shape, rate
        Of the gamma prior, the rate in people; infinite where the variance is 0.
    smoothed
        Events per person, shape (n,). NaN where the count is missing or the area has
        no people.
    posterior_shape, posterior_rate
        Of each area's gamma distribution, shape (n,). NaN and infinite likewise.
    """

    mean: float
    area_variance: float
    shape: float
    rate: float
    smoothed: Floats
    posterior_shape: Floats
    posterior_rate: Floats

    def limits(self, confidence: float = 0.95) -> tuple[Floats, Floats]:
        """Return the limits between which each true rate lies with this probability.

        Parameters
        ----------
        confidence
            A share, strictly between 0 and 1.

        Returns
        -------
        tuple of NDArray
            Lower and upper limits, events per person, shape (n,) each. They meet
            where `area_variance` is 0, for then no area differs from the mean; the
            mean's own error is not in them.

        Raises
        ------
        ValueError
            If `confidence` is not strictly between 0 and 1.
        """
        normal_quantile(confidence)  # refuses 95
        if self.area_variance == 0:
            return self.smoothed.copy(), self.smoothed.copy()
        tail = (1 - confidence) / 2
        scale = 1 / self.posterior_rate
        lower = scale * gammaincinv(self.posterior_shape, tail)
        upper = scale * gammaincinv(self.posterior_shape, 1 - tail)
        return np.asarray(lower), np.asarray(upper)

    def draw(self, rng: np.random.Generator, draws: int) -> Floats:
        """Return random true rates that the counts allow.

        Parameters
        ----------
        rng
            Seeded generator.
        draws
            How many sets of rates.

        Returns
        -------
        NDArray
            Events per person, shape (draws, n).
        """
        size = (draws, self.smoothed.size)
        if self.area_variance == 0:
            return np.broadcast_to(self.smoothed, size)
        return rng.gamma(self.posterior_shape, 1 / self.posterior_rate, size)


def empirical_bayes(
    counts: ArrayLike,
    population: ArrayLike,
    *,
    dispersion: float = 1.0,
    prior: NDArray[np.bool_] | None = None,
) -> Smoothing:
    """Return empirical Bayes rates: the noisier an area's own, the nearer the mean.

    Parameters
    ----------
    counts
        Events per area, shape (n,); NaN = missing.
    population
        People per area, shape (n,).
    dispersion
        Variance of the counts over that of Poisson counts, at least 1. An area's
        data weigh as if count and population were divided by it.
    prior
        True for the areas that form the mean and the variance, shape (n,); all by
        default. Areas that are missing or empty never do.

    Returns
    -------
    Smoothing
        Rates per person for every area, in and out of the prior.

    Raises
    ------
    ValueError
        If shapes differ, a count or population is negative or infinite, or the
        dispersion is below 1.
    NotEnoughData
        If no area can form the prior.

    Notes
    -----
    Marshall, R. J. (1991), Applied Statistics 40, 283-294, with the area variance
    kept from falling below 0, and with the gamma distribution that has this mean and
    variance as the prior. Without dispersion the smoothed rate is Marshall's own.
    """
    y, p = as_counts(counts), as_counts(population)
    forms = np.ones(y.shape, np.bool_) if prior is None else np.asarray(prior, np.bool_)
    if not (y.ndim == 1 and y.shape == p.shape == forms.shape):
        raise ValueError("Counts, population and prior are one value an area each.")
    if not (np.isfinite(dispersion) and dispersion >= 1):
        raise ValueError(f"Dispersion is at least 1, not {dispersion}.")
    known = np.isfinite(y) & (p > 0)
    forms = forms & known
    if not forms.any():
        raise NotEnoughData("No area has both a count and residents to smooth from.")

    mean, variance = _moments(y[forms], p[forms], dispersion)
    if variance == 0:
        everywhere = np.where(known, np.inf, np.nan)
        return Smoothing(
            mean=mean,
            area_variance=0.0,
            shape=np.inf,
            rate=np.inf,
            smoothed=np.where(known, mean, np.nan),
            posterior_shape=everywhere,
            posterior_rate=everywhere,
        )
    rate = mean / variance
    shape = mean * rate
    posterior_shape = np.where(known, shape + y / dispersion, np.nan)
    posterior_rate = np.where(known, rate + p / dispersion, np.nan)
    return Smoothing(
        mean=mean,
        area_variance=variance,
        shape=shape,
        rate=rate,
        smoothed=posterior_shape / posterior_rate,
        posterior_shape=posterior_shape,
        posterior_rate=posterior_rate,
    )


def _moments(y: Floats, p: Floats, dispersion: float) -> tuple[float, float]:
    """Return the mean rate and the variance of the areas' true rates.

    The variance seen between areas, less what chance puts there in an area of mean
    population.
    """
    mean = y.sum() / p.sum()
    seen = (p * (y / p - mean) ** 2).sum() / p.sum()
    return float(mean), float(max(0.0, seen - dispersion * mean / p.mean()))
