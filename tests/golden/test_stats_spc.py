"""Published and recomputed answers for control charts, trends and forecasts.

Values without a source of their own were computed apart from this code, with numpy.
"""

from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.stats import (
    Split,
    control_chart,
    recent_trend,
    robust_split,
    yardstick,
)
from cdp_metrics.stats.forecasting.count_model import fit_counts

# The worked example in the vignettes of NHSRplotthedots, which screen or keep the
# moving ranges of the 10.
SPIKE = [1, 2, 1, 2, 10, *[1, 2] * 6, 1]


@pytest.mark.parametrize(
    ("screen", "lower", "upper"), [(True, -0.716, 4.604), (False, -3.063, 6.952)]
)
def test_chart_of_individuals(screen: bool, lower: float, upper: float) -> None:
    limits = control_chart(SPIKE, counts=False, screen=screen).segments[0].limits
    assert round(limits.mean, 3) == 1.944
    assert round(limits.lower, 3) == lower
    assert round(limits.upper, 3) == upper


def test_recent_trend() -> None:
    # Standard errors of 1.5: limits 1.96 of them either side, as in the test's source.
    values = np.array([50.0, 48, 47, 43, 40])
    trend = recent_trend(values, values - 2.94, values + 2.94)
    assert trend.slope == pytest.approx(-2.5)
    assert round(trend.chi_squared, 2) == 27.78
    assert trend.direction == "down"


def test_chart_of_small_counts() -> None:
    # By hand: mean 4, limits 4 -+ 3 sqrt(4), the lower one below 0.
    limits = control_chart([2, 6] * 6).segments[0].limits
    assert (limits.lower, limits.mean, limits.upper) == (0, 4, 10)
    # With a dispersion of 2.25, 4 + 3 sqrt(9).
    assert control_chart([2, 6] * 6, phi=2.25).segments[0].limits.upper == 13


def test_a_coin_toss_in_words() -> None:
    # ASB in table 3.3 of January 2023: nine ahead of a path from April 2022, P = 0.52.
    assert yardstick(0.52) == (50, "realistic possibility")


def test_two_rates_are_fitted_exactly() -> None:
    # Poisson regression on two groups: the log rates and 1 over the events.
    counts = np.array([30.0, 34, 32, 60, 66, 66])
    design = np.repeat(np.eye(2), 3, axis=0)
    model = fit_counts(counts, design, np.full(6, 2.0))
    assert np.exp(model.coefficients) == pytest.approx([16, 32])
    assert np.diag(model.covariance) == pytest.approx([1 / 96, 1 / 192], rel=1e-4)


def test_a_season_without_noise_is_split_exactly() -> None:
    season = np.tile(np.arange(12.0) - 5.5, 4)
    split = robust_split(100 + season)
    assert isinstance(split, Split)
    np.testing.assert_allclose(split.season, season, atol=1e-8)
    np.testing.assert_allclose(split.trend, 100, atol=1e-8)
