"""Control charts, years so far and recent trends, from literal rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cdp_metrics.answers.events import PANDEMIC
from cdp_metrics.answers.figures.control import Control, control, level_of
from cdp_metrics.answers.figures.recently import recently
from cdp_metrics.answers.figures.reported import Reading, Reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.figures.year_so_far import financial_year, year_so_far
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.catalogue.targets import Baseline, Target
from cdp_metrics.periods import add_months, last_day
from tests.literals import NONE, trend

SEASON = [8, 9, 10, 11, 12, 13, 12, 11, 10, 9, 8, 7]


def quarterly(counts: list[float], first: date = date(2012, 4, 1)) -> Trend:
    months = tuple(add_months(first, 3 * at) for at in range(len(counts)))
    found = trend(counts)
    return replace(
        found, indicator_id="force_recorded_crime", months=months, step=3, events=()
    )


def event(kind: str, first: date, label: str = "New rules") -> Event:
    return Event(first=first, last=first, label=label, kind=kind)  # type: ignore[arg-type]


def drawn(found: Control) -> list[tuple[int, tuple[int, int] | None, str]]:
    assert found.chart is not None
    return [
        (s.baseline.start, s.baseline.learnt, s.baseline.reason)
        for s in found.chart.segments
    ]


# Masks


def test_a_mask_of_the_plan_replaces_the_default() -> None:
    default = trend([1.0] * 24)  # from January 2020
    assert list(np.flatnonzero(default.unusual)) == list(range(2, 19))
    assert PANDEMIC.last == date(2021, 7, 31)
    mask = event("mask", date(2020, 1, 1))
    assert list(np.flatnonzero(replace(default, events=(mask,)).unusual)) == [0]
    assert not replace(default, events=()).unusual.any()


def test_a_quarter_that_a_mask_meets_is_left_out() -> None:
    mask = event("mask", date(2013, 3, 15))
    found = replace(quarterly([1.0] * 8), events=(mask,))
    assert list(np.flatnonzero(found.unusual)) == [3]  # January to March 2013


# Control charts


def test_limits_are_learnt_from_two_years_and_held() -> None:
    counts = [100.0 * n for n in SEASON] * 4 + [200.0 * n for n in SEASON]
    found = control(replace(trend(counts), events=()))
    assert drawn(found) == [(0, (0, 24), "")]
    assert found.chart is not None
    assert (found.chart.marks.rule[-12:] == 1).all()  # twice as many: outside
    assert found.seasonal


def test_a_season_is_no_signal() -> None:
    noise = np.random.default_rng(5).normal(1, 0.03, 60)
    counts = np.tile(SEASON, 5) * 100 * noise
    found = control(replace(trend(list(counts)), events=()))
    assert found.chart is not None
    assert not (found.chart.marks.rule == 1).any()
    assert found.chart.limits.upper[5] > 1.4 * found.chart.limits.upper[0]


def test_limits_start_anew_at_a_recorded_reason_that_twelve_points_follow() -> None:
    counts = [float(1000 + 10 * (at % 2)) for at in range(48)]
    early = event("recording", date(2022, 1, 1), "New system")
    late = event("definition", date(2023, 6, 1), "Too late")
    shown = event("local", date(2021, 6, 1), "Week of action")
    found = control(replace(trend(counts), events=(early, late, shown)))
    assert drawn(found) == [(0, (0, 24), ""), (24, (24, 48), "New system")]


def test_a_new_definition_starts_limits_anew() -> None:
    counts = [float(1000 + 10 * (at % 2)) for at in range(48)]
    found = replace(trend(counts), events=(), changed=(date(2022, 1, 1),))
    assert [reason for _, _, reason in drawn(control(found))] == [
        "",
        "counted by a new definition",
    ]


def test_masked_months_never_enter_limits() -> None:
    counts = [1000.0 + 10 * (at % 2) for at in range(48)]
    mask = event("mask", date(2020, 3, 1))
    counts[2] = 9.0
    found = control(replace(trend(counts), events=(mask,)))
    assert found.chart is not None
    assert found.chart.segments[0].points == 24
    assert found.chart.segments[0].limits.lower > 900
    assert found.chart.marks.rule[2] == 0


def test_too_little_to_learn_from_is_said() -> None:
    few = control(trend([100.0] * 11))
    assert few.chart is None
    assert few.why == "12 usual months needed, 2 held"
    short = control(replace(trend([100.0] * 30), events=()))
    assert short.chart is None
    assert "3 whole years" in short.why
    assert short.assured(1.0, target("assurance", target_value=1.0)) is None


def test_small_counts_need_no_season() -> None:
    found = control(replace(trend([2.0, 3.0] * 10), events=()))
    assert found.chart is not None
    assert found.chart.segments[0].method == "c"
    assert not found.seasonal
    np.testing.assert_allclose(found.chart.limits.mean, 2.5)


def target(kind: str, **more: object) -> Target:
    given: dict[str, object] = {
        "heading": "crime",
        "indicator": "burglary",
        "statement": "Less of it",
        "valid_from": date(2022, 4, 1),
        "type": kind,
    }
    return Target(**(given | more))  # type: ignore[arg-type]


def reduction(indicator: str = "burglary") -> Target:
    return target(
        "reduce_pct",
        target_percent=25.0,
        target_date=date(2025, 3, 31),
        baseline=Baseline(
            value=1600,
            period_start=date(2019, 1, 1),
            period_end=date(2019, 12, 31),
            indicator=indicator,
            source="police_street",
            definition_version=1,
        ),
    )


def test_a_target_asks_a_level_of_an_average_period() -> None:
    months = trend([100.0] * 12)
    assert level_of(target("assurance", target_value=80.0), months) == 80.0
    assert level_of(reduction(), months) == 100.0  # 1,600 less 25%, over 12 months
    assert level_of(reduction("robbery"), months) is None  # counted otherwise
    assert level_of(target("reduce_any"), months) is None


@pytest.mark.parametrize(
    ("level", "verdict"),
    [
        (1200.0, "consistently met"),
        (1000.0, "hit or miss"),
        (800.0, "consistently missed"),
    ],
)
def test_assurance_holds_the_limits_against_the_target(
    level: float, verdict: str
) -> None:
    counts = np.random.default_rng(5).normal(1000, 20, 48)
    even = replace(trend(list(counts)), events=())
    assert control(even).assured(level, reduction()) == verdict


# The year so far


def test_a_year_so_far_is_held_against_the_same_months() -> None:
    found = year_so_far(trend([100.0] * 24 + [80.0] * 8), date(2022, 12, 1))
    # 32 months from January 2020: to August 2022, five months of 2022/23
    assert found.start == date(2022, 4, 1)
    assert found.last == 4
    assert list(found.sums[:5]) == [80, 160, 240, 320, 400]
    assert np.isnan(found.sums[5:]).all()
    assert found.sums_before[4] == 500
    assert found.change is not None
    assert (found.change.now, found.change.then) == (400, 500)
    assert found.why == ""


def test_a_gap_in_either_year_leaves_no_comparison() -> None:
    counts = [100.0] * 32
    counts[17] = NONE  # June 2021
    found = year_so_far(trend(counts), date(2022, 12, 1))
    assert found.change is None
    assert found.why == "4 of 5 months of the year before held"
    assert np.isnan(found.sums_before[2:]).all()
    counts[28] = NONE  # May 2022
    found = year_so_far(trend(counts), date(2022, 12, 1))
    assert found.why == "4 of 5 months of this year held"
    assert np.isnan(found.sums[1:]).all()


def test_a_new_definition_between_the_years_leaves_no_comparison() -> None:
    found = replace(trend([100.0] * 32), changed=(date(2022, 1, 1),))
    said = year_so_far(found, date(2022, 12, 1))
    assert said.change is None
    assert "definition changed" in said.why


def test_later_months_than_asked_for_are_not_counted() -> None:
    found = year_so_far(trend([100.0] * 32), date(2022, 5, 1))
    assert found.last == 1
    assert found.change is not None
    assert found.change.now == 200


def test_quarters_make_a_year_of_four() -> None:
    found = year_so_far(quarterly([10.0, 20.0, 30.0, 40.0, 11.0]), date(2030, 1, 1))
    assert found.months[0] == date(2013, 4, 1)
    assert found.months[-1] == date(2014, 1, 1)
    assert found.sums[0] == 11
    assert list(found.sums_before) == [10, 30, 60, 100]


def test_financial_years_begin_in_april() -> None:
    assert financial_year(date(2025, 3, 1)) == date(2024, 4, 1)
    assert financial_year(date(2025, 4, 1)) == date(2025, 4, 1)


# Recent trend


def reading(
    end: date, value: float | None, months: int = 12, version: int = 1
) -> Reading:
    start = add_months(date(end.year, end.month, 1), 1 - months)
    lower = None if value is None else value - 0.2
    upper = None if value is None else value + 0.2
    return Reading(
        start, end, None, None, value, lower, upper, 100.0, "", "validated", version,
        "ndtms", "",
    )  # fmt: skip


def test_whole_years_of_a_count_are_tested_so_that_the_season_is_not() -> None:
    steady = quarterly([100.0, 200.0, 300.0, 400.0] * 6)
    assert recently(steady).test.direction == "level"
    rising = quarterly([1000.0 + 60 * at for at in range(24)])
    found = recently(rising)
    assert found.test.direction == "up"
    assert found.judgement == "neutral"  # more recording is not worsening
    assert found.test.positions == (7, 11, 15, 19, 23)  # a year apart: none overlap
    assert found.last == date(2018, 3, 31)


def test_years_under_a_mask_are_passed_over() -> None:
    mask = event("mask", date(2016, 5, 1))
    found = recently(replace(quarterly([100.0] * 28), events=(mask,)))
    # April to June 2016 is quarter 16, so the years that end with 16 to 19 hold it
    assert found.test.positions == (7, 11, 15, 23, 27)


def test_rolling_years_issued_by_quarter_are_taken_a_year_apart() -> None:
    ends = [last_day(add_months(date(2018, 3, 1), 3 * at)) for at in range(17)]
    readings = tuple(reading(end, 10.0 + at) for at, end in enumerate(ends))
    found = Reported("completions_opiate", "E06000018", "City", readings, None)
    said = recently(found)
    assert said.test.positions == (0, 4, 8, 12, 16)
    assert said.test.direction == "up"
    assert said.judgement == "improving"


def test_figures_of_an_older_definition_are_not_tested() -> None:
    ends = [date(2015 + at, 12, 31) for at in range(6)]
    readings = tuple(
        reading(end, 10.0, version=1 if at < 3 else 2) for at, end in enumerate(ends)
    )
    found = recently(Reported("perceived_asb", "E06000018", "City", readings, None))
    assert found.test.direction is None
    assert len(found.test.positions) == 3
