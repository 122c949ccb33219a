from __future__ import annotations

import pytest

from cdp_metrics.stats import (
    Count,
    Interval,
    Proportion,
    Rating,
    compare,
    compare_counts,
    not_rated,
    rate_any_reduction,
    rate_assurance,
    rate_benchmark,
    rate_maintained,
    rate_reduction,
)


# A path of 10,000 towards 8,000: the 95% interval of 10,500 begins at 10,301.
@pytest.mark.parametrize(
    ("value", "status", "why"),
    [
        (7_999, "green", "target_reached"),
        (8_000, "green", "target_reached"),
        (9_999, "green", "on_path"),
        (10_000, "green", "on_path"),
        (10_001, "amber", "within_tolerance"),
        (10_500, "amber", "within_tolerance"),
        (10_501, "red", "above_path"),
    ],
)
def test_a_reduction(value: int, status: str, why: str) -> None:
    rating = rate_reduction(Count(value), 10_000, 8_000)
    assert (rating.status, rating.why) == (status, why)


def test_what_the_sentence_of_a_reduction_needs() -> None:
    rating = rate_reduction(Count(10_210), 10_000, 8_000)
    assert (rating.value, rating.against, rating.unit) == (10_210, 10_000, "percent")
    assert rating.difference == pytest.approx(2.1)
    assert rating.allowance == 5
    assert rating.lower is not None and rating.upper is not None
    assert rating.lower < 2.1 < rating.upper
    reached = rate_reduction(Count(7_600), 10_000, 8_000)
    assert (reached.against, reached.allowance) == (8_000, None)
    assert reached.difference == pytest.approx(-5)


def test_chance_alone_never_makes_red() -> None:
    # 110 is 10% above 100, and its interval begins at 91.
    few = rate_reduction(Count(110), 100, 80)
    assert (few.status, few.why) == ("amber", "within_chance")
    # 12% above is beyond chance for Poisson counts, not for ones that vary 40 times so.
    assert rate_reduction(Count(11_200), 10_000, 8_000).status == "red"
    wild = rate_reduction(Count(11_200, phi=40), 10_000, 8_000)
    assert (wild.status, wild.why) == ("amber", "within_chance")
    unsure = rate_reduction(Count(11_200, phi=25, phi_df=3), 10_000, 8_000)
    assert unsure.status == "amber"
    assert rate_reduction(Count(11_200, phi=25), 10_000, 8_000).status == "red"


def test_the_tolerance_is_the_plans() -> None:
    assert rate_reduction(Count(10_600), 10_000, 8_000).status == "red"
    kinder = rate_reduction(Count(10_600), 10_000, 8_000, tolerance=10)
    assert (kinder.status, kinder.allowance) == ("amber", 10)
    assert rate_reduction(Count(10_300), 10_000, 8_000, tolerance=0).status == "red"


def test_a_reduction_of_a_share() -> None:
    rating = rate_reduction(Proportion(20.6, 10_000), 20, 15)
    assert (rating.status, rating.unit) == ("amber", "pp")
    assert rating.difference == pytest.approx(0.6)
    assert rating.allowance == pytest.approx(1.0)  # 5% of 20%
    assert rate_reduction(Proportion(23, 10_000), 20, 15).status == "red"
    assert rate_reduction(Proportion(23, 100), 20, 15).why == "within_chance"


def test_a_reduction_without_a_path_or_a_denominator() -> None:
    assert rate_reduction(Count(9_000), None, 8_000) == not_rated("no_path")
    assert rate_reduction(Count(8_000), None, 8_000).status == "green"
    bare = rate_reduction(Proportion(20, None), 30, 15)
    assert bare == not_rated("no_denominator")


@pytest.mark.parametrize(("path", "shown"), [(29.9, False), (30, True)])
def test_no_percentage_of_a_small_path(path: float, shown: bool) -> None:
    rating = rate_reduction(Count(31), path, 20)
    assert (rating.difference is not None) is shown
    assert (rating.lower is None) is (rating.upper is None) is not shown
    assert rating.against == path


def test_a_path_down_to_nothing() -> None:
    assert rate_reduction(Count(0), 0, 0).status == "green"
    one = rate_reduction(Count(20), 0, 0)
    assert (one.status, one.difference) == ("red", None)


@pytest.mark.parametrize(
    ("now", "then", "status", "why"),
    [
        (900, 1_000, "green", "below_baseline"),
        (960, 1_000, "amber", "no_clear_change"),
        (1_000, 1_000, "amber", "no_clear_change"),
        (1_040, 1_000, "amber", "no_clear_change"),
        (1_100, 1_000, "red", "above_baseline"),
    ],
)
def test_any_reduction(now: int, then: int, status: str, why: str) -> None:
    rating = rate_any_reduction(compare_counts(now, then))
    assert (rating.status, rating.why) == (status, why)
    assert rating.difference == pytest.approx(100 * (now - then) / then)
    assert rating.allowance is None


def test_any_reduction_of_shares() -> None:
    down = compare(Proportion(10, 2_000), Proportion(15, 2_000))
    rating = rate_any_reduction(down)
    assert (rating.status, rating.unit, rating.difference) == ("green", "pp", -5)
    assert (rating.lower, rating.upper) == (down.lower, down.upper)
    bare = compare(Proportion(10, None), Proportion(15, 2_000))
    assert rate_any_reduction(bare) == not_rated("no_denominator")


