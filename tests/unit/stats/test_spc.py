from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import ArrayLike

from cdp_metrics.stats import Baseline, assurance, control_chart
from cdp_metrics.stats.control.rules import RULES

NAN = math.nan
# Mean 100, every moving range 20: limits 46.8 and 153.2, near limits 64.53 and 135.47.
STEADY = [90.0, 110.0] * 6
LEARNT = [Baseline(0, (0, 12))]


def rules(values: ArrayLike) -> list[int]:
    """Return the rule of each point that follows twelve steady ones."""
    chart = control_chart([*STEADY, *np.asarray(values)], baselines=LEARNT)
    assert not chart.marks.rule[:11].any()
    return [int(rule) for rule in chart.marks.rule[12:]]


def sides(values: ArrayLike) -> list[int]:
    chart = control_chart([*STEADY, *np.asarray(values)], baselines=LEARNT)
    return [int(side) for side in chart.marks.side[12:]]


def test_limits_of_a_chart_by_hand() -> None:
    (segment,) = control_chart(STEADY).segments
    limits = segment.limits
    assert (segment.method, segment.average_range) == ("XmR", 20)
    assert limits.mean == 100
    assert (limits.lower, limits.upper) == pytest.approx((46.8, 153.2))
    near = limits.near_lower, limits.near_upper
    assert near == pytest.approx((100 - 106.4 / 3, 100 + 106.4 / 3))


def test_rule_1_is_a_point_outside_the_limits() -> None:
    assert rules([154, 90, 46]) == [1, 0, 1]
    assert sides([154, 90, 46]) == [1, 0, -1]
    assert rules([153, 47]) == [0, 0]


def test_rule_2_is_seven_rising_or_falling() -> None:
    rise = [89, 93, 97, 101, 105, 109, 113]
    assert rules([*rise, 90]) == [2] * 7 + [0]
    assert sides([*rise, 90]) == [1] * 7 + [0]
    assert rules([*rise[1:], 90]) == [0] * 7
    assert rules([*rise[:3], 97, *rise[3:]]) == [0] * 8
    assert sides([*rise[::-1], 110]) == [-1] * 7 + [0]


def test_where_a_rise_meets_a_fall_the_point_belongs_to_the_rise() -> None:
    rise = [80, 85, 90, 95, 105, 110, 115]
    assert sides([*rise, *rise[-2::-1]]) == [1] * 7 + [-1] * 6


def test_rule_3_is_two_of_three_near_the_same_limit() -> None:
    assert rules([140, 105, 140, 90]) == [3, 3, 3, 0]
    assert sides([60, 95, 60, 110]) == [-1, -1, -1, 0]
    # The third point on the other side of the mean, or two near different limits.
    assert rules([140, 95, 140]) == [0, 0, 0]
    assert rules([140, 60, 105]) == [0, 0, 0]
    # A point beyond the limit is not between near limit and limit.
    assert rules([160, 105, 140]) == [1, 0, 0]


def test_rule_4_is_seven_on_one_side_of_the_mean() -> None:
    assert rules([95, 105, 102, 108, 103, 101, 109, 104, 90]) == [0] + [4] * 7 + [0]
    assert rules([95, 105, 102, 108, 103, 101, 109, 90]) == [0] * 8
    # A point on the mean is on neither side.
    assert rules([95, 105, 102, 108, 100, 103, 101, 109, 104]) == [0] * 9


def test_the_first_rule_that_matches_wins() -> None:
    # All on one side, rising at first, with a point outside and a pair near the limit.
    both = [101, 102, 103, 104, 105, 106, 170, 140, 141, 104, 103]
    assert rules(both) == [2] * 6 + [1] + [3] * 3 + [4]
    assert list(RULES) == [1, 2, 3, 4]


