"""Parts of a total that was received beside them tell no small count of each other."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.stats import LEAST_SHOWN, parts_hidden

NAN = np.nan


def rows(hidden: np.ndarray) -> list[bool]:
    """Return which rows have a hidden count, the total last."""
    return [bool(each) for each in hidden.any(axis=1)]


def test_one_and_five_of_six_are_told_by_no_total() -> None:
    parts = [[1, 50], [5, 60], [0, 70], [0, 80]]
    found = parts_hidden(parts, [6, 260])
    # hiding the 5 alone would leave 1 and 5 as the only way to 6
    assert rows(found)[:2] == [True, True] and found[-1, 0]
    # with others to move, the two are enough
    assert rows(parts_hidden([[1, 50], [9, 60], [20, 70]], [30, 180])) == [
        *(True, True, False, False)
    ]


def test_what_one_sender_left_out_is_a_part_like_any_other() -> None:
    # 3 of 40 were not sent: 30 less 18 and 9 would tell them
    left_out = parts_hidden([[9, 60], [18, 80], [NAN, NAN]], [30, 180])
    assert rows(left_out) == [True, False, False, False]
    one = parts_hidden([[9, 60], [18, 80], [NAN, NAN]], [47, 180], [False, False, True])
    assert rows(one) == [True, False, True, False]
    # what two held back is of neither
    two = [[9, 60], [NAN, NAN], [NAN, NAN]]
    assert rows(parts_hidden(two, [47, 180], [False, True, True])) == [
        *(False, True, True, False)
    ]


def test_a_total_that_is_held_back_is_not_the_sum_of_its_parts() -> None:
    held = [False, False, True]
    found = parts_hidden([[9, 60], [18, 80]], [NAN, NAN], held)
    assert rows(found) == [True, False, True]
    # of parts that are not all known there is no sum
    found = parts_hidden([[9, 60], [NAN, NAN]], [NAN, NAN], held)
    assert rows(found) == [False, False, True]


def test_all_are_told_by_the_rest_where_cases_are_not() -> None:
    # weighted shares do not add up; the people who answered do
    found = parts_hidden([[30, 60], [20, 37], [2, 3]], [40, 100])
    assert found[:, 2].tolist() == [False, True, True, False]
    assert found[2].all() and not found[0].any()
    # the total's cases were not sent, and 37 and 63 would tell the 3
    found = parts_hidden([[30, 60], [20, 37], [NAN, 3]], [NAN, 100])
    assert found[:, 2].tolist() == [False, True, True, False]


def test_parts_without_a_total_stand_alone() -> None:
    found = parts_hidden([[9, 60], [3, 80], [0, 7]], [NAN, NAN])
    assert rows(found) == [False, True, False, False]
    assert not parts_hidden([[9, 60], [18, 80]], [27, 140]).any()


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=5)
)
def test_no_hidden_row_stands_alone(sides: list[tuple[int, int]]) -> None:
    parts = [(cases, cases + others) for cases, others in sides]
    whole = np.sum(parts, axis=0)
    found = parts_hidden(parts, whole)
    counts = np.vstack([parts, whole])
    every = np.column_stack([counts[:, 0], counts[:, 1] - counts[:, 0], counts[:, 1]])
    assert found[(every > 0) & (every < LEAST_SHOWN)].all()
    assert (found.sum(axis=0) != 1).all() and (found.sum(axis=1) != 1).all()
