"""What the plan's statuses and directions say, word for word."""

from __future__ import annotations

from typing import get_args

import pytest

from cdp_metrics import words
from cdp_metrics.stats import (
    Count,
    Figure,
    Grey,
    Interval,
    Proportion,
    Rating,
    clock,
    compare,
    compare_counts,
    not_rated,
    rate_any_reduction,
    rate_assurance,
    rate_benchmark,
    rate_maintained,
    rate_reduction,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.7, "+0.7pp"), (-0.5, "−0.5pp"), (0.04, "0.0pp"), (None, "not shown")],
)
def test_points(value: float | None, text: str) -> None:
    assert words.points(value) == text
    assert words.points(0.7, plus=False) == "0.7pp"


def test_tags_carry_colour_and_word() -> None:
    tags = [
        words.status_tag(rate_reduction(Count(n), 10_000, 8_000))
        for n in (9_000, 10_210, 12_000)
    ]
    assert tags == ["Green: on track", "Amber: at risk", "Red: off track"]


def test_every_grey_state_has_a_name_and_a_reason() -> None:
    assert {why: words.status_tag(not_rated(why)) for why in get_args(Grey)} == {
        "embargoed": "Embargoed",
        "no_baseline": "No baseline",
        "not_comparable": "Not comparable",
        "definition_changed": "Definition changed",
        "not_enough_data": "Not enough data",
        "stale": "Stale",
        "no_denominator": "Range not known",
        "no_path": "No path",
    }
    reasons = [words.rule_sentence(not_rated(why)) for why in get_args(Grey)]
    assert len(set(reasons)) == len(reasons)
    assert all(reason.startswith("Not rated: ") for reason in reasons)
    assert reasons[1] == "Not rated: the plan states no baseline; state one in the plan"


CHANGE = compare(Proportion(21.4, 2_000), Proportion(21.9, 2_000))
PATH, GOAL = 10_000, 8_000
FIGURE = Interval(20.5, 19.0, 22.0, 0.95, "Wilson")


@pytest.mark.parametrize(
    ("rating", "sentence"),
    [
        (
            rate_reduction(Count(10_210), PATH, GOAL),
            "Amber: 2.1% above the path, inside the 5% tolerance",
        ),
        (rate_reduction(Count(9_790), PATH, GOAL), "Green: 2.1% below the path"),
        (rate_reduction(Count(10_000), PATH, GOAL), "Green: at the path"),
        (rate_reduction(Count(7_600), PATH, GOAL), "Green: 5.0% below the target"),
        (
            rate_reduction(Count(10_004), PATH, GOAL),
            "Amber: less than 0.1% above the path, inside the 5% tolerance",
        ),
        (
            rate_reduction(Count(110), 100, 80, tolerance=2.5),
            "Amber: 10.0% above the path, past the 2.5% tolerance but within chance",
        ),
        (
            rate_reduction(Count(12_000), PATH, GOAL),
            "Red: 20.0% above the path, past the 5% tolerance and beyond chance",
        ),
        (
            rate_reduction(Count(26), 25.2, 20),
            "Amber: 26 against a path of 25.2, inside the 5% tolerance",
        ),
        (
            rate_reduction(Proportion(20.6, 9_000), 20, 15),
            "Amber: 0.6pp above the path, inside the 1.0pp tolerance",
        ),
        (
            rate_any_reduction(compare_counts(33_486, 37_486)),
            "Green: 10.7% below the baseline, beyond chance",
        ),
        (
            rate_any_reduction(compare_counts(172, 174)),
            "Amber: 1.1% below the baseline, within chance",
        ),
        (
            rate_any_reduction(compare_counts(10, 28)),
            "Green: 10 against a baseline of 28, beyond chance",
        ),
        (
            rate_any_reduction(compare_counts(300, 200)),
            "Red: 50.0% above the baseline, beyond chance",
        ),
        (
            rate_maintained(CHANGE, "higher_is_better"),
            "Amber: 0.5pp below the baseline, and the likely range "
            "(−3.1pp to +2.1pp) goes past the 1.0pp margin",
        ),
        (
            rate_maintained(CHANGE, "higher_is_better", margin=4),
            "Green: 0.5pp below the baseline, and the likely range "
            "(−3.1pp to +2.1pp) is no worse than the 4.0pp margin",
        ),
        (
            rate_maintained(compare_counts(120_000, 100_000), "lower_is_better"),
            "Red: 20.0% above the baseline, past the 5% margin and beyond chance",
        ),
        (
            rate_maintained(compare_counts(26, 26), "lower_is_better"),
            "Amber: 26 against a baseline of 26, and the likely range goes past the "
            "5% margin",
        ),
        (
            rate_maintained(compare_counts(0, 40), "lower_is_better"),
            "Green: 100.0% below the baseline, beyond chance",
        ),
        (
            rate_benchmark(FIGURE, 18, "higher_is_better", "pp"),
            "Green: 2.5pp above the benchmark, beyond chance",
        ),
        (
            rate_benchmark(FIGURE, 20, "higher_is_better", "percent"),
            "Amber: 2.5% above the benchmark, within chance",
        ),
        (
            rate_benchmark(FIGURE, 25, "higher_is_better", "pp"),
            "Red: 4.5pp below the benchmark, beyond chance",
        ),
        (
            rate_assurance(85, 100, 80, "higher_is_better"),
            "Green: ordinary variation keeps to the target",
        ),
        (
            rate_assurance(85, 100, 90, "higher_is_better"),
            "Amber: ordinary variation meets the target in some periods, not in others",
        ),
        (
            rate_assurance(85, 100, 110, "higher_is_better"),
            "Red: ordinary variation keeps missing the target",
        ),
    ],
)
def test_rule_sentences(rating: Rating, sentence: str) -> None:
    assert words.rule_sentence(rating) == sentence


