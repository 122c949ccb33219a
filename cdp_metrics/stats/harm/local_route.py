"""How many reports to expect from other crime in an area: the second route."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.harm.inputs import complete, residents_of
from cdp_metrics.stats.harm.log_linear import fit_log_linear
from cdp_metrics.stats.rates import PER_1000, Floats

__all__ = ["expected_by_crime", "log_rate"]


def log_rate(counts: ArrayLike, population: ArrayLike) -> Floats:
    """Return the log of events per 1,000 residents plus one.

    Parameters
    ----------
    counts
        Events over 12 months, shape (n,).
    population
        Residents, shape (n,).

    Returns
    -------
    NDArray
        Shape (n,); 0 where nothing happened.
    """
    return np.log(PER_1000 * complete(counts) / residents_of(population) + 1)


def expected_by_crime(
    reports: ArrayLike,
    other_crime: ArrayLike,
    footfall: ArrayLike,
    population: ArrayLike,
    usable: NDArray[np.bool_],
) -> Floats:
    """Return how many reports areas with as much other crime have.

    Parameters
    ----------
    reports
        Reports of all types over 12 months, shape (n,).
    other_crime
        Crimes over the same months that are neither antisocial behaviour nor
        footfall crime, shape (n,).
    footfall
        Shoplifting, theft from the person and bicycle theft, shape (n,).
    population
        Residents, shape (n,).
    usable
        True for the areas to fit, shape (n,): all but the visitor areas.

    Returns
    -------
    NDArray
        Expected reports of every area, shape (n,).

    Raises
    ------
    ValueError, NotEnoughData
        As `fit_log_linear`.

    Notes
    -----
    The route cannot tell an area that reports little of anything from a quiet one: what
    keeps people from reporting disorder may keep them from reporting crime.
    """
    residents = residents_of(population)
    predictors = np.column_stack(
        [log_rate(other_crime, residents), log_rate(footfall, residents)]
    )
    used = np.asarray(usable, np.bool_)
    model = fit_log_linear(complete(reports), predictors, residents, used)
    return model.expected(predictors, residents)
