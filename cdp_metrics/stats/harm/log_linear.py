"""A log-linear model of counts, fitted to some areas and read for all of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.rates import Floats

__all__ = ["LogLinear", "fit_log_linear"]

STEPS = 50
CLOSE = 1e-10


@dataclass(frozen=True, eq=False)
class LogLinear:
    """A model of counts by k standardised predictors.

    Attributes
    ----------
    coefficients
        Log of the ratio that one standard deviation more makes, shape (k,).
    intercept
        Log of the rate at the predictors' means.
    mean, deviation
        Of the predictors over the areas fitted, shape (k,).
    """

    coefficients: Floats
    intercept: float
    mean: Floats
    deviation: Floats

    def expected(self, predictors: Floats, residents: Floats) -> Floats:
        """Return the counts to expect, shape (n,), from predictors of shape (n, k)."""
        standard = (predictors - self.mean) / self.deviation
        return residents * np.exp(self.intercept + standard @ self.coefficients)


def fit_log_linear(
    counts: Floats,
    predictors: Floats,
    residents: Floats,
    usable: NDArray[np.bool_],
) -> LogLinear:
    """Fit counts per resident to predictors on the log scale.

    Parameters
    ----------
    counts
        Shape (n,).
    predictors
        Shape (n, k), standardised here over the usable areas.
    residents
        The offset, shape (n,).
    usable
        True for the areas to fit, shape (n,).

    Returns
    -------
    LogLinear
        Over the usable areas its expected counts add up to the counts.

    Raises
    ------
    ValueError
        If shapes differ, a predictor is missing, or it does not vary or follows from
        the others.
    NotEnoughData
        If there are no more areas than coefficients, no counts, or no fit.

    Notes
    -----
    Quasi-Poisson by iteratively reweighted least squares (McCullagh, P. and Nelder,
    J. A., Generalized Linear Models, 2nd edition, 1989, section 6.2): the dispersion
    does not move the coefficients and is taken from half-years, not from here.
    """
    if predictors.ndim != 2 or not (
        len(predictors) == counts.size == residents.size == usable.size
    ):
        raise ValueError("Counts, predictors and residents are one row an area.")
    if not np.isfinite(predictors).all():
        raise ValueError("A predictor is missing in some area.")
    y, x, people = counts[usable], predictors[usable], residents[usable]
    if y.size <= x.shape[1] + 1 or not y.any():
        raise NotEnoughData("The model needs more areas than predictors, with reports.")
    mean, deviation = x.mean(axis=0), x.std(axis=0)
    design = np.column_stack(
        [np.ones(y.size), (x - mean) / np.where(deviation > 0, deviation, 1)]
    )
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError("A predictor does not vary, or follows from the others.")
    fitted = (y + y.mean()) / 2
    before = np.full(design.shape[1], np.inf)
    for _ in range(STEPS):
        working = np.log(fitted / people) + (y - fitted) / fitted
        root = np.sqrt(fitted)
        now = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        fitted = people * np.exp(design @ now)
        if np.abs(now - before).max() < CLOSE:
            return LogLinear(now[1:], float(now[0]), mean, deviation)
        before = now
    raise NotEnoughData("The model of reports by area does not settle.")
