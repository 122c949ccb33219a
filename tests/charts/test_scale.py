from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdp_metrics.charts.parts.scale import (
    axis,
    brief,
    drawn,
    month_span,
    runs,
    spoken,
    spread,
    time_ticks,
)
from cdp_metrics.charts.parts.scale import wrap as wrapped
from cdp_metrics.charts.theme import number


@given(st.floats(-1e6, 1e6), st.integers(0, 2))
def test_a_drawn_value_is_near_and_is_written_alike(value: float, places: int) -> None:
    short = drawn(value, places)
    assert number(short, places) == number(value, places)
    assert short == pytest.approx(value, abs=0.5 * 10.0 ** -(places + 2) + 1e-9)


def test_a_drawn_value_has_few_figures_unless_they_change_what_is_written() -> None:
    assert repr(drawn(26.732036650056262, 1)) == "26.732"
    assert repr(drawn(13858.0)) == "13858"
    assert drawn(0.49999) == 0.49999  # 0.5 would be written as 1


def test_a_long_level_line_may_cut_its_axis_and_says_where() -> None:
    scale = axis([9000.0 + step * 50 for step in range(24)], 0, truncate=True)
    assert scale.low == 8000
    assert scale.starts_at == "8,000"
    assert scale.ticks[0] == scale.low


@pytest.mark.parametrize(
    "values",
    [
        [9000.0] * 11,  # too short to say what is normal
        [float(v) for v in range(10, 40)],  # its low is less than half its high
    ],
)
def test_other_axes_start_at_nought(values: list[float]) -> None:
    scale = axis(values, 0, truncate=True)
    assert scale.low == 0
    assert scale.starts_at == ""


def test_months_never_cut_their_axis() -> None:
    assert axis([900.0] * 40, 0, truncate=False).low == 0


def test_no_value_and_nought_still_make_an_axis() -> None:
    for values in ([], [0.0, 0.0]):
        scale = axis(values, 0, truncate=True)
        assert scale.high > scale.low == 0


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60),
    st.integers(0, 1),
    st.booleans(),
)
def test_every_value_lies_on_the_axis(
    values: list[float], decimals: int, truncate: bool
) -> None:
    scale = axis(values, decimals, truncate=truncate)
    assert scale.low <= min(values)
    assert scale.high >= max(values)
    assert 1 <= len(scale.ticks) <= 8
    assert len(set(scale.labels)) == len(scale.labels)


def test_an_axis_below_nought_holds_nought_and_starts_there_in_words() -> None:
    scale = axis([-30.0, 100.0], 0)
    assert scale.low == -50
    assert 0 in scale.ticks
    assert scale.labels[0] == "−50"
    assert scale.starts_at == ""
    assert axis([-30.0, -20.0], 0).high >= 0


def test_whole_ticks_lose_their_decimals_where_asked() -> None:
    assert axis([80.0], 1).labels[1] == "20.0"
    assert axis([80.0], 1, trim=True).labels[1] == "20"
    assert axis([0.8], 1, trim=True).labels[1] == "0.2"


def test_a_text_alternative_says_first_that_it_is_invented() -> None:
    assert spoken(["One.", "", "Two."]) == "One. Two."
    assert spoken(["One."], demo=True) == "Demonstration data: invented. One."


def test_runs_of_flags() -> None:
    flags = [True, True, False, True, False, False, True]
    assert runs(flags) == [(0, 1), (3, 3), (6, 6)]
    assert runs([]) == []
    assert runs([False]) == []


def test_labels_far_apart_stay_where_they_are() -> None:
    assert spread([20, 100], [10, 10], 200) == [20, 100]


def test_labels_on_one_spot_move_apart_and_keep_their_order() -> None:
    assert spread([50, 49, 50], [10, 10, 10], 200) == [59, 49, 69]


@given(
    st.lists(st.floats(0, 200), min_size=1, max_size=5),
    st.integers(5, 40),
)
def test_labels_never_overlap_nor_leave_the_panel(
    wanted: list[float], height: int
) -> None:
    placed = sorted(spread(wanted, [float(height)] * len(wanted), 200))
    for below, above in pairwise(placed):
        assert above - below >= height - 1e-6
    assert placed[0] >= height / 2 - 1e-6
    assert placed[-1] <= 200 - height / 2 + 1e-6


def test_years_and_months_are_ticked() -> None:
    places, names = time_ticks(date(2018, 1, 1), date(2025, 12, 1), 12)
    assert names[0] == "2018"
    assert names[-1] == "2026"
    assert places[0] == "2018-01-01"
    assert time_ticks(date(2018, 1, 1), date(2025, 12, 1), 5)[1] == [
        "2018",
        "2020",
        "2022",
        "2024",
        "2026",
    ]
    assert time_ticks(date(2025, 2, 1), date(2025, 12, 1), 5)[1] == [
        "Apr 25",
        "Jul 25",
        "Oct 25",
        "Jan 26",
    ]


def test_ends_of_periods_are_named_after_the_month_that_ends() -> None:
    # A survey of 2025 stands at its end, and must not be read as one of 2026.
    span = date(2018, 12, 1), date(2025, 12, 1)
    places, names = time_ticks(*span, 12, end=date(2025, 12, 1))
    assert names[0] == "Dec 18" and names[-1] == "Dec 25" and len(names) == 8
    assert places[-1] == "2026-01-01"
    assert time_ticks(*span, 5, end=date(2025, 12, 1))[1] == [
        *("Dec 19", "Dec 21", "Dec 23", "Dec 25"),
    ]
    # Years to March are counted back from the latest one.
    to_march = time_ticks(date(2023, 1, 1), date(2025, 3, 1), 12, end=date(2025, 3, 1))
    assert to_march[1][-2:] == ["Dec 24", "Mar 25"]


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2023, 7, 1), date(2023, 9, 1), "Jul to Sep 2023"),
        (date(2015, 1, 1), date(2024, 12, 1), "2015 to 2024"),
        (date(2015, 1, 1), date(2015, 12, 1), "2015"),
        (date(2014, 12, 1), date(2024, 12, 1), "Dec 2014 to Dec 2024"),
        (date(2024, 5, 1), date(2024, 5, 1), "May 2024"),
    ],
)
def test_spans_in_words(first: date, last: date, text: str) -> None:
    assert month_span(first, last) == text


def test_short_months_and_wrapped_words() -> None:
    assert brief(date(2005, 12, 1)) == "Dec 05"
    assert wrapped("Hyson Green & Arboretum", 11) == ["Hyson Green", "&amp; Arboretum"]
    assert wrapped("<script>", 4) == ["&lt;script&gt;"]
