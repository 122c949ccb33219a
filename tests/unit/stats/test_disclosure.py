"""Small counts of people are hidden, and none can be found by subtraction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.optimize import linprog

from cdp_metrics.stats import LEAST_SHOWN, Disclosed, disclose

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
    found = disclose([[NAN, 10], [NAN, 30]], [[False, False], [True, False]])
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


def test_small_counts_that_add_up_to_one_thing_alone_take_another_along() -> None:
    # 1 and 1 beside a total of 12 and a 10 could be nothing else; 4 and 4 likewise; a
    # hidden 1 beside a 5, which is no small count, of a total of 6
    np.testing.assert_array_equal(disclose([1, 1, 10]).counts[0], [NAN, NAN, NAN, 12])
    np.testing.assert_array_equal(disclose([4, 4, 9]).counts[0], [NAN, NAN, NAN, 17])
    np.testing.assert_array_equal(disclose([1, 5]).counts[0], [NAN, NAN, NAN])
    np.testing.assert_array_equal(disclose([1, 2, 10]).counts[0], [NAN, NAN, 10, 13])
    # four that are there and fewer than 5 together are 1 each
    assert not disclose([1, 1, 1, 1]).primary[-1, -1]


def least_and_most(found: Disclosed, cell: tuple[int, int]) -> tuple[float, float]:
    """Return what a reader can work out of a count, by linear programming."""
    rows, columns = found.counts.shape
    size = rows * columns
    lines = np.zeros((rows + columns, rows, columns))
    for row in range(rows):
        lines[row, row, :-1], lines[row, row, -1] = 1, -1
    for column in range(columns):
        lines[rows + column, :-1, column], lines[rows + column, -1, column] = 1, -1
    shown = found.counts.ravel()
    small = found.primary.ravel()
    total = np.zeros((rows, columns), np.bool_)
    total[-1], total[:, -1] = True, True
    few = small | total.ravel()  # a total hidden for another may be small itself
    least = np.where(np.isnan(shown), np.where(few, 1, LEAST_SHOWN), shown)
    most = np.where(np.isnan(shown), np.where(small, LEAST_SHOWN - 1, 1e6), shown)
    wanted = np.zeros((rows, columns))
    wanted[cell] = 1
    ends = [
        linprog(
            sign * wanted.ravel(),
            A_eq=lines.reshape(-1, size),
            b_eq=np.zeros(rows + columns),
            bounds=np.column_stack([least, most]),
        ).x[cell[0] * columns + cell[1]]
        for sign in (1, -1)
    ]
    return ends[0], ends[1]


@settings(deadline=None, max_examples=60)
@given(
    arrays(
        np.int64,
        array_shapes(min_dims=2, max_dims=2, max_side=4),
        elements=st.integers(0, 12),
    )
)
def test_no_small_count_can_be_but_one_number(counts: np.ndarray) -> None:
    found = disclose(counts)
    for cell in map(tuple, np.argwhere(found.primary)):
        least, most = least_and_most(found, cell)
        assert most - least > 0.99


def test_a_total_that_is_held_back_follows_from_no_parts() -> None:
    # 9 and 20 would be the 29 that are held back, so the least goes too
    found = disclose([9, 20], [[False, False, True], [False, False, True]])
    np.testing.assert_array_equal(found.counts[0], [NAN, 20, NAN])
    # a count held back although it is known is hidden as one of any size
    found = disclose([[9, 20, 30]], [[True, False, False]])
    np.testing.assert_array_equal(found.counts[0], [NAN, NAN, 30, 59])
    assert found.primary[0, 0] and found.secondary[0, 1]


@given(
    arrays(
        np.int64,
        array_shapes(min_dims=2, max_dims=2, max_side=4),
        elements=st.integers(0, 12),
    ),
    st.data(),
)
def test_what_is_held_back_is_never_hidden_alone(
    counts: np.ndarray, data: st.DataObject
) -> None:
    rows, columns = counts.shape
    held = data.draw(arrays(np.bool_, (rows + 1, columns + 1)))
    hidden = np.isnan(disclose(counts, held).counts)
    assert hidden[held].all()
    assert (hidden.sum(axis=0) != 1).all() and (hidden.sum(axis=1) != 1).all()


@pytest.mark.parametrize(("counts", "held"), [([[-1]], None), ([[1, 2]], [[True]])])
def test_impossible_tables_are_refused(counts: list, held: list | None) -> None:
    with pytest.raises(ValueError):
        disclose(counts, held)
