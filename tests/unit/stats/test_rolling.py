from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.stats import present_in_window, rolling_total

NAN = np.nan


def test_a_total_needs_every_month_of_the_window() -> None:
    monthly = [1, 2, 3, NAN, 5, 6, 7, 0]
    np.testing.assert_array_equal(
        rolling_total(monthly, 3), [NAN, NAN, 6, NAN, NAN, NAN, 18, 13]
    )
    assert present_in_window(monthly, 3).tolist() == [1, 2, 3, 2, 2, 2, 3, 3]


def test_the_first_total_comes_with_the_twelfth_month() -> None:
    assert np.isnan(rolling_total([1] * 11)).all()
    assert rolling_total([1] * 12)[-1] == 12
    assert rolling_total([1] * 13)[-2:].tolist() == [12, 12]


def test_nine_of_twelve_months() -> None:
    assert present_in_window([4] * 9 + [NAN] * 3)[-1] == 9


def test_zero_is_present_and_missing_is_not() -> None:
    assert rolling_total([0, 0], 2)[-1] == 0
    assert present_in_window([0, NAN], 2).tolist() == [1, 1]


def test_the_line_turns_only_with_the_same_month_a_year_ago() -> None:
    monthly = np.arange(30.0) ** 2 % 17
    np.testing.assert_allclose(
        np.diff(rolling_total(monthly)[11:]), monthly[12:] - monthly[:-12]
    )


def test_no_months_give_no_totals() -> None:
    assert rolling_total([]).shape == present_in_window([]).shape == (0,)


def test_types_do_not_follow_the_data() -> None:
    assert rolling_total([1, 2]).dtype == np.float64
    assert present_in_window([1, 2]).dtype == np.int64


@pytest.mark.parametrize("window", [0, -1])
def test_a_window_holds_a_month(window: int) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        rolling_total([1, 2], window)


def test_a_table_is_not_a_series() -> None:
    with pytest.raises(ValueError, match="one dimension"):
        present_in_window([[1, 2], [3, 4]])
