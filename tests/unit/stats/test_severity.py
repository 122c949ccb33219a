"""Severity: a change split into volume and mix, and a rate with its interval."""

from __future__ import annotations

import math

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats import Count, severity_rate, split_severity

NAN = math.nan


def test_a_change_is_split_as_by_hand() -> None:
    # 100 offences weigh 90 x 10 + 10 x 100 = 1,900, on average 19; then 120 weigh
    # 99 x 10 + 21 x 100 = 3,090, on average 25.75. Volume (120 - 100) x 19 = 380,
    # mix 120 x (25.75 - 19) = 810, together 1,190.
    split = split_severity([90, 10], [99, 21], [10, 100])
    assert (split.before, split.after, split.total) == (1900, 3090, 1190)
    assert split.volume == pytest.approx(380)
    assert split.mix == pytest.approx(810)
    # of the lighter kind: volume 20 x 10 x 0.9, mix 10 x (99 - 120 x 0.9)
    assert split.volume_by == pytest.approx([180, 200])
    assert split.mix_by == pytest.approx([-90, 900])
    assert split.by == pytest.approx([90, 1100])


def test_the_intervals_of_both_effects_are_as_by_hand() -> None:
    # volume: 1.95996 x 19 x sqrt(220); weights vary by 90^2 p (1 - p): 729 and
    # 8,100 x 0.175 x 0.825 = 1,169.4375, so mix 1.95996 x 120 x
    # sqrt(7.29 + 9.7453125)
    split = split_severity([90, 10], [99, 21], [10, 100])
    assert split.volume_half == pytest.approx(552.348, abs=0.001)
    assert split.mix_half == pytest.approx(970.743, abs=0.001)
    assert (split.volume_way, split.mix_way) == ("level", "level")


def test_dispersion_widens_the_intervals_and_student_s_t_more() -> None:
    plain = split_severity([90, 10], [99, 21], [10, 100])
    wide = split_severity([90, 10], [99, 21], [10, 100], phi=4.0)
    unsure = split_severity([90, 10], [99, 21], [10, 100], phi=4.0, phi_df=5)
    assert wide.mix_half == pytest.approx(2 * plain.mix_half)
    assert unsure.volume_half > wide.volume_half


@pytest.mark.parametrize(
    ("after", "volume", "mix"),
    [
        ([9_000, 3_000], "level", "up"),  # 1,000 fewer of 10, 1,000 more of 100
        ([19_000, 2_000], "up", "level"),  # the mix hardly moves
        ([9_500, 1_000], "down", "level"),
        ([11_000, 500], "down", "down"),
        ([10_050, 2_005], "level", "level"),
    ],
)
def test_a_way_needs_chance_left_behind_and_one_per_cent(
    after: list[float], volume: str, mix: str
) -> None:
    split = split_severity(
        [10_000, 2_000], after, [10, 10.5 if mix == "level" else 100]
    )
    assert (split.volume_way, split.mix_way) == (volume, mix)


def test_an_unchanged_mix_has_no_effect_however_large_the_volume() -> None:
    split = split_severity([30, 60], [60, 120], [5, 7])
    assert split.mix_by == pytest.approx([0, 0])
    assert split.volume == pytest.approx(split.total)


def test_a_kind_that_a_publisher_took_back_still_adds_up() -> None:
    split = split_severity([50, -2], [60, 1], [3, 40])
    assert split.volume + split.mix == pytest.approx(split.total)
    assert math.isfinite(split.mix_half)


@pytest.mark.parametrize(
    ("before", "after"), [([0, 0], [3, 4]), ([3, 4], [0, 0]), ([1, -1], [3, 4])]
)
def test_a_year_without_offences_has_no_mix(
    before: list[float], after: list[float]
) -> None:
    with pytest.raises(NotEnoughData, match="no mix"):
        split_severity(before, after, [1, 2])


@pytest.mark.parametrize(
    ("before", "after", "weights", "why"),
    [
        ([1, 2], [1], [1, 2], "one value a kind"),
        ([1, 2], [1, NAN], [1, 2], "none missing"),
        ([1, 2], [1, 2], [1, NAN], "Weights are numbers"),
        ([1, 2], [1, 2], [1, -2], "Weights are numbers"),
    ],
)
def test_what_does_not_belong_together_is_refused(
    before: list[float], after: list[float], weights: list[float], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        split_severity(before, after, weights)


def test_with_equal_weights_severity_is_the_count_s_own_interval() -> None:
    found = severity_rate([60, 40], [3, 3], Count(100), 2000)
    plain = Count(100).limits()
    assert found.value == pytest.approx(3 * 100 / 2)
    assert found.lower == pytest.approx(3 * plain.lower / 2)
    assert found.upper == pytest.approx(3 * plain.upper / 2)


def test_one_grave_offence_widens_the_interval_by_the_compound_variance() -> None:
    # sum(w^2 n) = 100 x 1 + 1 x 10,000 = 10,100 over 101 offences: limits of 101
    # are stretched by 10
    found = severity_rate([100, 1], [1, 100], Count(101), 1000)
    plain = Count(101).limits()
    assert found.value == pytest.approx(200)
    assert found.upper == pytest.approx(200 + 10 * (plain.upper - 101))
    assert found.lower == pytest.approx(max(0, 200 + 10 * (plain.lower - 101)))
    spread = severity_rate([100, 1], [1, 100], Count(101, 4.0, 30), 1000)
    assert spread.upper - 200 > 1.9 * (found.upper - 200)


def test_nothing_counted_or_nobody_living_there_gives_no_limits() -> None:
    none = severity_rate([0, 0], [1, 2], Count(0), 1000)
    assert none.value == 0
    assert math.isnan(none.lower) and math.isnan(none.upper)
    weightless = severity_rate([5], [0], Count(5), 1000)
    assert weightless.value == 0 and math.isnan(weightless.upper)
    assert math.isnan(severity_rate([5], [2], Count(5), 0).value)


def test_a_rate_refuses_missing_counts() -> None:
    with pytest.raises(ValueError, match="one number a weight"):
        severity_rate(np.array([1, NAN]), [1, 2], Count(1), 1000)