def test_a_gap_breaks_runs_and_moving_ranges() -> None:
    side = [105.0, 102, 108, NAN, 103, 101, 109, 104]
    assert rules(side) == [0] * 8
    rise = [89.0, 93, 97, NAN, 101, 105, 109, 113]
    assert rules(rise) == [0] * 8
    # 50 and 150 are no neighbours: the only ranges are of 2.
    (segment,) = control_chart([50.0, 52, NAN, 150, 152], counts=False).segments
    assert (segment.average_range, segment.points) == (2, 4)


def test_unusual_points_are_shown_but_neither_judged_nor_learnt_from() -> None:
    values = [*STEADY[:6], 900.0, *STEADY[6:]]
    unusual = np.arange(13) == 6
    chart = control_chart(values, unusual=unusual)
    plain = control_chart(STEADY)
    assert chart.values[6] == 900
    assert not chart.marks.rule.any()
    assert chart.segments[0].limits.upper == pytest.approx(
        plain.segments[0].limits.upper
    )
    assert chart.segments[0].points == 12
    assert control_chart(values).marks.rule[6] == 1


def test_one_wild_range_is_screened_out_once() -> None:
    # Ranges 1, 1, 1, 1, 97, 97, 1, 1, 1, 1 of mean 20.2; beyond 65.99 goes.
    values = [2.0, 3, 2, 3, 2, 99, 2, 3, 2, 3, 2]
    screened = control_chart(values, counts=False).segments[0]
    every = control_chart(values, counts=False, screen=False).segments[0]
    assert screened.average_range == 1
    assert every.average_range == pytest.approx(20.2)


def test_fewer_than_twelve_points_give_trial_limits() -> None:
    assert control_chart(STEADY[:11]).segments[0].trial
    assert not control_chart(STEADY).segments[0].trial
    assert control_chart([*STEADY[:11], NAN]).segments[0].trial


def test_counts_have_no_limit_below_0() -> None:
    swings = [10.0, 90.0] * 6
    counted = control_chart(swings).segments[0].limits
    measured = control_chart(swings, counts=False).segments[0].limits
    assert counted.lower == counted.near_lower == 0
    assert measured.lower == pytest.approx(50 - 2.66 * 80)
    assert counted.upper == measured.upper


def test_small_counts_have_their_own_chart() -> None:
    segment = control_chart([8, 10] * 6).segments[0]
    assert (segment.method, segment.limits.mean) == ("c", 9)
    assert (segment.limits.lower, segment.limits.upper) == (0, 18)
    assert (segment.limits.near_lower, segment.limits.near_upper) == (3, 15)
    assert math.isnan(segment.average_range)
    wider = control_chart([8, 10] * 6, phi=4).segments[0].limits
    assert (wider.lower, wider.upper) == (0, 27)
    assert control_chart([9, 11] * 6).segments[0].method == "XmR"
    assert control_chart([8, 10] * 6, counts=False).segments[0].method == "XmR"


def test_where_nothing_was_counted_there_are_no_limits() -> None:
    chart = control_chart([0] * 12 + [1], baselines=LEARNT)
    assert math.isnan(chart.segments[0].limits.upper)
    assert not chart.marks.rule.any()
    assert assurance(chart, 3, "lower_is_better") is None


@pytest.mark.parametrize("values", [[], [NAN, NAN], [12.0], [12.0, NAN, 13.0]])
def test_too_little_for_a_range_gives_no_limits(values: list[float]) -> None:
    chart = control_chart(values)
    assert np.isnan(chart.limits.upper).all()
    assert chart.marks.rule.shape == chart.limits.mean.shape == (len(values),)
    assert not chart.marks.rule.any()


def test_a_constant_series_is_no_signal() -> None:
    # The mean of seven tenths is not 0.1 in floating point.
    chart = control_chart([0.1] * 40, counts=False)
    assert not chart.marks.rule.any()
    season = np.resize([0.7, 1.3, 1.1], 40)
    assert not control_chart(30 * season, expected=season).marks.rule.any()


