from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import binom, poisson

from cdp_metrics.stats import compare_counts, funnel, rate_ratio

CITY = [300, 500, 250, 600, 900, 450]
SCORES = [30, 61, 20, 66, 160, 44]


def test_rates_around_their_average() -> None:
    around = funnel(SCORES, CITY, kind="rate")
    assert around.average == pytest.approx(1000 * 381 / 3000)
    assert around.values == pytest.approx([100, 122, 80, 110, 1600 / 9, 880 / 9])
    # By hand, on the scale of square roots: the standard error is 1 / (2 sqrt n).
    naive = 2 * (np.sqrt(SCORES) - np.sqrt(0.127 * np.array(CITY)))
    clipped = np.clip(naive, *np.quantile(naive, [0.1, 0.9]))
    weight = 4 * np.array(CITY)
    tau2 = (6 * np.mean(clipped**2) - 5) / (
        weight.sum() - (weight**2).sum() / weight.sum()
    )
    assert around.tau2 == pytest.approx(tau2)
    assert tau2 > 0
    assert around.z == pytest.approx(naive / np.sqrt(1 + weight * tau2))


def test_units_that_differ_by_chance_alone_have_no_extra_variance() -> None:
    around = funnel([50, 52, 49, 51, 48], [1_000] * 5, kind="rate")
    assert around.tau2 == 0
    assert (around.outside(0.95) == 0).all()
    assert funnel([5], [100], kind="rate").tau2 == 0


# One unit at a time, against the distribution that the limits stand for.
@pytest.mark.parametrize("expected", [20, 50, 400])
def test_limits_of_rates_are_near_poisson(expected: int) -> None:
    around = funnel([expected] * 4, [1_000] * 4, kind="rate", per=1_000)
    for confidence, tail in [(0.95, 0.025), (0.998, 0.001)]:
        limits = around.limits([1_000], confidence)
        assert limits.lower[0] == pytest.approx(poisson.ppf(tail, expected), abs=1.5)
        assert limits.upper[0] == pytest.approx(
            poisson.ppf(1 - tail, expected), abs=1.5
        )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.85])
def test_limits_of_proportions_are_near_binomial(share: float) -> None:
    around = funnel([share * 400] * 4, [400] * 4, kind="proportion")
    for confidence, tail in [(0.95, 0.025), (0.998, 0.001)]:
        limits = around.limits([400], confidence)
        low, high = binom.ppf([tail, 1 - tail], 400, share)
        assert limits.lower[0] == pytest.approx(low / 4, abs=0.6)
        assert limits.upper[0] == pytest.approx(high / 4, abs=0.6)
    assert around.average == pytest.approx(100 * share)


def test_a_unit_is_outside_where_it_lies_beyond_its_limits() -> None:
    around = funnel(SCORES, CITY, kind="rate")
    for confidence in (0.8, 0.95, 0.998):
        limits = around.limits(CITY, confidence)
        beyond = np.where(around.values > limits.upper, 1, 0) - np.where(
            around.values < limits.lower, 1, 0
        )
        assert (around.outside(confidence) == beyond).all()
    assert around.outside(0.8).any()


def test_overdispersion_keeps_most_of_unlike_units_inside() -> None:
    rng = np.random.default_rng(7)
    sizes = rng.integers(1_000, 9_000, 60)
    unlike = funnel(rng.poisson(sizes * rng.gamma(20, 0.005, 60)), sizes, kind="rate")
    assert unlike.tau2 > 0
    # More than 1 in 20, because clipping understates the variance.
    assert np.abs(unlike.outside(0.95)).sum() <= 10
    assert np.abs(unlike.outside(0.998)).sum() <= 2
    naive = (
        2
        * np.sqrt(sizes / 1_000)
        * (np.sqrt(unlike.values) - math.sqrt(unlike.average))
    )
    assert (np.abs(naive) > 1.96).sum() > 20


def test_limits_stay_where_figures_can_be() -> None:
    around = funnel([1, 0, 1], [10, 10, 10], kind="proportion")
    limits = around.limits([1, 2, 1_000], 0.998)
    assert limits.lower[0] == 0
    assert (limits.upper <= 100).all()
    rates = funnel([1, 0, 1], [10, 10, 10], kind="rate").limits([1], 0.998)
    assert rates.lower[0] == 0


def test_missing_units_stay_missing_and_out_of_the_average() -> None:
    around = funnel([10, math.nan, 3, 12], [100, 100, 0, 100], kind="rate")
    assert around.average == pytest.approx(110)
    assert np.isnan(around.values).tolist() == [False, True, True, False]
    assert np.isnan(around.outside(0.95)).tolist() == [False, True, True, False]


@pytest.mark.parametrize(
    ("events", "sizes", "kind", "fault"),
    [
        ([math.nan], [10], "rate", "units with events"),
        ([0, 0], [10, 10], "rate", "units with events"),
        ([11], [10], "proportion", "larger than its whole"),
        ([-1], [10], "rate", "neither negative"),
    ],
)
def test_what_makes_no_funnel(
    events: list[float], sizes: list[float], kind: str, fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        funnel(events, sizes, kind=kind)  # type: ignore[arg-type]


def test_the_ratio_of_two_rates() -> None:
    # Partnership papers, 2011/12: robbery 2.08 per 1,000 in the city of 306,700 people
    # and 0.39 in the county of 779,900; printed rates give a ratio of 5.33.
    ratio = rate_ratio(638, 306_700, 304, 779_900)
    assert round(ratio.value, 2) == 5.34
    same = compare_counts(638, 304, exposure_now=306_700, exposure_then=779_900)
    assert (ratio.lower, ratio.upper) == (same.ratio_lower, same.ratio_upper)
    wide = rate_ratio(638, 306_700, 304, 779_900, phi=4)
    assert math.log(wide.upper / wide.value) == pytest.approx(
        2 * math.log(ratio.upper / ratio.value)
    )
    assert math.isnan(rate_ratio(0, 1_000, 5, 1_000).value)