@pytest.mark.parametrize(
    ("now", "then", "text"),
    [
        (Count(900), Count(1_000), "Down, improving (95%)"),
        (Count(1_100), Count(1_000), "Up, worsening (95%)"),
        (Count(172), Count(174), "Level, within chance"),
        (Count(1_009_000), Count(1_000_000), "Level, under 1%"),
        (Proportion(30.4, 10**6), Proportion(30, 10**6), "Level, under 0.5pp"),
        (Proportion(21.4, None), Proportion(21.9, None), "Range not known"),
    ],
)
def test_clock_words(now: Figure, then: Figure, text: str) -> None:
    assert words.clock_words(clock(now, then, polarity="lower_is_better")) == text


def test_a_neutral_measure_is_not_judged() -> None:
    travel = clock(Count(900), Count(1_000), confidence=0.8)
    assert words.clock_words(travel) == "Down (80%)"
    assert words.clock_words(None) == "Not enough data"
    firm = clock(Count(500), Count(1_000), confidence=0.998)
    assert words.clock_words(firm) == "Down (99.8%)"


def row(now: Figure, then: Figure | None, what: str, period: str) -> str:
    travel = None if then is None else clock(now, then)
    return words.row_sentence(now, travel, what=what, period=period)


@pytest.mark.parametrize(
    ("now", "then", "what", "sentence"),
    [
        (
            Count(14_007),
            Count(14_840),
            "reports",
            "14,007 reports in the year to Nov 2022, 833 (5.6%) fewer than the "
            "baseline (14,840): beyond chance.",
        ),
        (
            Count(172),
            Count(174),
            "victims",
            "172 victims in the year to Nov 2022, 2 (1.1%) fewer than the baseline "
            "(174): within chance.",
        ),
        (
            Count(1_009_000),
            Count(1_000_000),
            "crimes",
            "1,009,000 crimes in the year to Nov 2022, 9,000 (0.9%) more than the "
            "baseline (1,000,000): beyond chance, but small.",
        ),
        (
            Count(10_001),
            Count(10_000),
            "crimes",
            "10,001 crimes in the year to Nov 2022, 1 (less than 0.1%) more than the "
            "baseline (10,000): within chance.",
        ),
        (
            Count(1),
            Count(28),
            "victims",
            "1 victim in the year to Nov 2022, 27 fewer than the baseline (28): "
            "beyond chance.",
        ),
        (
            Count(9),
            Count(4),
            "victims",
            "9 victims in the year to Nov 2022; the baseline is too small to compare "
            "with.",
        ),
        (
            Count(174),
            Count(174),
            "victims",
            "174 victims in the year to Nov 2022, the same as the baseline.",
        ),
        (
            Count(174),
            None,
            "victims",
            "174 victims in the year to Nov 2022; there is nothing to compare it with.",
        ),
        (
            Proportion(9.2, 2_700),
            Proportion(8.5, 2_700),
            "of residents",
            "9.2% of residents in the year to Nov 2022, 0.7pp above the baseline "
            "(8.5%): within chance.",
        ),
        (
            Proportion(21.4, None),
            Proportion(21.9, None),
            "of adults in treatment",
            "21.4% of adults in treatment in the year to Nov 2022, 0.5pp below the "
            "baseline (21.9%): its range is not known.",
        ),
    ],
)
def test_rows_in_plain_words(
    now: Figure, then: Figure | None, what: str, sentence: str
) -> None:
    assert row(now, then, what, "the year to Nov 2022") == sentence


def test_a_row_may_be_held_against_something_else() -> None:
    text = words.row_sentence(
        Count(300),
        clock(Count(300), Count(200)),
        what="crimes",
        period="Sep to Nov 2022",
        against="the same months a year before",
    )
    assert text == (
        "300 crimes in Sep to Nov 2022, 100 (50.0%) more than the same months a year "
        "before (200): beyond chance."
    )
