from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import Cuts, repeat_numbers, repeat_weight, type_mix

TYPED = np.array([[4, 3], [2, 1], [0, 4]])


def test_types_are_used_where_most_reports_have_one() -> None:
    # 6 of 20 is 30%, not over it.
    mix = type_mix(TYPED, [2, 2, 2])
    assert (mix.basis, mix.unclassified) == ("types", 0.3)
    np.testing.assert_array_equal(mix.counts, TYPED)


def test_over_30_percent_without_a_type_falls_back_to_volume() -> None:
    mix = type_mix(TYPED, [3, 2, 2])
    assert mix.basis == "too many without a type"
    assert mix.unclassified == pytest.approx(7 / 21)
    assert mix.counts.tolist() == [[10], [5], [6]]
    assert type_mix(TYPED, [3, 2, 2], Cuts(unclassified=0.4)).basis == "types"


def test_one_type_is_volume() -> None:
    mix = type_mix([[7], [3]], [1, 0])
    assert mix.basis == "one type"
    assert mix.counts.tolist() == [[8], [3]]
    assert type_mix(TYPED).unclassified == 0


def test_counts_must_fit() -> None:
    with pytest.raises(ValueError, match="areas by types"):
        type_mix([1, 2])
    with pytest.raises(ValueError, match="one number an area"):
        type_mix(TYPED, [1, 2])
    with pytest.raises(ValueError, match="negative"):
        type_mix(-TYPED)
    with pytest.raises(NotEnoughData, match="no reports"):
        type_mix(TYPED * 0)


def test_repeats_are_counted_by_place_within_six_months() -> None:
    days = ["2025-01-01", "2025-03-01", "2025-03-01", "2025-07-03", "2025-07-04"]
    # The fourth comes 183 days after the first, the fifth 184.
    assert repeat_numbers(["a"] * 5, days).tolist() == [1, 2, 3, 4, 4]
    assert repeat_numbers(["a", "b", "a", "b", "a"], days).tolist() == [1, 1, 2, 2, 2]


def test_the_order_of_the_rows_does_not_matter() -> None:
    places, days = ["b", "a", "a"], ["2025-05-01", "2025-05-02", "2025-01-02"]
    assert repeat_numbers(places, days).tolist() == [1, 2, 1]


def test_neighbouring_codes_are_not_one_place() -> None:
    days = ["2025-12-31", "2025-01-01"]
    assert repeat_numbers(["a", "b"], days).tolist() == [1, 1]
    assert repeat_numbers([], []).tolist() == []


def test_places_and_dates_must_be_there() -> None:
    with pytest.raises(ValueError, match="a place and a date"):
        repeat_numbers(["a", "b"], ["2025-01-01"])
    with pytest.raises(ValueError, match="a place and a date"):
        repeat_numbers(["a"], ["NaT"])


def test_a_repeat_weighs_more_and_at_most_double() -> None:
    weight = repeat_weight([1, 2, 4, 8, 16, 17, 1000])
    np.testing.assert_array_equal(weight, [1, 1.25, 1.5, 1.75, 2, 2, 2])
    assert repeat_weight([1, 9], Cuts(repeat_step=0)).tolist() == [1, 1]
    with pytest.raises(ValueError, match="number 1"):
        repeat_weight([0])
