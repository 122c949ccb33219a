from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import gamma

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats import empirical_bayes

COUNTS = np.array([2.0, 5, 0, 12, 30, 8])
PEOPLE = np.array([300.0, 500, 250, 600, 900, 450])
NAN = np.nan


def test_the_prior_has_the_mean_and_variance_of_the_areas() -> None:
    smoothing = empirical_bayes(COUNTS, PEOPLE)
    assert smoothing.shape / smoothing.rate == pytest.approx(smoothing.mean)
    assert smoothing.shape / smoothing.rate**2 == pytest.approx(smoothing.area_variance)


def test_the_posterior_adds_the_data_to_the_prior() -> None:
    smoothing = empirical_bayes(COUNTS, PEOPLE, dispersion=1.2)
    np.testing.assert_allclose(
        smoothing.posterior_shape, smoothing.shape + COUNTS / 1.2
    )
    np.testing.assert_allclose(smoothing.posterior_rate, smoothing.rate + PEOPLE / 1.2)
    np.testing.assert_allclose(
        smoothing.smoothed, smoothing.posterior_shape / smoothing.posterior_rate
    )


def test_limits_are_those_of_the_gamma_distribution() -> None:
    smoothing = empirical_bayes(COUNTS, PEOPLE)
    lower, upper = smoothing.limits(0.9)
    known = gamma(smoothing.posterior_shape, scale=1 / smoothing.posterior_rate)
    np.testing.assert_allclose(known.cdf(lower), 0.05)
    np.testing.assert_allclose(known.cdf(upper), 0.95)
    assert (lower < smoothing.smoothed).all()
    assert (smoothing.smoothed < upper).all()


def test_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="share such as"):
        empirical_bayes(COUNTS, PEOPLE).limits(95)


def test_draws_have_the_posterior_mean_and_variance() -> None:
    smoothing = empirical_bayes(COUNTS, PEOPLE)
    drawn = smoothing.draw(np.random.default_rng(7), 40_000)
    assert drawn.shape == (40_000, 6)
    np.testing.assert_allclose(drawn.mean(axis=0), smoothing.smoothed, rtol=0.02)
    np.testing.assert_allclose(
        drawn.var(axis=0),
        smoothing.posterior_shape / smoothing.posterior_rate**2,
        rtol=0.05,
    )


def test_more_dispersion_draws_rates_nearer_the_mean() -> None:
    plain = empirical_bayes(COUNTS, PEOPLE)
    spread = empirical_bayes(COUNTS, PEOPLE, dispersion=2)
    assert spread.mean == plain.mean
    assert spread.area_variance < plain.area_variance
    assert np.ptp(spread.smoothed) < np.ptp(plain.smoothed)


def test_where_chance_explains_it_all_every_rate_is_the_mean() -> None:
    smoothing = empirical_bayes([10, 11, 9, 10], [1000] * 4)
    assert smoothing.area_variance == 0
    assert smoothing.smoothed.tolist() == [0.01] * 4
    assert math.isinf(smoothing.shape)
    assert math.isinf(smoothing.rate)
    lower, upper = smoothing.limits()
    assert lower.tolist() == upper.tolist() == [0.01] * 4
    assert smoothing.draw(np.random.default_rng(1), 2).tolist() == [[0.01] * 4] * 2


def test_nothing_anywhere_is_a_rate_of_0() -> None:
    smoothing = empirical_bayes([0, 0], [500, 700])
    assert (smoothing.mean, smoothing.smoothed.tolist()) == (0, [0, 0])


def test_areas_outside_the_prior_are_smoothed_but_do_not_form_it() -> None:
    inside = empirical_bayes(COUNTS, PEOPLE)
    both = empirical_bayes(
        [*COUNTS, 400], [*PEOPLE, 500], prior=np.array([True] * 6 + [False])
    )
    assert (both.mean, both.area_variance) == (inside.mean, inside.area_variance)
    np.testing.assert_array_equal(both.smoothed[:6], inside.smoothed)
    assert inside.mean < both.smoothed[6] < 0.8
    assert empirical_bayes([*COUNTS, 400], [*PEOPLE, 500]).mean > inside.mean


@pytest.mark.parametrize(("count", "people"), [(NAN, 500), (3, NAN), (0, 0), (3, 0)])
def test_missing_and_empty_areas_stay_out(count: float, people: float) -> None:
    whole = empirical_bayes(COUNTS, PEOPLE)
    holed = empirical_bayes([*COUNTS, count], [*PEOPLE, people])
    np.testing.assert_array_equal(holed.smoothed, [*whole.smoothed, NAN])
    assert holed.mean == whole.mean
    for limit in holed.limits():
        assert np.isnan(limit).tolist() == [False] * 6 + [True]


def test_missing_areas_stay_missing_where_every_rate_is_the_mean() -> None:
    flat = empirical_bayes([10, 10, NAN, 0], [1000, 1000, 1000, 0])
    np.testing.assert_array_equal(flat.smoothed, [0.01, 0.01, NAN, NAN])
    np.testing.assert_array_equal(flat.posterior_shape, [np.inf, np.inf, NAN, NAN])


@pytest.mark.parametrize(
    ("counts", "people", "prior"),
    [
        ([], [], None),
        ([NAN, NAN], [10, 10], None),
        ([1, 2], [0, 0], None),
        ([1, 2], [10, 10], np.array([False, False])),
    ],
)
def test_a_prior_needs_an_area(
    counts: list[float], people: list[float], prior: np.ndarray | None
) -> None:
    with pytest.raises(NotEnoughData, match="smooth from"):
        empirical_bayes(counts, people, prior=prior)


@pytest.mark.parametrize(
    ("counts", "people"), [([-1, NAN], [10, 10]), ([1, 2], [10, -10])]
)
def test_no_such_count(counts: list[float], people: list[float]) -> None:
    with pytest.raises(ValueError, match="neither negative nor infinite"):
        empirical_bayes(counts, people)


@pytest.mark.parametrize(
    ("counts", "people"), [([1, 2], [10]), ([[1], [2]], [[10], [10]])]
)
def test_shapes_must_fit(counts: list[float], people: list[float]) -> None:
    with pytest.raises(ValueError, match="one value an area"):
        empirical_bayes(counts, people)


@pytest.mark.parametrize("phi", [0.5, math.nan, math.inf])
def test_dispersion_is_at_least_1(phi: float) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        empirical_bayes(COUNTS, PEOPLE, dispersion=phi)