def test_limits_start_anew_where_they_are_rebased() -> None:
    reason = "Counting rules changed in April"
    values = [*STEADY, *(x + 400 for x in STEADY)]
    chart = control_chart(values, baselines=[Baseline(), Baseline(12, None, reason)])
    first, second = chart.segments
    assert (first.stop, second.stop) == (12, 24)
    assert (first.limits.mean, second.limits.mean) == (100, 500)
    # The step between them is in neither set of ranges.
    assert first.average_range == second.average_range == 20
    assert second.baseline.reason == reason
    assert chart.limits.mean.tolist() == [100] * 12 + [500] * 12
    assert not chart.marks.rule.any()
    assert control_chart(values).marks.rule.any()


def test_runs_end_where_limits_start_anew() -> None:
    rise = [*STEADY, 101.0, 102, 103, 104, 105, 106, 107]
    plain = control_chart(rise, baselines=LEARNT)
    split = control_chart(rise, baselines=[*LEARNT, Baseline(15, (0, 12))])
    assert plain.marks.rule[12:].all()
    assert not split.marks.rule.any()


def test_a_fixed_baseline_does_not_learn_from_later_points() -> None:
    values = [*STEADY, *[140.0, 150.0] * 6]
    fixed = control_chart(values, baselines=LEARNT)
    assert fixed.segments[0].limits.mean == 100
    assert fixed.segments[0].points == 12
    assert fixed.marks.rule[12:].all()


def test_limits_are_drawn_with_the_season_and_judged_without() -> None:
    season = np.resize([0.5, 1.5], 12)
    chart = control_chart(STEADY * season, expected=season)
    np.testing.assert_allclose(chart.adjusted, STEADY)
    np.testing.assert_allclose(chart.limits.upper, 153.2 * season)
    np.testing.assert_allclose(chart.values, STEADY * season)
    assert not chart.marks.rule.any()


@pytest.mark.parametrize(
    ("target", "low_is_good", "high_is_good"),
    [
        (160, "consistently met", "consistently missed"),
        (100, "hit or miss", "hit or miss"),
        (40, "consistently missed", "consistently met"),
    ],
)
def test_assurance_sets_the_limits_against_the_target(
    target: float, low_is_good: str, high_is_good: str
) -> None:
    chart = control_chart(STEADY)
    assert assurance(chart, target, "lower_is_better") == low_is_good
    assert assurance(chart, target, "higher_is_better") == high_is_good


def test_assurance_is_of_the_latest_limits_and_meeting_the_target_is_good() -> None:
    values = [*STEADY, *(x + 400 for x in STEADY)]
    chart = control_chart(values, baselines=[Baseline(), Baseline(12)])
    assert assurance(chart, 300, "lower_is_better") == "consistently missed"
    edge = chart.segments[-1].limits.upper
    assert assurance(chart, edge, "lower_is_better") == "consistently met"


@pytest.mark.parametrize(
    "baselines",
    [
        [],
        [Baseline(1)],
        [Baseline(), Baseline(0)],
        [Baseline(), Baseline(6), Baseline(3)],
        [Baseline(), Baseline(12)],
    ],
)
def test_baselines_follow_each_other(baselines: list[Baseline]) -> None:
    with pytest.raises(ValueError, match="follow each other"):
        control_chart(STEADY, baselines=baselines)


@pytest.mark.parametrize("window", [(-1, 5), (5, 5), (0, 13)])
def test_limits_are_learnt_within_the_series(window: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="within the series"):
        control_chart(STEADY, baselines=[Baseline(0, window)])


def test_what_it_refuses() -> None:
    with pytest.raises(ValueError, match="one dimension"):
        control_chart([[1, 2]])
    with pytest.raises(ValueError, match="above 0"):
        control_chart(STEADY, expected=[0.0] * 12)
    with pytest.raises(ValueError, match="at least 1"):
        control_chart(STEADY, phi=0.5)
