from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats import concentration

NAN = np.nan


def test_half_is_counted_from_the_areas_with_most() -> None:
    # by hand: 60 of 100 lie in the second area alone
    found = concentration([10, 60, 20, 10], [100] * 4, seed=1)
    np.testing.assert_allclose(found.counted, [0.6, 0.8, 0.9, 1])
    assert found.half == 1
    # 40 + 10 of 100 is half exactly
    assert concentration([10, 40, *[10] * 5], [100] * 7, seed=1).half == 2


def test_equal_rates_concentrate_by_residents_and_chance_alone() -> None:
    people = np.array([4000.0, *[1000] * 8])
    found = concentration([30.0] * 9, people, seed=1)
    # a third of the residents live in the first area
    assert found.even[0] == pytest.approx(1 / 3, abs=0.01)
    assert 2 <= found.half_even <= 3
    assert found.half == 5  # as counted, nothing is concentrated at all


def test_limits_hold_the_truth() -> None:
    rng = np.random.default_rng(11)
    expected = rng.gamma(1.5, 40, 120)
    ranked = np.sort(expected)[::-1].cumsum() / expected.sum()
    truth = int((ranked < 0.5).sum()) + 1
    held = 0
    for seed in range(40):
        found = concentration(rng.poisson(expected), [1000] * 120, seed=seed)
        held += found.half_lower <= truth <= found.half_upper
    assert held >= 32


def test_bursts_are_worth_fewer_events() -> None:
    counts = np.random.default_rng(2).gamma(2, 60, 40).round()
    plain = concentration(counts, [1000] * 40, seed=1)
    bursts = concentration(counts, [1000] * 40, dispersion=4, seed=1)
    width = [(each.upper - each.lower)[:20].mean() for each in (plain, bursts)]
    assert width[1] > 1.5 * width[0]
    assert (bursts.even[:5] > plain.even[:5]).all()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(10, 500), min_size=1, max_size=30), st.integers(0, 9))
def test_shares_rise_to_one_within_their_limits(counts: list[int], seed: int) -> None:
    found = concentration(counts, [100] * len(counts), seed=seed)
    assert found.counted[-1] == pytest.approx(1)
    assert (np.diff(found.counted) >= 0).all()
    assert (found.lower <= found.upper + 1e-12).all()
    assert 1 <= found.half_lower <= found.half_upper <= len(counts)
    again = concentration(counts, [100] * len(counts), seed=seed)
    np.testing.assert_array_equal(found.lower, again.lower)


@pytest.mark.parametrize("counts", [[], [0, 0], [9, 10]])
def test_too_few_events(counts: list[float]) -> None:
    with pytest.raises(NotEnoughData, match="10 events an area"):
        concentration(counts or np.array([]), [100] * len(counts), seed=1)


@pytest.mark.parametrize(
    ("counts", "people"),
    [([50, NAN], [1, 1]), ([50, 50], [1, 0]), ([50], [1, 1]), ([50, 50], [1, NAN])],
)
def test_counts_and_residents_must_be_whole(
    counts: list[float], people: list[float]
) -> None:
    with pytest.raises(ValueError):
        concentration(counts, people, seed=1)
