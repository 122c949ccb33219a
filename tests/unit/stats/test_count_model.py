from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import pearsonr

from cdp_metrics.stats.forecasting.count_model import CountModel, fit_counts

DAYS = np.resize([31.0, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], 60)
MONTHS = np.arange(60)
DESIGN = np.column_stack([np.eye(12)[MONTHS % 12], MONTHS / 12])


def overdispersed(
    mean: NDArray[np.float64], dispersion: float, seed: int
) -> NDArray[np.float64]:
    rng = np.random.default_rng(seed)
    rates = mean * rng.gamma(1 / dispersion, dispersion, mean.shape)
    return rng.poisson(rates).astype(np.float64)


def test_without_columns_the_rate_is_events_over_days() -> None:
    counts = np.array([10.0, 12, 9, 11])
    days = np.array([20.0, 25, 18, 21])
    model = fit_counts(counts, np.ones((4, 1)), days)
    assert model.method == "Poisson"
    assert model.dispersion == 0
    assert np.exp(model.coefficients) == pytest.approx(42 / 84)
    # The variance of a log rate is 1 over its events.
    assert model.covariance == pytest.approx(1 / 42, rel=1e-4)


def test_dispersion_is_not_understated_by_the_coefficients() -> None:
    # 36 months and 13 coefficients: the plain likelihood finds about 0.011.
    mean = np.full(36, 300.0)
    found = [
        fit_counts(overdispersed(mean, 0.02, seed), DESIGN[:36], DAYS[:36]).dispersion
        for seed in range(30)
    ]
    assert np.mean(found) == pytest.approx(0.02, abs=0.003)


def test_coefficients_are_recovered() -> None:
    mean = DAYS * np.exp(3 + 0.3 * np.sin(MONTHS * np.pi / 6) - 0.1 * MONTHS / 12)
    model = fit_counts(overdispersed(mean, 0.002, 3), DESIGN, DAYS)
    assert model.method == "negative binomial"
    assert model.coefficients[-1] == pytest.approx(-0.1, abs=0.02)
    season = 3 + 0.3 * np.sin(np.arange(12) * np.pi / 6)
    np.testing.assert_allclose(model.coefficients[:12], season, atol=0.1)


def test_a_series_that_fits_perfectly_is_poisson() -> None:
    model = fit_counts(np.full(36, 50.0), DESIGN[:36], np.full(36, 30.0))
    assert model.method == "Poisson"
    np.testing.assert_allclose(model.coefficients[:12], np.log(50 / 30))


@pytest.mark.parametrize("dispersion", [0.0, 0.05])
def test_draws_have_the_mean_and_the_variance_of_the_fit(dispersion: float) -> None:
    model = CountModel(
        "negative binomial" if dispersion else "Poisson",
        np.array([1.0]),
        np.array([[1e-4]]),
        dispersion,
    )
    rng = np.random.default_rng(4)
    drawn = model.draw(np.ones((2, 1)), np.array([10.0, 20.0]), 40_000, rng)
    mean = np.array([10, 20]) * np.e
    assert drawn.shape == (40_000, 2)
    assert (drawn == np.rint(drawn)).all()
    np.testing.assert_allclose(drawn.mean(axis=0), mean, rtol=0.01)
    variance = mean + (dispersion + 1e-4) * mean**2
    np.testing.assert_allclose(drawn.var(axis=0), variance, rtol=0.03)
    # The error of the coefficient is shared by the periods of a path.
    if not dispersion:
        wide = CountModel("Poisson", model.coefficients, np.array([[0.25]]), 0.0)
        paths = wide.draw(np.ones((2, 1)), np.array([900.0, 900.0]), 2000, rng)
        assert pearsonr(paths[:, 0], paths[:, 1]).statistic > 0.99