def test_no_percentage_of_a_small_baseline() -> None:
    rating = rate_any_reduction(compare_counts(10, 28))
    assert rating.status == "green"
    assert (rating.value, rating.against) == (10, 28)
    assert (rating.difference, rating.lower, rating.upper) == (None, None, None)


@pytest.mark.parametrize(
    ("now", "n", "status", "why"),
    [
        (21.9, 100_000, "green", "maintained"),
        (21.4, 100_000, "green", "maintained"),
        (30.0, 2_000, "green", "maintained"),
        (21.4, 2_000, "amber", "margin_unclear"),
        (20.2, 1_000, "amber", "margin_unclear"),  # past the margin, within chance
        (21.1, 60_000, "amber", "margin_unclear"),  # beyond chance, inside the margin
        (18.0, 5_000, "red", "not_maintained"),
    ],
)
def test_a_share_maintained(now: float, n: int, status: str, why: str) -> None:
    change = compare(Proportion(now, n), Proportion(21.9, n))
    rating = rate_maintained(change, "higher_is_better")
    assert (rating.status, rating.why) == (status, why)
    assert (rating.unit, rating.allowance) == ("pp", 1.0)
    # The same distance on the other side, for a measure that should stay low.
    mirrored = compare(Proportion(100 - now, n), Proportion(78.1, n))
    assert rate_maintained(mirrored, "lower_is_better").why == why


def test_the_margin_is_the_plans() -> None:
    change = compare(Proportion(21.4, 5_000), Proportion(21.9, 5_000))
    assert rate_maintained(change, "higher_is_better").status == "amber"
    kinder = rate_maintained(change, "higher_is_better", margin=3)
    assert (kinder.status, kinder.allowance) == ("green", 3)


@pytest.mark.parametrize(
    ("now", "status"),
    [(100_000, "green"), (104_000, "green"), (105_000, "amber"), (106_000, "red")],
)
def test_a_count_kept_down_has_a_relative_margin(now: int, status: str) -> None:
    rating = rate_maintained(compare_counts(now, 100_000), "lower_is_better")
    assert (rating.status, rating.allowance) == (status, 5.0)


def test_maintained_needs_limits_and_a_better_direction() -> None:
    bare = compare(Proportion(21.4, None), Proportion(21.9, None))
    assert rate_maintained(bare, "higher_is_better") == not_rated("no_denominator")
    for now, then in [(0, 0), (3, 0), (0, 3)]:
        rating = rate_maintained(compare_counts(now, then), "lower_is_better")
        assert rating == not_rated("not_enough_data")
    with pytest.raises(ValueError, match="better direction"):
        rate_maintained(bare, "neutral")


@pytest.mark.parametrize(
    ("benchmark", "higher", "lower"),
    [
        (18.9, "green", "red"),
        (19.0, "amber", "amber"),
        (20.5, "amber", "amber"),
        (22.1, "red", "green"),
    ],
)
def test_a_benchmark(benchmark: float, higher: str, lower: str) -> None:
    figure = Interval(20.5, 19.0, 22.0, 0.95, "Wilson")
    rating = rate_benchmark(figure, benchmark, "higher_is_better", "pp")
    assert rating.status == higher
    assert rating.difference == pytest.approx(20.5 - benchmark)
    turned = rate_benchmark(figure, benchmark, "lower_is_better", "percent")
    assert turned.status == lower
    # A rate under 30 is not a count under 30.
    assert turned.difference == pytest.approx(100 * (20.5 / benchmark - 1))


def test_a_benchmark_of_nothing_has_no_percentage() -> None:
    figure = Interval(20.5, 19.0, 22.0, 0.95, "Byar")
    rating = rate_benchmark(figure, 0.0, "lower_is_better", "percent")
    assert (rating.status, rating.difference) == ("red", None)
    with pytest.raises(ValueError, match="better direction"):
        rate_benchmark(figure, 1.0, "neutral", "pp")


@pytest.mark.parametrize(
    ("target", "higher", "lower"),
    [(80, "green", "red"), (90, "amber", "amber"), (101, "red", "green")],
)
def test_assurance(target: float, higher: str, lower: str) -> None:
    assert rate_assurance(85, 100, target, "higher_is_better").status == higher
    assert rate_assurance(85, 100, target, "lower_is_better").status == lower
    assert rate_assurance(85, 100, 85, "higher_is_better").why == "consistently_met"
    with pytest.raises(ValueError, match="better direction"):
        rate_assurance(85, 100, target, "neutral")


def test_a_fall_to_nothing_is_judged_by_its_test() -> None:
    fall = compare_counts(0, 40)
    assert (fall.ratio_lower, fall.ratio_upper) == (None, None)
    better = rate_maintained(fall, "lower_is_better")
    assert (better.status, better.why, better.difference) == ("green", "improved", -100)
    assert (better.lower, better.allowance) == (None, None)
    assert rate_maintained(fall, "higher_is_better").status == "red"


def test_grey_says_nothing_but_why() -> None:
    assert not_rated("stale") == Rating("grey", "stale")
