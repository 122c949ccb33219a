from __future__ import annotations

import math

import pytest

from cdp_metrics.stats import Count, Proportion, clock, recent_figures

NAN = math.nan


@pytest.mark.parametrize(
    ("now", "polarity", "way", "judgement"),
    [
        (900, "lower_is_better", "down", "improving"),
        (900, "higher_is_better", "down", "worsening"),
        (900, "neutral", "down", "neutral"),
        (1_100, "lower_is_better", "up", "worsening"),
        (1_100, "higher_is_better", "up", "improving"),
        (1_010, "lower_is_better", "level", "neutral"),
    ],
)
def test_direction_and_judgement(
    now: int, polarity: str, way: str, judgement: str
) -> None:
    travel = clock(Count(now), Count(1_000), polarity=polarity)  # type: ignore[arg-type]
    assert (travel.direction, travel.judgement) == (way, judgement)
    assert travel.effect == pytest.approx(100 * (now - 1_000) / 1_000)
    assert (travel.confidence, travel.deadband) == (0.95, 1.0)


def test_the_deadband_is_the_indicators() -> None:
    now, then = Count(1_009_000), Count(1_000_000)
    assert clock(now, then).direction == "level"
    assert clock(now, then).change.significant
    assert clock(now, then, deadband=0.5).direction == "up"
    share = Proportion(30.4, 10**6), Proportion(30.0, 10**6)
    assert clock(*share).direction == "level"
    assert clock(*share).deadband == 0.5
    assert clock(*share, deadband=0.1).direction == "up"


def test_dispersion_and_confidence_reach_the_test() -> None:
    assert clock(Count(900), Count(1_000)).direction == "down"
    assert clock(Count(900, phi=2), Count(1_000)).direction == "level"
    assert clock(Count(900), Count(1_000), confidence=0.998).direction == "level"


def test_a_share_without_denominator_has_no_direction() -> None:
    travel = clock(
        Proportion(21.4, None), Proportion(30, None), polarity="higher_is_better"
    )
    assert (travel.direction, travel.judgement) == (None, "neutral")
    assert travel.effect == pytest.approx(-8.6)


def test_months_shared_with_the_baseline_are_not_tested() -> None:
    assert clock(Count(1_000), Count(1_080)).direction == "level"
    assert clock(Count(1_000), Count(1_080), shared=800).direction == "down"


def test_three_months_against_the_same_three_a_year_earlier() -> None:
    counts = [*range(100, 112), 200, 210, 220]
    figures = recent_figures(counts, cadence="monthly", phi=2, phi_df=11)
    assert figures == (Count(630, 2, 11), Count(303, 2, 11))


def test_months_not_yet_complete_are_passed_over() -> None:
    counts = [100.0, *range(100, 112), 200, 210, 220, NAN, NAN]
    figures = recent_figures(counts, cadence="monthly")
    assert figures == (Count(630), Count(303))


@pytest.mark.parametrize(
    "counts",
    [
        [],
        [NAN] * 20,
        [100.0] * 14,
        [100.0] * 13 + [NAN, 100.0],  # a gap in the latest three
        [100.0, NAN] + [100.0] * 13,  # and in their twins
    ],
)
def test_no_recent_clock_without_all_six_months(counts: list[float]) -> None:
    assert recent_figures(counts, cadence="monthly") is None


@pytest.mark.parametrize(
    ("cadence", "now", "then"),
    [
        ("quarterly", 6, 2),
        ("rolling year", 6, 2),
        ("three years", 6, 3),
        ("yearly", 6, 5),
        ("wave", 6, 5),
    ],
)
def test_other_kinds_of_period(cadence: str, now: int, then: int) -> None:
    figures = recent_figures([1, 2, 3, 4, 5, 6], cadence=cadence)  # type: ignore[arg-type]
    assert figures == (Count(now), Count(then))


def test_shares_are_ratios_of_sums() -> None:
    parts, wholes = [10] * 12 + [10, 20, 30], [100] * 12 + [50, 100, 50]
    figures = recent_figures(parts, wholes, cadence="monthly", deff=1.5)
    assert figures == (Proportion(30, 200, 1.5), Proportion(10, 300, 1.5))
    assert recent_figures([1, 2], [NAN, 9], cadence="wave") is None
    assert recent_figures([0, 2], [0, 9], cadence="wave") is None


def test_part_counts_are_rounded_for_the_test() -> None:
    assert recent_figures([1.4, 2.6], cadence="wave") == (Count(3), Count(1))
