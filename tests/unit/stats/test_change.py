from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pytest
from scipy.stats import binomtest

from cdp_metrics.stats import CountChange, compare_counts, direction


@pytest.mark.parametrize(
    ("then", "guard"),
    [
        (0, "small numbers"),
        (4, "small numbers"),
        (5, "volume only"),
        (29, "volume only"),
        (30, None),
    ],
)
def test_percent_is_kept_from_small_counts(then: int, guard: str | None) -> None:
    change = compare_counts(40, then)
    assert change.guard == guard
    assert (change.percent is None) == (guard is not None)
    assert change.difference == 40 - then


def test_a_change_in_full() -> None:
    change = compare_counts(150, 100)
    assert (change.now, change.then, change.difference) == (150, 100, 50)
    assert change.percent == 50
    assert change.z == pytest.approx(50 / math.sqrt(250))
    # exp(ln 1.5 -+ 1.96 sqrt(1/150 + 1/100))
    assert change.ratio_lower == pytest.approx(1.16466, abs=1e-5)
    assert change.ratio_upper == pytest.approx(1.93189, abs=1e-5)
    assert change.significant


def test_exact_below_40_events_and_normal_from_40() -> None:
    assert compare_counts(27, 12).p_value == pytest.approx(
        binomtest(27, 39).pvalue, rel=1e-12
    )
    assert compare_counts(27, 13).p_value == pytest.approx(0.02686, abs=5e-5)
    # The same 39 events with dispersion: the exact test assumes there is none.
    assert compare_counts(27, 12, phi=2).p_value == pytest.approx(
        math.erfc(15 / math.sqrt(2 * 39) / math.sqrt(2)), rel=1e-12
    )


def test_dispersion_widens_everything() -> None:
    plain, spread = compare_counts(150, 100), compare_counts(150, 100, phi=4)
    assert spread.z == pytest.approx(plain.z / 2)
    assert spread.p_value > plain.p_value
    assert plain.ratio_lower is not None
    assert spread.ratio_lower is not None
    assert math.log(1.5 / spread.ratio_lower) == pytest.approx(
        2 * math.log(1.5 / plain.ratio_lower)
    )
    assert not spread.significant


def test_an_estimated_dispersion_widens_everything_by_students_t() -> None:
    known = compare_counts(150, 100, phi=2)
    estimated = compare_counts(150, 100, phi=2, phi_df=3)
    assert estimated.z == known.z
    # Student's t with 3 degrees of freedom: its 97.5% point is 3.18245, and by its
    # distribution function in closed form |t| > 2.23607 has a probability of 0.11136.
    assert known.z == pytest.approx(2.236068)
    assert estimated.p_value == pytest.approx(0.11136, abs=1e-5)
    assert known.significant
    assert not estimated.significant
    assert estimated.ratio_upper is not None
    assert math.log(estimated.ratio_upper / 1.5) == pytest.approx(
        3.18245 * math.sqrt(2 * (1 / 150 + 1 / 100)), rel=1e-5
    )


@pytest.mark.parametrize("freedom", [0, -1, math.nan])
def test_degrees_of_freedom_are_above_0(freedom: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        compare_counts(1, 2, phi_df=freedom)


def test_unequal_periods_compare_rates() -> None:
    # 60 in 3 months against 240 in 12: the same rate.
    same = compare_counts(60, 240, exposure_now=3, exposure_then=12)
    assert (same.difference, same.percent, same.z) == (0, 0, 0)
    assert same.p_value == 1
    assert direction(same) == "level"
    # 90 in 3 against 240 in 12: half as much again, z = 10 / sqrt(90/9 + 240/144).
    more = compare_counts(90, 240, exposure_now=3, exposure_then=12)
    assert (more.difference, more.percent) == (30, 50)
    assert more.z == pytest.approx(10 / math.sqrt(10 + 240 / 144))


def test_the_exact_test_knows_the_periods() -> None:
    change = compare_counts(9, 12, exposure_now=3, exposure_then=12)
    assert change.p_value == pytest.approx(binomtest(9, 21, 0.2).pvalue)
    assert change.significant


def test_nothing_in_either_period() -> None:
    change = compare_counts(0, 0)
    assert (change.difference, change.z, change.p_value) == (0, 0, 1)
    assert (change.ratio_lower, change.ratio_upper) == (None, None)
    assert change.guard == "small numbers"
    assert compare_counts(0, 0, phi=2).p_value == 1


@pytest.mark.parametrize(("now", "then"), [(0, 50), (50, 0)])
def test_a_count_of_0_has_no_ratio(now: int, then: int) -> None:
    change = compare_counts(now, then)
    assert (change.ratio_lower, change.ratio_upper) == (None, None)
    assert change.significant


def test_significance_follows_the_confidence() -> None:
    # z = 30 / sqrt(230) = 1.978, between the 95% and the 99% quantile.
    assert compare_counts(130, 100).significant
    assert not compare_counts(130, 100, confidence=0.99).significant


@pytest.mark.parametrize(
    ("now", "then", "way"),
    [
        (33_486, 37_486, "down"),
        (37_486, 33_486, "up"),
        (172, 174, "level"),  # not significant
        (1_009_000, 1_000_000, "level"),  # significant, and 0.9%
        (1_010_000, 1_000_000, "up"),  # significant, and 1.0%
        (20, 0, "up"),  # no percentage, and significant
        (3, 0, "level"),  # no percentage, and not significant
        (2, 29, "down"),
    ],
)
def test_direction(now: int, then: int, way: str) -> None:
    assert direction(compare_counts(now, then)) == way


def test_the_deadband_can_be_set() -> None:
    change = compare_counts(33_486, 37_486)
    assert direction(change, 11) == "level"
    assert direction(change, 10) == "down"


@pytest.mark.parametrize("count", [-1, 2.5, math.nan, math.inf])
def test_counts_are_whole(count: float) -> None:
    with pytest.raises(ValueError, match="whole numbers"):
        compare_counts(count, 10)
    with pytest.raises(ValueError, match="whole numbers"):
        compare_counts(10, count)


@pytest.mark.parametrize("phi", [0.99, 0, math.nan, math.inf])
def test_dispersion_is_at_least_1(phi: float) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        compare_counts(1, 2, phi=phi)


@pytest.mark.parametrize("exposure", [0, -1, math.nan, math.inf])
def test_exposure_is_above_0(exposure: float) -> None:
    with pytest.raises(ValueError, match="exposure"):
        compare_counts(1, 2, exposure_now=exposure)
    with pytest.raises(ValueError, match="exposure"):
        compare_counts(1, 2, exposure_then=exposure)


def test_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="share such as"):
        compare_counts(1, 2, confidence=95)


def test_a_result_does_not_change() -> None:
    change: CountChange = compare_counts(1, 2)
    with pytest.raises(FrozenInstanceError):
        change.now = 3  # type: ignore[misc]
