"""The log-linear model, the other-crime route and the forecast that rest on it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import (
    HarmForecast,
    expected_by_crime,
    forecast_reports,
    log_rate,
    own_history,
)
from cdp_metrics.stats.harm.log_linear import fit_log_linear

RNG = np.random.default_rng(7)
N = 60
PEOPLE = RNG.integers(1000, 3000, N).astype(float)
OTHER = RNG.poisson(PEOPLE * 0.08 * RNG.gamma(4, 0.25, N)).astype(float)
FOOT = RNG.poisson(PEOPLE * 0.02 * RNG.gamma(1, 1, N)).astype(float)
REPORTS = RNG.poisson(PEOPLE * 0.02 * (OTHER / PEOPLE / 0.08)).astype(float)
USABLE = np.arange(N) >= 4
YOUNG = RNG.random(N)


def test_a_log_linear_law_is_found_exactly() -> None:
    x = np.column_stack([YOUNG, np.log(OTHER + 1)])
    law = PEOPLE * np.exp(-5 + 0.7 * x[:, 0] + 0.4 * x[:, 1])
    model = fit_log_linear(law, x, PEOPLE, USABLE)
    # Coefficients are per standard deviation.
    slopes = model.coefficients / model.deviation
    np.testing.assert_allclose(slopes, [0.7, 0.4], rtol=1e-8)
    np.testing.assert_allclose(model.expected(x, PEOPLE), law, rtol=1e-8)


def test_with_two_groups_the_model_gives_their_rates() -> None:
    # 10 and 30 reports of 100 residents each; 5 and 3 of 50.
    group = np.array([[0.0], [0], [1], [1]])
    residents = np.array([100.0, 100, 50, 50])
    reports = np.array([10.0, 30, 5, 3])
    model = fit_log_linear(reports, group, residents, np.ones(4, np.bool_))
    np.testing.assert_allclose(model.expected(group, residents), [20, 20, 4, 4])


def test_the_fit_meets_the_likelihoods_equations() -> None:
    x = np.column_stack([log_rate(OTHER, PEOPLE), log_rate(FOOT, PEOPLE)])
    model = fit_log_linear(REPORTS, x, PEOPLE, USABLE)
    left = (REPORTS - model.expected(x, PEOPLE))[USABLE]
    np.testing.assert_allclose(left @ x[USABLE], 0, atol=1e-6)
    assert left.sum() == pytest.approx(0, abs=1e-6)


def test_areas_left_out_move_nothing() -> None:
    loud = np.where(USABLE, REPORTS, 9999)
    one, other = (
        expected_by_crime(y, OTHER, FOOT, PEOPLE, USABLE) for y in (REPORTS, loud)
    )
    np.testing.assert_array_equal(one, other)
    assert one[USABLE].sum() == pytest.approx(REPORTS[USABLE].sum())
    assert np.corrcoef(one, OTHER)[0, 1] > 0.9


def test_log_rate_is_per_1000_and_0_at_nothing() -> None:
    np.testing.assert_allclose(log_rate([0, 10], [500, 2000]), [0, np.log(6)])


@pytest.mark.parametrize(
    ("x", "usable", "reason"),
    [
        (np.full((N, 1), np.nan), USABLE, "missing in some area"),
        (np.ones((N, 1)), USABLE, "does not vary"),
        (np.column_stack([YOUNG, 2 * YOUNG]), USABLE, "follows from the others"),
        (YOUNG, USABLE, "one row an area"),
        (YOUNG[:, None], USABLE[:5], "one row an area"),
    ],
)
def test_predictors_must_be_there_and_tell_apart(
    x: np.ndarray, usable: np.ndarray, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        fit_log_linear(REPORTS, x, PEOPLE, usable)


def test_too_few_areas_or_reports_are_no_model() -> None:
    with pytest.raises(NotEnoughData, match="more areas than predictors"):
        fit_log_linear(REPORTS, YOUNG[:, None], PEOPLE, np.arange(N) < 2)
    with pytest.raises(NotEnoughData, match="more areas than predictors"):
        fit_log_linear(REPORTS * 0, YOUNG[:, None], PEOPLE, USABLE)


def test_a_fit_that_runs_away_is_no_model() -> None:
    # All reports in one half: the other half's rate has no logarithm.
    half = (np.arange(10) < 5).astype(float)[:, None]
    reports = np.where(half[:, 0] == 1, 20.0, 0)
    with pytest.raises(NotEnoughData, match="does not settle"):
        fit_log_linear(reports, half, np.full(10, 1000.0), np.ones(10, np.bool_))


def look_ahead(**changes: Any) -> HarmForecast:
    given: dict[str, Any] = {
        "reports": REPORTS,
        "predictors": {
            "log other crime": log_rate(OTHER, PEOPLE),
            "share aged 16 to 24": YOUNG,
        },
        "population": PEOPLE,
        "usable": USABLE,
        "dispersion": 1.5,
    }
    return forecast_reports(**given | changes)


def test_the_forecast_lies_between_model_and_history() -> None:
    seen = look_ahead()
    low, high = np.minimum(seen.expected, REPORTS), np.maximum(seen.expected, REPORTS)
    assert ((seen.forecast >= low - 1e-9) & (seen.forecast <= high + 1e-9)).all()
    assert ((seen.lower <= seen.forecast) & (seen.forecast <= seen.upper)).all()
    np.testing.assert_array_equal(seen.volume, REPORTS)
    assert seen.coefficients.keys() == {"log other crime", "share aged 16 to 24"}
    assert seen.coefficients["log other crime"] > 0.3


def test_a_shorter_period_brings_fewer_reports_and_less_certainty() -> None:
    year, month = look_ahead(), look_ahead(length=1 / 12)
    np.testing.assert_allclose(month.forecast, year.forecast / 12)
    np.testing.assert_allclose(month.volume, year.volume / 12)
    wide = (month.upper - month.lower) / month.forecast
    assert (wide > (year.upper - year.lower) / year.forecast).all()


def test_the_range_holds_nine_in_ten_counts_to_come() -> None:
    # True rates: the law times gamma noise; two years of counts from the same rates.
    rng = np.random.default_rng(5)
    n = 4000
    people, x = np.full(n, 1500.0), rng.normal(size=n)
    truth = people * 0.03 * np.exp(0.4 * x) * rng.gamma(8, 1 / 8, n)
    last, following = rng.poisson(truth), rng.poisson(truth)
    seen = forecast_reports(last, {"log density": x}, people, np.ones(n, np.bool_), 1.0)
    inside = (following >= seen.lower) & (following <= seen.upper)
    assert 0.9 <= inside.mean() < 0.94
    errors = [np.abs(y - following).mean() for y in (seen.forecast, seen.volume)]
    assert errors[0] < errors[1]


def test_no_weight_on_the_model_leaves_history() -> None:
    reports, expected = np.array([3.0, 50]), np.array([10.0, 40])
    np.testing.assert_allclose(own_history(reports, expected, 0, 1.5), reports)
    np.testing.assert_allclose(own_history(reports, expected, 1e9, 1.5), expected)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"predictors": {"imd": YOUNG}}, "not imd"),
        ({"predictors": {"official asb rate": YOUNG}}, "not official asb rate"),
        ({"predictors": {}}, "Predictors are those listed"),
        ({"dispersion": 0.5}, "at least 1"),
        ({"length": 0}, "above 0"),
        ({"population": PEOPLE * 0}, "residents in every area"),
    ],
)
def test_what_may_not_predict_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        look_ahead(**changes)
