"""Months, quarters and the words for them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics import periods

MONTHS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(periods.month_of)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2025-01", date(2025, 1, 1)),
        (" 2014-12 ", date(2014, 12, 1)),
        ("2025-1", None),
        ("2025-00", None),
        ("2025-13", None),
        ("2025-01-01", None),
        ("January 2025", None),
        ("", None),
    ],
)
def test_a_month_is_written_year_dash_month(text: str, month: date | None) -> None:
    assert periods.parse_month(text) == month


@pytest.mark.parametrize(
    ("month", "count", "result"),
    [
        (date(2025, 1, 1), 0, date(2025, 1, 1)),
        (date(2025, 1, 1), -1, date(2024, 12, 1)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
        (date(2025, 6, 1), -30, date(2022, 12, 1)),
        (date(2024, 2, 1), 12, date(2025, 2, 1)),
    ],
)
def test_months_are_added(month: date, count: int, result: date) -> None:
    assert periods.add_months(month, count) == result


@given(MONTHS, st.integers(-600, 600))
def test_adding_and_counting_months_undo_each_other(month: date, count: int) -> None:
    moved = periods.add_months(month, count)
    assert periods.months_between(month, moved) == count
    assert periods.add_months(moved, -count) == month


def test_a_range_holds_both_ends() -> None:
    held = list(periods.month_range(date(2024, 11, 1), date(2025, 2, 1)))
    assert held == [
        date(2024, 11, 1),
        date(2024, 12, 1),
        date(2025, 1, 1),
        date(2025, 2, 1),
    ]
    assert list(periods.month_range(date(2025, 2, 1), date(2025, 1, 1))) == []


def test_the_last_day_minds_leap_years() -> None:
    assert periods.last_day(date(2024, 2, 1)) == date(2024, 2, 29)
    assert periods.last_day(date(2025, 2, 1)) == date(2025, 2, 28)
    assert periods.last_day(date(2025, 12, 1)) == date(2025, 12, 31)


def test_months_are_named() -> None:
    december = date(2025, 12, 1)
    assert periods.month_name(december) == "December 2025"
    assert periods.short_month(december) == "Dec 2025"
    assert periods.year_to(date(2022, 11, 1)) == "Year to Nov 2022"


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 12, 30), "period not yet ended"),
        (date(2025, 12, 31), "0 days old"),
        (date(2026, 1, 1), "1 day old"),
        (date(2026, 1, 13), "13 days old"),
        (date(2026, 1, 14), "2 weeks old"),
        (date(2026, 4, 21), "15 weeks old"),
        (date(2026, 4, 22), "3 months old"),
        (date(2027, 12, 31), "23 months old"),
        (date(2028, 1, 1), "2 years old"),
        (date(2030, 1, 1), "4 years old"),
    ],
)
def test_age_is_said_in_the_unit_a_person_would_use(today: date, words: str) -> None:
    assert periods.age_in_words(date(2025, 12, 31), today) == words


@pytest.mark.parametrize(
    ("start", "end", "name", "phrase"),
    [
        (date(2018, 1, 1), date(2018, 12, 31), "2018", "2018"),
        (date(2016, 1, 1), date(2018, 12, 31), "2016 to 2018", "2016 to 2018"),
        (date(2018, 4, 1), date(2019, 3, 31), "2018/19", "2018/19"),
        (date(1999, 4, 1), date(2000, 3, 31), "1999/00", "1999/00"),
        (
            *(date(2024, 7, 1), date(2025, 6, 30)),
            *("Year to Jun 2025", "the year to Jun 2025"),
        ),
        (date(2024, 7, 1), date(2024, 7, 31), "Jul 2024", "Jul 2024"),
        (
            *(date(2024, 7, 1), date(2024, 9, 30)),
            *("Jul 2024 to Sep 2024", "Jul 2024 to Sep 2024"),
        ),
    ],
)
def test_a_period_is_named_by_its_days(
    start: date, end: date, name: str, phrase: str
) -> None:
    assert periods.period_name(start, end) == name
    assert periods.period_phrase(name) == phrase
