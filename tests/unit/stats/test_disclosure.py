"""Small counts of people are hidden, and none can be found by subtraction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cdp_metrics.stats import LEAST_SHOWN, disclose

NAN = np.nan


def test_a_small_count_takes_another_with_it() -> None:
    found = disclose([[3, 10, 20], [8, 9, 30]])
    np.testing.assert_array_equal(
        found.counts, [[NAN, NAN, 20, 33], [NAN, NAN, 30, 47], [11, 19, 50, 80]]
    )
    assert found.primary.sum() == 1 and found.secondary.sum() == 3


def test_nought_is_shown_and_a_lone_small_count_hides_its_total() -> None:
    np.testing.assert_array_equal(disclose([0, 7]).counts[0], [0, 7, 7])
    assert np.isnan(disclose([[3]]).counts).all()


def test_what_is_missing_or_held_back_leaves_its_totals_unknown() -> None:
    found = disclose([[NAN, 10], [20, 30]], [[False, False], [True, False]])
    np.testing.assert_array_equal(
        found.counts, [[NAN, 10, NAN], [NAN, 30, NAN], [NAN, 40, NAN]]
    )
    assert found.primary[1, 0] and not found.primary[0, 0]


@given(
    arrays(
        np.int64,
        array_shapes(min_dims=2, max_dims=2, max_side=5),
        elements=st.integers(0, 30),
    )
)
def test_no_line_hides_one_count_alone(counts: np.ndarray) -> None:
    table = disclose(counts).counts
    hidden = np.isnan(table)
    assert not ((table > 0) & (table < LEAST_SHOWN)).any()
    assert (hidden.sum(axis=0) != 1).all() and (hidden.sum(axis=1) != 1).all()
    if not ((counts > 0) & (counts < LEAST_SHOWN)).any():
        assert not hidden.any()


@pytest.mark.parametrize(("counts", "held"), [([[-1]], None), ([[1, 2]], [[True]])])
def test_impossible_tables_are_refused(counts: list, held: list | None) -> None:
    with pytest.raises(ValueError):
        disclose(counts, held)
