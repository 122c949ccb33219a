"""The plan's table of January 2023: every printed change, and what it can be read as.

Source: report to the Overview and Scrutiny Committee, 4 January 2023, paragraph 3.3.
The earlier values are those that the printed changes imply; the paper states none.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.catalogue.plan import load_plan
from cdp_metrics.catalogue.targets import Illustration
from cdp_metrics.stats import (
    Count,
    CountChange,
    Proportion,
    Rating,
    clock,
    compare,
    months_along,
    path_value,
    rate,
    rate_any_reduction,
    rate_maintained,
    rate_reduction,
    wilson,
)
from cdp_metrics.words import percent, points, row_sentence, rule_sentence, signed

DATA = Path(__file__).parents[2] / "data"
TO_NOVEMBER = date(2022, 11, 30)


@pytest.mark.parametrize(
    ("now", "then", "volume", "share", "z", "low", "high", "way"),
    [
        (33_486, 37_486, "−4,000", "−10.7%", -15.0, -12.0, -9.3, "down"),
        (14_007, 14_840, "−833", "−5.6%", -4.9, -7.8, -3.4, "down"),
        (172, 174, "−2", "−1.1%", -0.1, -20, 22, "level"),
    ],
)
def test_printed_changes_of_counts(
    now: int,
    then: int,
    volume: str,
    share: str,
    z: float,
    low: float,
    high: float,
    way: str,
) -> None:
    travel = clock(Count(now), Count(then), polarity="lower_is_better")
    change = travel.change
    assert isinstance(change, CountChange)
    assert signed(change.difference) == volume
    assert percent(change.percent) == share
    assert round(change.z, 1) == z
    assert change.ratio_lower is not None and change.ratio_upper is not None
    digits = 1 if then > 1000 else 0
    assert round(100 * (change.ratio_lower - 1), digits) == low
    assert round(100 * (change.ratio_upper - 1), digits) == high
    assert travel.direction == way


@pytest.mark.parametrize(
    ("now", "then", "printed"),
    [
        (9.2, 8.5, "+0.7pp"),  # residents' survey of 2019
        (15.8, 16.3, "−0.5pp"),  # share of repeat victims, if "-0.5%" is points
        (21.4, 21.9, "−0.5pp"),  # successful completions
    ],
)
def test_printed_changes_of_shares(now: float, then: float, printed: str) -> None:
    change = compare(Proportion(now, None), Proportion(then, None))
    assert points(change.difference) == printed
    assert change.significant is None


def test_the_survey_is_level_even_as_a_simple_random_sample() -> None:
    change = compare(Proportion(9.2, 2_700), Proportion(8.5, 2_700))
    assert change.z is not None
    assert round(change.z, 1) == 0.9
    assert change.significant is False
    survey = clock(Proportion(9.2, 2_700), Proportion(8.5, 2_700))
    assert survey.direction == "level"


def test_the_repeat_share_is_level() -> None:
    # 172 is 15.8% of 1,085 to 1,092 victims.
    interval = wilson(172, 1_089)
    assert (round(100 * interval.lower, 1), round(100 * interval.upper, 1)) == (
        13.7,
        18.1,
    )
    share = clock(Proportion(15.8, 1_089), Proportion(16.3, 1_089))
    assert share.direction == "level"


def test_progress_of_asb_towards_a_quarter_less() -> None:
    target = 14_840 * 0.75
    assert target == 11_130
    achieved, needed = 14_840 - 14_007, 14_840 - target
    assert (achieved, needed) == (833, 3_710)
    assert percent(100 * achieved / needed) == "22.5%"
    assert needed - achieved == 2_877


def asb(path_start: date) -> tuple[float, Rating]:
    """Return what a straight path from a month asks for, and the rating."""
    elapsed, length = months_along(path_start, date(2025, 3, 31), TO_NOVEMBER)
    path = path_value(14_840, 11_130, elapsed, length)
    assert path is not None
    return path, rate_reduction(Count(14_007), path, 11_130)


def test_the_same_asb_figures_give_opposite_colours() -> None:
    april_2022, april_2020 = date(2022, 4, 1), date(2020, 4, 1)
    end = date(2025, 3, 31)
    assert months_along(april_2022, end, TO_NOVEMBER) == (8, 36)
    path, rating = asb(april_2022)
    assert round(14_840 - path) == 824
    assert round(path - 14_007) == 9  # ahead, by what a coin toss would give
    assert rating.status == "green"
    assert rule_sentence(rating) == "Green: 0.1% below the path"

    assert months_along(april_2020, end, TO_NOVEMBER) == (32, 60)
    path, rating = asb(april_2020)
    assert round(14_840 - path) == 1_979
    assert round(14_007 - path) == 1_146  # behind
    assert rating.status == "red"
    assert (
        rule_sentence(rating)
        == "Red: 8.9% above the path, past the 5% tolerance and beyond chance"
    )


def test_hate_crime_cannot_be_told_from_chance() -> None:
    goal = 174 * 0.9
    assert goal == pytest.approx(156.6)
    assert round(174 - goal, 1) == 17.4
    assert percent(100 * 2 / 17.4) == "11.5%"
    change = compare(Count(172), Count(174))
    assert isinstance(change, CountChange)
    assert round(change.difference / change.z, 1) == 18.6  # its standard error
    assert compare(Count(157), Count(174)).significant is False
    path = path_value(174, goal, 8, 36)
    assert path is not None
    rating = rate_reduction(Count(172), path, goal)
    assert (rating.status, rating.why) == ("amber", "within_tolerance")


def test_crime_fell_and_treatment_has_no_range() -> None:
    assert rate_any_reduction(compare(Count(33_486), Count(37_486))).status == "green"
    treatment = compare(Proportion(21.4, None), Proportion(21.9, None))
    rating = rate_maintained(treatment, "higher_is_better")
    assert (rating.status, rating.why) == ("grey", "no_denominator")


@pytest.mark.parametrize("n", [1_500, 3_000, 6_000])
def test_treatment_did_not_change_at_any_plausible_size(n: int) -> None:
    travel = clock(Proportion(21.4, n), Proportion(21.9, n))
    assert travel.direction == "level"


def test_rows_in_plain_words() -> None:
    now, then = Count(33_486), Count(37_486)
    assert (
        row_sentence(
            now, clock(now, then), what="crimes", period="the year to Nov 2022"
        )
        == "33,486 crimes in the year to Nov 2022, 4,000 (10.7%) fewer than the "
        "baseline (37,486): beyond chance."
    )


def printed() -> dict[str, dict[str, str]]:
    with (DATA / "reference" / "published_figures.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_the_plan_rates_no_baseline_that_the_paper_does_not_state() -> None:
    plan = load_plan(DATA / "plan.toml")
    assert [target.statement.split()[0] for target in plan.targets] == [
        *["Reduce"] * 3,
        "Maintain",
    ]
    assert all(target.baseline is None for target in plan.targets)
    assert all(target.path == "none" for target in plan.targets)


def test_illustrations_start_from_what_the_paper_implies() -> None:
    rows, figures = load_plan(DATA / "plan.toml").illustrations, printed()
    assert len(rows) == 5
    for row in rows:
        figure = figures[row.figure]
        change = figure["volume_change"] or figure["change"]
        implied = float(figure["value"]) - float(change)
        assert row.baseline_value == pytest.approx(implied), row.figure


def test_both_readings_of_asb_are_illustrated() -> None:
    rows = [
        row
        for row in load_plan(DATA / "plan.toml").illustrations
        if row.figure == "plan_2022.asb"
    ]
    colours = [illustrated(row).status for row in rows]
    assert colours == ["green", "red"]


def illustrated(row: Illustration) -> Rating:
    assert row.path_start is not None and row.target_date is not None
    goal = row.goal(row.baseline_value)
    assert goal is not None
    elapsed, length = months_along(row.path_start, row.target_date, TO_NOVEMBER)
    path = path_value(row.baseline_value, goal, elapsed, length, path=row.path)
    return rate_reduction(Count(14_007), path, goal, tolerance=row.tolerance)


def test_rates_are_per_resident_of_the_census() -> None:
    residents = 323_632  # Census 2021, Nottingham
    crime, asb = rate(33_486, residents), rate(14_007, residents)
    assert [round(each.value, 1) for each in (crime, asb)] == [103.5, 43.3]


def test_the_fall_since_2002_agrees_with_the_rate_of_2011_12() -> None:
    # 2012 paper: "over 57%" and "over 42,000 crimes", and 98.49 per 1,000 of 306,700
    figures = printed()
    share = -float(figures["progress_2012.crime"]["change"]) / 100
    fewer = -float(figures["progress_2012.crime_volume"]["volume_change"])
    before = fewer / share
    assert [round(each, -2) for each in (before, before - fewer)] == [73_700, 31_700]
    crimes = float(figures["rates_2011_12.city_all"]["value"]) * 306.7
    assert round(crimes) == 30_207
    assert percent(100 * (crimes / before - 1)) == "−59.0%"
