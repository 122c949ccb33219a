from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binomtest, poisson

from cdp_metrics.stats import byar, rate, wilson
from cdp_metrics.stats.rates import normal_quantile


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.95, math.nan])
def test_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="share such as"):
        wilson(1, 2, confidence)
    with pytest.raises(ValueError, match="share such as"):
        byar(1, confidence)
    with pytest.raises(ValueError, match="share such as"):
        rate(1, 2, confidence=confidence)


def test_the_quantile_is_not_rounded() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959963984540054, rel=1e-14)
    assert normal_quantile(0.998) == pytest.approx(3.090232306167813, rel=1e-14)


@pytest.mark.parametrize(("x", "n"), [(0, 1), (1, 1), (7, 30), (14_007, 323_632)])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_wilson_is_scipys(x: int, n: int, confidence: float) -> None:
    theirs = binomtest(x, n).proportion_ci(confidence, method="wilson")
    ours = wilson(x, n, confidence)
    assert ours.lower == pytest.approx(theirs.low, abs=1e-12)
    assert ours.upper == pytest.approx(theirs.high, abs=1e-12)


def test_wilson_takes_an_effective_sample() -> None:
    # 9.2% of 2,700 with a design effect of 1.5 is 165.6 of 1,800.
    plain, effective = wilson(248.4, 2700), wilson(165.6, 1800)
    assert effective.value == pytest.approx(plain.value)
    assert effective.lower < plain.lower
    assert effective.upper > plain.upper


@pytest.mark.parametrize("count", [1, 4, 9])
def test_exact_limits_leave_half_the_error_on_each_side(count: int) -> None:
    interval = byar(count, 0.9)
    assert poisson.sf(count - 1, interval.lower) == pytest.approx(0.05)
    assert poisson.cdf(count, interval.upper) == pytest.approx(0.05)


@pytest.mark.parametrize("count", [10, 50, 33_486])
def test_byar_is_close_to_exact_from_10(count: int) -> None:
    interval = byar(count)
    assert poisson.sf(count - 1, interval.lower) == pytest.approx(0.025, abs=0.0005)
    assert poisson.cdf(count, interval.upper) == pytest.approx(0.025, abs=0.0005)


def test_exact_gives_way_to_byar_at_10() -> None:
    # The exact lower limit of 10 is 4.795, Byar's 4.787.
    assert round(byar(10).lower, 3) == 4.787


def test_a_rate_is_the_count_divided_last() -> None:
    count, per_head = byar(172), rate(172, 50_000, per=1.0)
    assert rate(172, 50_000).value == pytest.approx(3.44)
    assert per_head.lower == pytest.approx(count.lower / 50_000)
    assert per_head.upper == pytest.approx(count.upper / 50_000)


def test_the_interval_says_what_it_is() -> None:
    assert (wilson(1, 2, 0.9).confidence, wilson(1, 2).method) == (0.9, "Wilson")
    assert (rate(1, 2, 1, 0.8).confidence, rate(1, 2).method) == (
        0.8,
        "Byar, exact below 10",
    )


def test_single_figures_are_floats_and_arrays_stay_arrays() -> None:
    one, many = rate(12, 1000), rate(np.array([12.0, 3.0]), 1000)
    assert [type(v) for v in (one.value, one.lower, one.upper)] == [float] * 3
    assert many.value.tolist() == [12, 3]
    assert many.lower[0] == one.lower
    assert wilson(np.array([1.0, 2.0]), np.array([4.0, 4.0])).value.tolist() == [
        0.25,
        0.5,
    ]


def test_missing_stays_missing_beside_what_is_there() -> None:
    figures = np.array([np.nan, 0.0, 20.0])
    for interval in (byar(figures), rate(figures, 1000), wilson(figures, 40)):
        for values in (interval.value, interval.lower, interval.upper):
            assert np.isnan(values).tolist() == [True, False, False]
    assert math.isnan(wilson(1, math.nan).lower)
    assert math.isnan(rate(1, math.nan).upper)


@pytest.mark.parametrize("population", [0, -5])
def test_a_rate_needs_people(population: float) -> None:
    interval = rate(3, population)
    assert all(map(math.isnan, (interval.value, interval.lower, interval.upper)))


def test_a_share_of_none_is_missing() -> None:
    interval = wilson(0, 0)
    assert all(map(math.isnan, (interval.value, interval.lower, interval.upper)))


@pytest.mark.parametrize("count", [-1, math.inf])
def test_no_such_count(count: float) -> None:
    with pytest.raises(ValueError, match="neither negative nor infinite"):
        byar(count)
    with pytest.raises(ValueError, match="neither negative nor infinite"):
        rate(np.array([1.0, count]), 10)
    with pytest.raises(ValueError, match="neither negative nor infinite"):
        wilson(count, 10)


def test_a_part_is_not_larger_than_its_whole() -> None:
    with pytest.raises(ValueError, match="larger than its whole"):
        wilson(np.array([1.0, 5.0]), 4)


@pytest.mark.parametrize("per", [0, -1000, math.nan])
def test_a_rate_is_per_something(per: float) -> None:
    with pytest.raises(ValueError, match="per a number above 0"):
        rate(1, 2, per)
