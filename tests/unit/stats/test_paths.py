from __future__ import annotations

from datetime import date

import pytest

from cdp_metrics.stats import months_along, path_value

START, END = date(2022, 4, 1), date(2025, 3, 31)


@pytest.mark.parametrize(
    ("at", "elapsed"),
    [
        (date(2022, 3, 31), 0),
        (date(2021, 1, 31), 0),
        (date(2022, 4, 30), 1),
        (date(2023, 3, 31), 12),
        (date(2025, 3, 31), 36),
        (date(2026, 3, 31), 36),
    ],
)
def test_months_along(at: date, elapsed: int) -> None:
    assert months_along(START, END, at) == (elapsed, 36)


def test_a_path_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        months_along(END, START, END)


@pytest.mark.parametrize(
    ("elapsed", "value"), [(-3, 100), (0, 100), (6, 95), (12, 90), (24, 80), (99, 80)]
)
def test_a_straight_path(elapsed: int, value: float) -> None:
    assert path_value(100, 80, elapsed, 24) == pytest.approx(value)


@pytest.mark.parametrize(
    ("elapsed", "value"), [(0, 100), (11, 100), (12, 90), (23, 90), (24, 80)]
)
def test_a_path_in_yearly_steps(elapsed: int, value: float) -> None:
    assert path_value(100, 80, elapsed, 24, path="stepped") == pytest.approx(value)


def test_steps_reach_a_target_that_is_not_whole_years_away() -> None:
    steps = [path_value(100, 70, m, 18, path="stepped") for m in (11, 12, 17, 18)]
    assert steps == pytest.approx([100, 80, 80, 70])


def test_a_monthly_path_is_as_listed() -> None:
    listed = [98, 97, 90]
    values = [path_value(100, 90, m, 3, path="monthly", monthly=listed) for m in (0, 1)]
    assert values == [100, 98]
    assert path_value(100, 90, 5, 3, path="monthly", monthly=listed) == 90
    with pytest.raises(ValueError, match="3 months lists 2"):
        path_value(100, 90, 1, 3, path="monthly", monthly=[98, 90])


def test_without_a_path_only_the_end_counts() -> None:
    assert path_value(100, 80, 23, 24, path="none") is None
    assert path_value(100, 80, 24, 24, path="none") == 80


def test_a_path_has_a_length() -> None:
    with pytest.raises(ValueError, match="at least a month"):
        path_value(100, 80, 1, 0)
