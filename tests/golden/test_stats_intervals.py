"""Published and recomputed answers for intervals, count changes and smoothing.

Values without a source of their own were computed apart from this code, with
scipy, and several agree with the examples of the packages named.
"""

from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.stats import (
    byar,
    compare_counts,
    direction,
    empirical_bayes,
    rate,
    wilson,
)


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [
        (5, 20, 0.1119, 0.4687),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (172, 1089, 0.1375, 0.1808),
    ],
)
def test_wilson(x: int, n: int, lower: float, upper: float) -> None:
    interval = wilson(x, n)
    assert round(interval.lower, 4) == lower
    assert round(interval.upper, 4) == upper


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [
        # Exact: Garwood (1936).
        (0, 0.0, 3.689),
        (4, 1.090, 10.242),
        (9, 4.115, 17.085),
        # Byar.
        (10, 4.787, 18.391),
        (172, 147.254, 199.714),
    ],
)
def test_byar_and_exact(count: int, lower: float, upper: float) -> None:
    interval = byar(count)
    assert round(interval.lower, 3) == lower
    assert round(interval.upper, 3) == upper


def test_rates_on_the_2021_census_population() -> None:
    # Overview and Scrutiny, January 2023, table 3.3, on 323,632 residents.
    assert round(rate(33_486, 323_632).value, 1) == 103.5
    assert round(rate(14_007, 323_632).value, 1) == 43.3


def test_twenty_five_against_sixteen() -> None:
    change = compare_counts(25, 16)
    assert round(change.z, 3) == 1.406
    assert round(change.p_value, 4) == 0.1599
    assert not change.significant


def test_exact_conditional_p_below_forty_events() -> None:
    # By hand: P(0, 1, 2, 6, 7 or 8 heads in 8) = 2 (1 + 8 + 28) / 256.
    assert compare_counts(6, 2).p_value == pytest.approx(74 / 256, rel=1e-12)
    assert compare_counts(3, 0).p_value == pytest.approx(2 / 8, rel=1e-12)


# Overview and Scrutiny, January 2023, table 3.3: the count and the printed volume
# change; then the printed % change and, recomputed, the z and the ratio's limits.
@pytest.mark.parametrize(
    ("now", "volume", "percent", "z", "low", "high", "digits", "way"),
    [
        (33_486, -4_000, -10.671, -15.0, -12.0, -9.3, 1, "down"),
        (14_007, -833, -5.613, -4.9, -7.8, -3.4, 1, "down"),
        (172, -2, -1.149, -0.11, -20, 22, 0, "level"),
    ],
)
def test_table_of_january_2023(
    now: int,
    volume: int,
    percent: float,
    z: float,
    low: float,
    high: float,
    digits: int,
    way: str,
) -> None:
    change = compare_counts(now, now - volume)
    assert change.difference == volume
    assert change.percent is not None
    assert round(change.percent, 3) == percent
    assert round(change.z, 2 if now == 172 else 1) == z
    assert change.ratio_lower is not None
    assert change.ratio_upper is not None
    assert round(100 * (change.ratio_lower - 1), digits) == low
    assert round(100 * (change.ratio_upper - 1), digits) == high
    assert direction(change) == way


def test_empirical_bayes_of_six_areas() -> None:
    smoothing = empirical_bayes([2, 5, 0, 12, 30, 8], [300, 500, 250, 600, 900, 450])
    assert round(1000 * smoothing.mean, 1) == 19.0
    expected = [12.01, 12.83, 9.09, 19.72, 30.42, 18.19]
    assert (1000 * smoothing.smoothed).round(2).tolist() == expected


def test_empirical_bayes_is_marshalls_weighted_mean() -> None:
    # Marshall (1991): c r + (1 - c) m, c = A / (A + m / p).
    y = np.array([2.0, 5, 0, 12, 30, 8])
    p = np.array([300.0, 500, 250, 600, 900, 450])
    smoothing = empirical_bayes(y, p)
    own = smoothing.area_variance / (smoothing.area_variance + smoothing.mean / p)
    np.testing.assert_allclose(
        smoothing.smoothed, own * y / p + (1 - own) * smoothing.mean, rtol=1e-12
    )
