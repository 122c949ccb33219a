from __future__ import annotations

import math

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import (
    leave_one_source_out,
    leave_one_type_out,
    rank_agreement,
    reported_harm,
    reweigh,
    weights_agreement,
)

RNG = np.random.default_rng(3)
N = 40
PEOPLE = np.full(N, 1500.0)
USABLE = np.arange(N) >= 2
REPORTS = RNG.poisson(RNG.gamma(2, [20, 10, 5], (N, 3))).astype(float)
HARM = reported_harm(REPORTS, PEOPLE, USABLE, [3, 2, 1], 1.4)
FIVE = np.ones(5, np.bool_)


def test_other_weights_are_as_if_computed_anew() -> None:
    again = reweigh(HARM, [1, 5, 2])
    anew = reported_harm(REPORTS, PEOPLE, USABLE, [1, 5, 2], 1.4)
    np.testing.assert_allclose(again.index, anew.index)
    np.testing.assert_allclose(again.raw_index, anew.raw_index)
    assert again.reference == pytest.approx(anew.reference)
    assert reweigh(HARM).scaled_weights.tolist() == [1, 1, 1]


def test_fewer_types_are_as_if_computed_anew() -> None:
    kept = np.array([True, False, True])
    anew = reported_harm(REPORTS[:, kept], PEOPLE, USABLE, [3, 1], 1.4)
    again = reweigh(HARM, [3, 2, 1], kept)
    np.testing.assert_allclose(again.index, anew.index)
    assert again.rate.shape == (N, 2)


def test_other_weights_are_above_0_too() -> None:
    for weights in ([1, 2], [1, 0, 1], [1, -1, 1]):
        with pytest.raises(ValueError, match="one a type"):
            reweigh(HARM, weights)
    with pytest.raises(NotEnoughData, match="such reports"):
        reweigh(HARM, types=np.zeros(3, np.bool_))


def test_agreement_by_hand() -> None:
    # Ranks 1..5 against 2, 1, 3, 4, 5: 1 - 6 * 2 / (5 * 24) = 0.9.
    found = rank_agreement([5, 4, 3, 2, 1], [4, 5, 3, 2, 1], FIVE, top=1)
    assert found.spearman == pytest.approx(0.9)
    assert (found.overlap, found.top) == (0, 1)
    assert rank_agreement([5, 4, 3, 2, 1], [4, 5, 3, 2, 1], FIVE, top=2).overlap == 2


def test_visitor_areas_are_not_ranked() -> None:
    usable = np.array([True, True, True, False, False])
    found = rank_agreement([1, 2, 3, 99, 98], [3, 2, 1, 99, 98], usable)
    assert found.spearman == pytest.approx(-1)
    assert (found.overlap, found.top) == (3, 3)


def test_an_order_that_does_not_vary_agrees_with_nothing() -> None:
    assert math.isnan(rank_agreement([1] * 5, [1, 2, 3, 4, 5], FIVE).spearman)
    one = np.arange(5) == 0
    assert math.isnan(rank_agreement([1] * 5, [1, 2, 3, 4, 5], one).spearman)


def test_orders_are_of_the_same_areas() -> None:
    with pytest.raises(ValueError, match="of the same areas"):
        rank_agreement([1, 2], [1, 2, 3], FIVE[:3])
    with pytest.raises(ValueError, match="of the same areas"):
        rank_agreement([1, 2], [1, 2], FIVE[:2], top=0)


def test_weights_are_set_against_equal_and_default_ones() -> None:
    found = weights_agreement(HARM, [3, 2, 1], top=10)
    assert found["default"].spearman == pytest.approx(1)
    assert found["default"].overlap == 10
    assert 0.5 < found["equal"].spearman < 1
    extreme = weights_agreement(reweigh(HARM, [1, 1, 500]), [3, 2, 1], top=10)
    assert extreme["default"].spearman < found["equal"].spearman


def test_leaving_out_the_type_that_rules_the_order_changes_it_most() -> None:
    found = leave_one_type_out(HARM)
    correlations = [each.spearman for each in found if each is not None]
    assert len(correlations) == 3
    assert correlations[0] == min(correlations)


def test_nothing_is_left_without_the_only_type() -> None:
    one = reported_harm(REPORTS[:, :1], PEOPLE, USABLE)
    assert leave_one_type_out(one) == (None,)


def test_sources_are_left_out_in_turn() -> None:
    half = np.floor(REPORTS / 2)
    small = np.zeros_like(REPORTS)
    small[5, 0] = 1
    rest = REPORTS - half - small
    found = leave_one_source_out(HARM, [half, rest, small])
    assert [each is not None for each in found] == [True] * 3
    assert found[2] is not None and found[2].spearman > 0.999
    assert found[0] is not None and found[0].spearman < found[2].spearman
    assert leave_one_source_out(HARM, [REPORTS]) == (None,)


def test_a_report_that_two_sources_hold_is_counted_once() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        leave_one_source_out(HARM, [REPORTS, REPORTS])
    with pytest.raises(ValueError, match="do not add up"):
        leave_one_source_out(HARM, REPORTS)
