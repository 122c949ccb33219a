"""A year is shown beside its months only where no hidden month follows from it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp_metrics.stats import sums_shown

NAN = np.nan


def shown(*series: list[float], length: int = 3) -> list[int]:
    """Return the places of the sums that may be shown."""
    return [int(at) for at in np.flatnonzero(sums_shown(series, length))]


def test_a_year_with_one_hidden_month_would_give_it_away() -> None:
    # 9 + 3 + 8 = 20: with 9 and 8 shown, the third is 3
    assert shown([9, 3, 8, 7, 6]) == [4]


def test_a_year_with_two_hidden_months_is_shown() -> None:
    # 4 = 2 + 2 or 1 + 3; but 2 = 1 + 1 alone, and 8 = 4 + 4 alone
    assert shown([9, 2, 2]) == [2]
    assert shown([9, 1, 1]) == []
    assert shown([9, 4, 4]) == []


def test_years_that_overlap_give_a_month_away_by_their_difference() -> None:
    # to the third 2 + 3, to the fourth 2 + 3 + 2: their difference and the 9 give 2;
    # to the fifth 3 + 2, and the 2 that left cannot be told from either
    assert shown([9, 2, 3, 2, 9]) == [2, 4]
    # 2 + 3, then 3 + 4: the middle one may be 3 or 4
    assert shown([9, 2, 3, 9, 4]) == [2, 3, 4]
    # 1 + 3, then 3 + 4: the middle one is 3, for the last is at most 4
    assert shown([9, 1, 3, 9, 4]) == [2, 3]


def test_a_small_year_is_hidden_and_one_of_noughts_is_not() -> None:
    assert shown([0, 1, 2, 0, 0, 0]) == [5]


def test_a_month_that_is_not_held_leaves_its_years_out() -> None:
    assert shown([9, NAN, 8, 7, 6]) == [4]
    # what is not held may be anything, and gives nothing away
    assert shown([NAN, 2, 2, 9]) == [3]


def test_series_are_shown_or_hidden_together() -> None:
    cases, others = [9, 9, 9], [5, 3, 8]
    assert shown(cases) == [2]
    assert shown(cases, others) == []
    assert shown([9, NAN, 9], [9, 9, 9]) == [2]


@pytest.mark.parametrize("series", [([1, -1],), ([1], [1, 2]), ([[1, 2]],)])
def test_impossible_series_are_refused(series: tuple[list, ...]) -> None:
    with pytest.raises(ValueError):
        sums_shown(series, 2)


def possible(counts: list[int], sums: list[int], length: int) -> list[set[int]]:
    """Return what a reader who is shown these sums can take each hidden month for."""
    hidden = [at for at, n in enumerate(counts) if 0 < n < 5]
    found: list[set[int]] = [set() for _ in hidden]
    for guess in product(range(1, 5), repeat=len(hidden)):
        told = counts.copy()
        for at, n in zip(hidden, guess, strict=True):
            told[at] = n
        if all(
            sum(told[at + 1 - length : at + 1]) == sum(counts[at + 1 - length : at + 1])
            for at in sums
        ):
            for each, n in zip(found, guess, strict=True):
                each.add(n)
    return found


@settings(deadline=None)
@given(st.lists(st.integers(0, 7), min_size=3, max_size=7), st.integers(2, 4))
def test_no_hidden_count_can_be_worked_out(counts: list[int], length: int) -> None:
    sums = shown(counts, length=length)
    assert all(len(each) > 1 for each in possible(counts, sums, length))
    # and no more is hidden than that asks, beside the years before
    for at in set(range(length - 1, len(counts))) - set(sums):
        total = sum(counts[at + 1 - length : at + 1])
        before = [each for each in sums if each < at]
        held = counts[: at + 1]
        told = possible(held, [*before, at], length)
        assert 0 < total < 5 or any(len(each) == 1 for each in told)


@settings(deadline=None)
@given(st.lists(st.integers(0, 7), min_size=3, max_size=12), st.integers(2, 4))
def test_a_year_once_shown_stays_shown(counts: list[int], length: int) -> None:
    for end in range(len(counts)):
        early = shown(counts[:end], length=length)
        assert early == [at for at in shown(counts, length=length) if at < end]
