"""How an area stands: shares of a whole, widened rates and what ranks are open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.stats import part_of, rank_range, rate, widened_rate, wilson


def test_a_rate_without_dispersion_is_that_of_byar() -> None:
    plain = rate(np.array([4.0, 72.0]), np.array([1000.0, 2500.0]))
    found = widened_rate([4, 72], [1000, 2500])
    np.testing.assert_allclose(found.lower, plain.lower)
    np.testing.assert_allclose(found.upper, plain.upper)
    assert found.method == "Byar, exact below 10"


def test_limits_widen_by_the_root_of_dispersion_and_stop_at_nought() -> None:
    plain, wide = widened_rate([72], [2500]), widened_rate([72], [2500], 4.0)
    assert wide.value[0] == 28.8
    assert wide.upper[0] - 28.8 == pytest.approx(2 * (plain.upper[0] - 28.8))
    assert wide.method.endswith("widened by dispersion")
    assert widened_rate([2], [1000], 9.0).lower[0] == 0


def test_no_residents_or_no_count_is_no_rate() -> None:
    found = widened_rate([np.nan, 3], [1000, 0])
    assert np.isnan(found.value).all()
    assert np.isnan(found.lower).all()


def test_a_part_of_a_whole_is_a_binomial_share() -> None:
    found, known = part_of(14, 100), wilson(14.0, 100.0)
    assert (found.lower, found.upper) == (known.lower, known.upper)
    wider = part_of(14, 100, 2.0)
    assert wider.value == found.value
    assert wider.lower < found.lower < found.upper < wider.upper
    assert np.isnan(part_of(0, 0).value)


@pytest.mark.parametrize("phi", [0.5, float("nan")])
def test_dispersion_below_that_of_chance_is_refused(phi: float) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        widened_rate([1], [10], phi)
    with pytest.raises(ValueError, match="at least 1"):
        part_of(1, 10, phi)


def test_only_intervals_wholly_apart_settle_a_rank() -> None:
    # A lies above all; B and C overlap; D is below B but not below C; E is missing
    lower = [9.0, 5.0, 3.0, 2.0, np.nan]
    upper = [12.0, 8.0, 6.0, 4.0, np.nan]
    best, worst = rank_range(lower, upper)
    assert best.tolist() == [1, 2, 2, 3, 0]
    assert worst.tolist() == [1, 3, 4, 4, 0]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 50)), min_size=1))
def test_ranks_lie_among_the_units_and_hold_the_rank_by_value(
    pairs: list[tuple[float, float]],
) -> None:
    lower = np.array([low for low, _ in pairs])
    upper = lower + np.array([wide for _, wide in pairs])
    best, worst = rank_range(lower, upper)
    middle = (lower + upper) / 2
    least = 1 + (middle[None, :] > middle[:, None]).sum(axis=1)
    most = (middle[None, :] >= middle[:, None]).sum(axis=1)
    assert (best >= 1).all()
    assert (worst <= len(pairs)).all()
    assert (best <= most).all()
    assert (least <= worst).all()
