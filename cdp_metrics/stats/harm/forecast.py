"""How many reports the next period may bring, beside what the last one brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.harm.gap import areas_alike
from cdp_metrics.stats.harm.inputs import complete, residents_of
from cdp_metrics.stats.harm.log_linear import fit_log_linear
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.stats.rates import Floats

__all__ = ["FORECAST_PREDICTORS", "HarmForecast", "forecast_reports", "own_history"]

FORECAST_PREDICTORS = (
    "share aged 16 to 24",
    "share renting socially",
    "share renting privately",
    "share deprived in 2 or more dimensions",
    "share overcrowded",
    "share in flats",
    "log density",
    "log footfall crime",
    "log other crime",
)
"""What may predict. Overall deprivation may not: it holds the official rate of
antisocial behaviour. Nor may ethnicity."""


@dataclass(frozen=True, eq=False)
class HarmForecast:
    """Reports of the next period by area; shapes are (n,).

    Attributes
    ----------
    expected
        By the predictors alone.
    forecast
        The same, moved towards each area's own history.
    lower, upper
        Between which the reports should lie with 90% probability, unless other cuts
        were given.
    volume
        Reports of the last period, scaled to the length of the next: always to be
        shown beside the forecast, which beats it only slightly.
    coefficients
        Log of the ratio that one standard deviation more of each predictor makes.
    """

    expected: Floats
    forecast: Floats
    lower: Floats
    upper: Floats
    volume: Floats
    coefficients: dict[str, float]


def forecast_reports(
    reports: ArrayLike,
    predictors: Mapping[str, ArrayLike],
    population: ArrayLike,
    usable: NDArray[np.bool_],
    dispersion: float,
    *,
    length: float = 1.0,
    cuts: Cuts | None = None,
) -> HarmForecast:
    """Forecast the reports of the period after the one trained on.

    Parameters
    ----------
    reports
        Reports of the training period, shape (n,).
    predictors
        Some of `FORECAST_PREDICTORS`, each of shape (n,), all from before the period
        forecast.
    population
        Residents, shape (n,).
    usable
        True for the areas to learn from, shape (n,): all but the visitor areas.
    dispersion
        Variance of the counts over that of Poisson counts.
    length
        Length of the period forecast over that trained on; one of like season.
    cuts
        The range shown.

    Returns
    -------
    HarmForecast
        Forecast, range and plain volume.

    Raises
    ------
    ValueError
        If a predictor is not one of those allowed, a value is missing, the
        dispersion is below 1, or the length is not above 0.
    NotEnoughData
        As `fit_log_linear`.

    Notes
    -----
    A log-linear model, and the gamma prior of `reporting_gap` around it. The range is
    that of a negative binomial, stretched by the dispersion.
    """
    from scipy.stats import nbinom  # only a build forecasts; pages start sooner

    unknown = sorted(set(predictors) - set(FORECAST_PREDICTORS))
    if unknown or not predictors:
        raise ValueError(f"Predictors are those listed; not {', '.join(unknown)}.")
    if not (dispersion >= 1 and length > 0):
        raise ValueError("The dispersion is at least 1, the length above 0.")
    y, residents = complete(reports), residents_of(population)
    used = np.asarray(usable, np.bool_)
    columns = np.column_stack([np.asarray(x, np.float64) for x in predictors.values()])
    model = fit_log_linear(y, columns, residents, used)
    expected = model.expected(columns, residents)
    k = float(areas_alike(y, expected, used, dispersion)[1])
    size, rate = k + y / dispersion, k + expected / dispersion
    chance = rate / (rate + length * expected / dispersion)
    ends = (
        dispersion * nbinom.ppf(q, size, chance) for q in (cuts or Cuts()).range_shown
    )
    low, high = ends
    return HarmForecast(
        expected=length * expected,
        forecast=length * own_history(y, expected, k, dispersion),
        lower=np.floor(low),
        upper=np.ceil(high),
        volume=length * y,
        coefficients=dict(zip(predictors, model.coefficients.tolist(), strict=True)),
    )


def own_history(
    reports: Floats, expected: Floats, k: float, dispersion: float
) -> Floats:
    """Return expected reports moved towards those that were.

    Parameters
    ----------
    reports, expected
        Of the same period, shape (n,).
    k
        How much the expected ones weigh, as `areas_alike`.
    dispersion
        Variance of the counts over that of Poisson counts.

    Returns
    -------
    NDArray
        Shape (n,), between the two.
    """
    return expected * (k + reports / dispersion) / (k + expected / dispersion)
