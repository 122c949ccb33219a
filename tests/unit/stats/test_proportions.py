from __future__ import annotations

import math

import pytest

from cdp_metrics.stats import (
    Proportion,
    compare_proportions,
    difference_limits,
    points_direction,
    wilson,
)


# Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
@pytest.mark.parametrize(
    ("a", "m", "b", "n", "lower", "upper"),
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_the_published_examples(
    a: int, m: int, b: int, n: int, lower: float, upper: float
) -> None:
    change = compare_proportions(Proportion(100 * a / m, m), Proportion(100 * b / n, n))
    assert change.lower is not None and change.upper is not None
    assert round(change.lower / 100, 4) == lower
    assert round(change.upper / 100, 4) == upper
    assert change.significant is (lower > 0)


def test_published_limits_make_those_of_a_difference() -> None:
    # Newcombe (1998), table II: 56 of 70 and 48 of 80, from their Wilson limits.
    found = difference_limits(wilson(56.0, 70.0), wilson(48.0, 80.0))
    assert (round(found.lower, 4), round(found.upper, 4)) == (0.0524, 0.3339)
    assert found.value == pytest.approx(0.2)
    back = difference_limits(wilson(48.0, 80.0), wilson(56.0, 70.0))
    assert (back.lower, back.upper) == (-found.upper, -found.lower)


def test_z_is_that_of_the_pooled_share() -> None:
    change = compare_proportions(Proportion(80, 70), Proportion(60, 80))
    pooled = 104 / 150
    error = math.sqrt(pooled * (1 - pooled) * (1 / 70 + 1 / 80))
    assert change.difference == pytest.approx(20)
    assert change.z == pytest.approx(0.2 / error)


def test_nobody_either_time_is_no_change() -> None:
    change = compare_proportions(Proportion(0, 50), Proportion(0, 60))
    assert change.z == 0
    assert change.significant is False


def test_a_design_effect_is_a_smaller_sample() -> None:
    assert Proportion(9.2, 2_700, deff=1.5).n_eff == 1_800
    surveyed = compare_proportions(
        Proportion(12, 3_000, deff=2), Proportion(9, 3_000, deff=2)
    )
    plain = compare_proportions(Proportion(12, 1_500), Proportion(9, 1_500))
    assert surveyed == plain


def test_limits_are_wilsons() -> None:
    interval, same = Proportion(25, 20).limits(), wilson(5, 20)
    assert interval is not None
    assert interval.lower == pytest.approx(100 * same.lower)
    assert interval.upper == pytest.approx(100 * same.upper)
    whole = Proportion(100, 10).limits()
    assert whole is not None and whole.upper == 100


def test_without_a_denominator_nothing_is_said_of_chance() -> None:
    bare, known = Proportion(21.4, None), Proportion(21.9, 900)
    assert bare.n_eff is None and bare.limits() is None
    for now, then in [(bare, known), (known, bare)]:
        change = compare_proportions(now, then)
        assert abs(change.difference) == pytest.approx(0.5)
        assert (change.lower, change.upper, change.z) == (None, None, None)
        assert change.significant is None
        assert points_direction(change) is None


@pytest.mark.parametrize(
    ("now", "then", "n", "way"),
    [
        (30, 20, 500, "up"),
        (20, 30, 500, "down"),
        (30, 29, 500, "level"),  # within chance
        (30.4, 30, 1_000_000, "level"),  # beyond chance, under half a point
        (30.5, 30, 1_000_000, "up"),
    ],
)
def test_direction(now: float, then: float, n: int, way: str) -> None:
    change = compare_proportions(Proportion(now, n), Proportion(then, n))
    assert points_direction(change) == way


def test_the_deadband_can_be_moved() -> None:
    change = compare_proportions(Proportion(30.4, 10**6), Proportion(30, 10**6))
    assert points_direction(change, deadband_points=0.3) == "up"


@pytest.mark.parametrize(
    ("percent", "n", "deff", "fault"),
    [
        (-1, 10, 1, "0 to 100"),
        (101, 10, 1, "0 to 100"),
        (math.nan, 10, 1, "0 to 100"),
        (50, 0, 1, "above 0, not of 0"),
        (50, math.nan, 1, "above 0, not of nan"),
        (50, 10, 0, "design effect"),
    ],
)
def test_what_cannot_be_a_proportion(
    percent: float, n: float, deff: float, fault: str
) -> None:
    with pytest.raises(ValueError, match=fault):
        Proportion(percent, n, deff)


def test_confidence_is_a_share() -> None:
    with pytest.raises(ValueError, match="not 95"):
        compare_proportions(Proportion(5, 10), Proportion(6, 10), confidence=95)
