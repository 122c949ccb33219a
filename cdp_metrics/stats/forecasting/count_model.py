"""A regression for counts that vary more than Poisson counts."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from cdp_metrics.stats.rates import Floats

__all__ = ["CountModel", "fit_counts"]

# Between these the dispersion is sought: a standard deviation, over that of the mean
# itself, from 0.2% to 7-fold.
LOG_DISPERSION = (-12.0, 4.0)
TOLERANCE = 0.02


@dataclass(frozen=True, eq=False)
class CountModel:
    """A fitted regression on k columns.

    Attributes
    ----------
    method
        "negative binomial", or "Poisson" where no more variation is found than that.
    coefficients
        On the log scale, shape (k,).
    covariance
        Of the coefficients, shape (k, k).
    dispersion
        Variance of the rate over its square; 0 for Poisson.
    """

    method: Literal["negative binomial", "Poisson"]
    coefficients: Floats
    covariance: Floats
    dispersion: float

    def draw(
        self, design: Floats, days: Floats, draws: int, rng: np.random.Generator
    ) -> Floats:
        """Return random counts that the fit allows.

        Parameters
        ----------
        design
            Columns of the periods to draw for, shape (h, k).
        days
            Their lengths, shape (h,).
        draws
            How many series.
        rng
            Seeded generator.

        Returns
        -------
        NDArray
            Whole counts, shape (draws, h), with the error of the coefficients and the
            noise of the counts.
        """
        drawn = rng.multivariate_normal(
            self.coefficients, self.covariance, draws, method="cholesky"
        )
        mean = days * np.exp(drawn @ design.T)
        if self.dispersion == 0:
            return rng.poisson(mean).astype(np.float64)
        success = 1 / (1 + self.dispersion * mean)
        return rng.negative_binomial(1 / self.dispersion, success).astype(np.float64)


def fit_counts(counts: Floats, design: Floats, days: Floats) -> CountModel:
    """Fit counts per day to columns, on the log scale.

    Parameters
    ----------
    counts
        Events, shape (n,); at least one wherever a column of zeros and ones is 1.
    design
        Columns, independent of each other, shape (n, k).
    days
        Length of each period, shape (n,).

    Returns
    -------
    CountModel
        Coefficients and dispersion.

    Notes
    -----
    Negative-binomial regression (Cameron and Trivedi, Regression Analysis of Count
    Data, 2nd edition, 2013, section 3.3). The dispersion maximises the likelihood
    adjusted for the coefficients fitted beside it (Cox, D. R. and Reid, N. (1987),
    Journal of the Royal Statistical Society B 49, 1-39): with a dozen coefficients to
    three years of months the plain likelihood finds about half the dispersion, and
    its 95% ranges hold 87% of counts. Poisson where that is no better or fails.
    """
    # Imported here, because they take a second that few pages need.
    from scipy.optimize import minimize_scalar
    from statsmodels.genmod.families import (  # type: ignore[import-untyped]
        NegativeBinomial,
        Poisson,
    )
    from statsmodels.genmod.generalized_linear_model import (  # type: ignore[import-untyped]
        GLM,
    )
    from statsmodels.tools.sm_exceptions import (  # type: ignore[import-untyped]
        ModelWarning,
    )

    offset = np.log(days)
    with warnings.catch_warnings():
        # A series that is all season fits perfectly, and that is no fault; what does
        # not converge is seen below.
        warnings.simplefilter("ignore", ModelWarning)
        plain = GLM(counts, design, family=Poisson(), offset=offset).fit()

        def fit(log_dispersion: float) -> tuple[float, CountModel]:
            family = NegativeBinomial(alpha=math.exp(log_dispersion))
            model = GLM(counts, design, family=family, offset=offset)
            fitted = model.fit(start_params=plain.params)
            return _adjusted(fitted), CountModel(
                "negative binomial",
                fitted.params,
                fitted.normalized_cov_params,
                math.exp(log_dispersion),
            )

        best = minimize_scalar(
            lambda x: -fit(x)[0],
            bounds=LOG_DISPERSION,
            method="bounded",
            options={"xatol": TOLERANCE},
        )
        likelihood, model = fit(float(best.x))
    if best.success and likelihood > _adjusted(plain):
        return model
    return CountModel("Poisson", plain.params, plain.normalized_cov_params, 0.0)


def _adjusted(fitted: Any) -> float:
    """Return a fit's log-likelihood, adjusted for its coefficients."""
    return float(fitted.llf + np.linalg.slogdet(fitted.normalized_cov_params)[1] / 2)
