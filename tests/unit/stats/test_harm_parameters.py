from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from cdp_metrics.stats.harm import Cuts, Effect, RelativeRisks, Weights

FIVE = Effect(tuple("abcde"), (0.2, 0, 0.1, -0.1, 0.3), (0.1, 0, 0.1, 0.1, 0.1))
THREE = Effect(tuple("abc"), (0, 0.1, 0.3), (0, 0.1, 0.1))


@pytest.mark.parametrize(
    ("log_rr", "se", "reason"),
    [
        ((0, 0.1), (0, 0.1), "its SE"),
        ((0, 0.1, math.nan), (0, 0.1, 0.1), "missing"),
        ((0, 0.1, 0.2), (0, 0.1, math.nan), "missing"),
        ((0, 0.1, 0.2), (0, 0.1, -0.1), "missing"),
        ((0, 0.1, 0.2), (0, 0, 0.1), "needs its standard error"),
        ((0, 0.1, 0.2), (0.1, 0.1, 0.1), "Exactly one group is the reference"),
        ((0.5, 0.1, 0.2), (0, 0.1, 0.1), "Exactly one group is the reference"),
    ],
)
def test_relative_risks_come_with_errors_and_one_reference(
    log_rr: tuple[float, ...], se: tuple[float, ...], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        Effect(tuple("abc"), log_rr, se)


def test_each_trait_has_its_groups() -> None:
    RelativeRisks("1", FIVE, THREE, None, None, "ours")
    with pytest.raises(ValueError, match="by tenure are for 3 groups"):
        RelativeRisks("1", FIVE, FIVE, FIVE, None, "ours")
    with pytest.raises(ValueError, match="by ethnicity are for 5 groups"):
        RelativeRisks("1", FIVE, THREE, FIVE, THREE, "ours")


@pytest.mark.parametrize(
    ("value", "low", "high", "reason"),
    [
        ((3,), (0.5, 0.5), (2, 2), "a weight and a range"),
        ((3, 0), (0.5, 0.5), (2, 2), "above 0"),
        ((3, -1), (0.5, 0.5), (2, 2), "above 0"),
        ((3, math.inf), (0.5, 0.5), (2, 2), "above 0"),
        ((3, 1), (0.0, 0.5), (2, 2), "above 0"),
        ((3, 1), (1.5, 0.5), (2, 2), "holds the weight itself"),
        ((3, 1), (0.5, 0.5), (2, 0.9), "holds the weight itself"),
    ],
)
def test_weights_are_above_0_and_within_their_range(
    value: tuple[float, ...],
    low: tuple[float, ...],
    high: tuple[float, ...],
    reason: str,
) -> None:
    with pytest.raises(ValueError, match=reason):
        Weights("1", ("a", "b"), value, low, high)


def test_no_types_are_no_weights() -> None:
    with pytest.raises(ValueError, match="a weight and a range"):
        Weights("1", (), (), (), ())


def test_equal_weights_say_so() -> None:
    assert Weights("1", ("a", "b"), (2, 2), (0.5, 0.5), (2, 2)).all_equal
    assert not Weights("1", ("a", "b"), (2, 1), (0.5, 0.5), (2, 2)).all_equal


def test_weights_are_drawn_within_their_own_range() -> None:
    weights = Weights("1", ("a", "b", "c"), (3, 2, 1), (0.5, 0.8, 1), (2, 1, 1))
    drawn = weights.draw(np.random.default_rng(1), 4000)
    assert drawn.shape == (4000, 3)
    np.testing.assert_allclose(drawn.min(axis=0), [0.5, 0.8, 1], rtol=0.01)
    np.testing.assert_allclose(drawn.max(axis=0), [2, 1, 1], rtol=0.01)
    # Uniform on the log scale: half the draws of the first lie below no change.
    assert np.median(drawn[:, 0]) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"student": 1.2}, "between 0 and 1"),
        ({"sure": 95.0}, "between 0 and 1"),
        ({"range_shown": (0.0, 0.95)}, "between 0 and 1"),
        ({"classes": (150.0, 75.0)}, "below the upper"),
        ({"ratio_low": 1.5}, "below the upper"),
        ({"range_shown": (0.95, 0.05)}, "below the upper"),
        ({"top_one_in": 0}, "below the least"),
        ({"design_effect": 0.5}, "below the least"),
        ({"repeat_most": 0.5}, "below the least"),
        ({"repeat_step": -0.1}, "below the least"),
        ({"visitor": 0.0}, "below the least"),
        ({"least_expected": 0.0}, "below the least"),
    ],
)
def test_cut_offs_must_make_sense(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Cuts(**wrong)
