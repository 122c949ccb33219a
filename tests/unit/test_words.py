from __future__ import annotations

import math
from dataclasses import dataclass

import pytest

from cdp_metrics import words
from cdp_metrics.stats import compare_counts, direction


@dataclass(frozen=True)
class Change:
    now: float
    then: float
    percent: float | None
    significant: bool


@pytest.mark.parametrize(
    ("value", "text"),
    [(33486, "33,486"), (0, "0"), (-5, "−5"), (999.5, "1,000"), (2.5, "3")],
)
def test_counts(value: float, text: str) -> None:
    assert words.count(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(-4000, "−4,000"), (833, "+833"), (0, "0"), (-0.2, "0")]
)
def test_signed_counts(value: float, text: str) -> None:
    assert words.signed(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-10.671, "−10.7%"),  # printed as -10.7% from 37,486 to 33,486
        (-5.613, "−5.6%"),
        (0.25, "0.3%"),  # half away from zero, where Python rounds to even
        (-0.25, "−0.3%"),
        (2.675, "2.7%"),
        (-0.04, "0.0%"),  # never a minus before nought
        (1234.5, "1,234.5%"),
    ],
)
def test_percentages(value: float, text: str) -> None:
    assert words.percent(value) == text


def test_a_rise_may_carry_its_sign() -> None:
    assert words.percent(8.14, plus=True) == "+8.1%"
    assert words.percent(-8.5, decimals=0) == "−9%"


def test_rates() -> None:
    assert words.rate(25.91) == "25.9"


@pytest.mark.parametrize("missing", [None, math.nan, math.inf])
@pytest.mark.parametrize(
    "write", [words.count, words.signed, words.percent, words.rate]
)
def test_what_is_missing_becomes_words(write: object, missing: float | None) -> None:
    assert callable(write)
    assert write(missing) == "not shown"


def test_ranges() -> None:
    assert words.between(316, 456) == "316 to 456"
    assert words.between(13.75, 18.08, words.percent) == "13.8% to 18.1%"
    assert words.between(None, 456) == "not shown"
    assert words.between(1, math.nan) == "not shown"


def test_plurals() -> None:
    assert words.plural(1, "month") == "1 month"
    assert words.plural(0, "month") == "0 months"
    assert words.plural(2000, "category", "categories") == "2,000 categories"


@pytest.mark.parametrize(
    ("change", "way", "sentence"),
    [
        (
            Change(8676, 9443, -8.12, True),
            "down",
            "ASB fell 8% in a year, to 8,676",
        ),
        (Change(9443, 8676, 8.84, True), "up", "ASB rose 9% in a year, to 9,443"),
        (
            Change(8676, 8701, -0.29, True),
            "down",
            "ASB fell less than 1% in a year, to 8,676",
        ),
        (Change(12, 28, None, True), "down", "ASB fell by 16 in a year, to 12"),
        (
            Change(8676, 9443, -8.12, False),
            "down",
            "No clear change in ASB in a year: 8,676",
        ),
        (
            Change(8676, 8700, -0.28, True),
            "level",
            "Little change in ASB in a year: 8,676",
        ),
    ],
)
def test_headlines(change: Change, way: str, sentence: str) -> None:
    assert words.headline_change("ASB", change, way) == sentence
    assert len(sentence.split()) <= 12


def test_a_headline_without_a_year_to_compare_says_so() -> None:
    assert (
        words.headline_change("ASB", None, now=8460)
        == "ASB: 8,460 in 12 months, no year before to compare"
    )


def test_a_headline_without_a_total_says_what_is_held() -> None:
    assert (
        words.headline_change("ASB", None, now=math.nan, months_held=11)
        == "No 12-month total yet for ASB: 11 of 12 months held"
    )
    assert words.headline_change("ASB", None) == "No 12-month total yet for ASB"


def test_a_year_that_is_not_the_latest_is_named() -> None:
    level = Change(8676, 9443, -8.12, False)
    fall = Change(8676, 9443, -8.12, True)
    for said, sentence in (
        (
            words.headline_change("ASB", fall, "down", to="Dec 2014"),
            "ASB fell 8% in the year to Dec 2014, to 8,676",
        ),
        (
            words.headline_change("ASB", level, to="Dec 2014"),
            "No clear change in ASB in the year to Dec 2014: 8,676",
        ),
        (
            words.headline_change("ASB", fall, to="Dec 2014"),
            "Little change in ASB in the year to Dec 2014: 8,676",
        ),
        (
            words.headline_change("ASB", None, months_held=11, to="Dec 2014"),
            "ASB: no 12-month total to Dec 2014, 11 of 12 months held",
        ),
        (
            words.headline_change("ASB", None, to="Dec 2014"),
            "ASB: no 12-month total to Dec 2014",
        ),
        (
            words.headline_change("ASB", None, now=8460, to="Dec 2014"),
            "ASB: 8,460 in the 12 months to Dec 2014, no year before to compare",
        ),
    ):
        assert said == sentence


def test_a_name_inside_a_sentence_begins_small_unless_it_is_initials() -> None:
    change = Change(50, 52, -3.8, False)
    assert (
        words.headline_change("Vehicle crime", change)
        == "No clear change in vehicle crime in a year: 50"
    )


def test_a_change_from_the_statistics_is_understood() -> None:
    change = compare_counts(8676, 9443)
    assert (
        words.headline_change("ASB", change, direction(change))
        == "ASB fell 8% in a year, to 8,676"
    )
