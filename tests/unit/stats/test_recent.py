from __future__ import annotations

import math

import numpy as np
import pytest

from cdp_metrics.stats import RecentTrend, recent_trend

NAN = math.nan
FALL = [50.0, 48.0, 47.0, 43.0, 40.0]


def trend(
    values: list[float], error: float | list[float] = 1.5, stride: int = 1
) -> RecentTrend:
    figures, half = np.array(values), 1.96 * np.array(error)
    return recent_trend(figures, figures - half, figures + half, stride)


def test_up_down_and_level() -> None:
    assert trend(FALL).direction == "down"
    assert trend(FALL[::-1]).direction == "up"
    assert trend([50.0, 48, 51, 49, 50]).direction == "level"


def test_the_same_figures_with_wider_limits_show_no_trend() -> None:
    # Chi-squared falls with the square of the error: 62.5 / 9 to 62.5 / 6.
    assert trend(FALL, 3.0).chi_squared == pytest.approx(62.5 / 9)
    assert trend(FALL, 3.0).direction == "level"
    assert trend(FALL, math.sqrt(6)).direction == "down"


def test_a_slope_that_hangs_on_one_point_is_no_trend() -> None:
    hangs = trend([50.0, 50, 50, 50, 60])
    assert hangs.chi_squared > 9.5495
    assert hangs.direction == "level"


def test_errors_weigh() -> None:
    # The last point, measured badly, hardly counts.
    assert trend([50.0, 50, 50, 50, 90], [1.0, 1, 1, 1, 50]).slope < 0.1


def test_only_the_latest_five_valid_periods_count() -> None:
    late = trend([900.0, 1.0, *FALL])
    assert late.positions == (2, 3, 4, 5, 6)
    assert late.slope == pytest.approx(trend(FALL).slope)
    gap = trend([50.0, NAN, 48.0, 47.0, NAN, 43.0, 40.0])
    assert gap.positions == (0, 2, 3, 5, 6)
    assert gap.slope == pytest.approx(-2.5)


def test_fewer_than_five_cannot_be_calculated() -> None:
    few = trend([*FALL[:4], NAN])
    assert few.direction is None
    assert math.isnan(few.slope)
    assert math.isnan(few.chi_squared)
    assert few.positions == (0, 1, 2, 3)
    assert trend([]).direction is None


def test_a_period_without_a_range_is_not_valid() -> None:
    assert trend(FALL, [1.0, 1, 0, 1, 1]).direction is None
    assert trend(FALL, [1.0, 1, NAN, 1, 1]).direction is None


def test_overlapping_totals_are_taken_a_stride_apart() -> None:
    figures = np.linspace(50, 40, 14).tolist()
    assert trend(figures, stride=3).positions == (1, 4, 7, 10, 13)
    # Where one is missing, the next earlier is taken and none overlaps.
    figures[10] = NAN
    assert trend(figures, stride=3).positions == (0, 3, 6, 9, 13)
    assert trend(figures[1:], stride=3).direction is None


def test_what_it_refuses() -> None:
    with pytest.raises(ValueError, match="one number a period"):
        recent_trend([1, 2], [1], [2, 3])
    with pytest.raises(ValueError, match="one number a period"):
        recent_trend([[1.0]], [[0.0]], [[2.0]])
    with pytest.raises(ValueError, match="at least one period"):
        trend(FALL, stride=0)
