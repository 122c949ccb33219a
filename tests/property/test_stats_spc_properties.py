"""What must hold of control charts, trends, seasons and forecasts on any figures."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cdp_metrics.stats import (
    Baseline,
    Forecast,
    History,
    Seasonality,
    Split,
    assurance,
    control_chart,
    forecast,
    recent_trend,
    robust_split,
    season_factors,
    seasonal_naive,
    yardstick,
)

# The same examples on every run, and no clock.
untimed = settings(deadline=None, derandomize=True, database=None)
few = settings(untimed, max_examples=15)

counts = st.lists(st.integers(0, 5000), min_size=2, max_size=60)
gappy = st.lists(st.none() | st.integers(0, 5000), min_size=1, max_size=60)
seeds = st.integers(0, 2**32 - 1)


def series(values: list[int | None]) -> NDArray[np.float64]:
    return np.array(values, np.float64)


def history(
    level: float, seed: int, ahead: int = 12, *, steady: bool = False
) -> History:
    mean = np.full(48, level)
    drawn = mean if steady else np.random.default_rng(seed).poisson(mean) + 1
    return History(
        drawn.astype(np.float64), np.full(48 + ahead, 30.0), np.zeros(48, np.bool_)
    )


def shown(result: object) -> Forecast:
    assert isinstance(result, Forecast)
    return result


@untimed
@given(gappy, st.booleans())
def test_limits_hold_the_mean_and_the_near_limits(
    values: list[int | None], counted: bool
) -> None:
    limits = control_chart(series(values), counts=counted).segments[0].limits
    assume(math.isfinite(limits.upper))
    parts = (
        limits.lower,
        limits.near_lower,
        limits.mean,
        limits.near_upper,
        limits.upper,
    )
    assert all(one <= other for one, other in pairwise(parts))
    assert limits.lower >= (0 if counted else -math.inf)


@untimed
@given(gappy)
def test_missing_points_are_never_marked(values: list[int | None]) -> None:
    figures = series(values)
    marks = control_chart(figures).marks
    assert not marks.rule[np.isnan(figures)].any()
    assert ((marks.rule > 0) == (marks.side != 0)).all()


@untimed
@given(counts, st.integers(-20, 20).filter(bool), st.integers(-500, 500))
def test_a_chart_moves_and_stretches_with_its_figures(
    values: list[int], factor: int, shift: int
) -> None:
    figures = np.array(values, np.float64)
    plain = control_chart(figures, counts=False)
    moved = control_chart(factor * figures + shift, counts=False)
    one, other = plain.segments[0].limits, moved.segments[0].limits
    upper, lower = (factor * end + shift for end in (one.upper, one.lower))
    assert math.isclose(max(upper, lower), other.upper, rel_tol=1e-9, abs_tol=1e-6)
    assert math.isclose(min(upper, lower), other.lower, rel_tol=1e-9, abs_tol=1e-6)


@untimed
@given(counts)
def test_backwards_a_chart_has_the_same_limits(values: list[int]) -> None:
    assume(any(values))
    one, other = (control_chart(each).segments[0] for each in (values, values[::-1]))
    assert math.isclose(one.limits.mean, other.limits.mean, rel_tol=1e-12)
    assert math.isclose(one.limits.upper, other.limits.upper, rel_tol=1e-12)


@untimed
@given(st.permutations(range(1, 25)))
def test_the_chart_of_small_counts_ignores_order(order: list[int]) -> None:
    values = [n % 7 for n in order]
    one, other = (control_chart(each).segments[0] for each in (values, sorted(values)))
    assert one.method == other.method == "c"
    assert math.isclose(one.limits.upper, other.limits.upper)


@untimed
@given(seeds, st.integers(12, 30), st.sampled_from([-1, 1]))
def test_a_planted_shift_is_found(seed: int, at: int, way: int) -> None:
    rng = np.random.default_rng(seed)
    figures = np.clip(rng.normal(100, 5, at + 12), 88, 112)
    figures[at:] += way * 40
    chart = control_chart(figures, baselines=[Baseline(0, (0, at))], counts=False)
    assert chart.marks.rule[at:].all()
    assert (chart.marks.side[at:] == way).all()


@untimed
@given(counts, st.integers(-100, 6000))
def test_either_side_of_a_target_cannot_both_be_met(
    values: list[int], target: int
) -> None:
    chart = control_chart(values)
    low = assurance(chart, target, "lower_is_better")
    high = assurance(chart, target, "higher_is_better")
    flat = chart.segments[-1].limits.lower == chart.segments[-1].limits.upper
    if low == "consistently met" and not flat:
        assert high != "consistently met"
    assert (low is None) == (high is None)


@untimed
@given(
    st.lists(st.integers(-1000, 1000), min_size=5, max_size=9),
    st.floats(0.5, 50),
    st.floats(0.1, 100),
)
def test_a_trend_keeps_its_direction_on_any_scale(
    values: list[int], half: float, scale: float
) -> None:
    figures = np.array(values, np.float64)
    plain = recent_trend(figures, figures - half, figures + half)
    assume(abs(plain.chi_squared - 9.5495) > 1e-6)
    larger = recent_trend(
        scale * figures, scale * (figures - half), scale * (figures + half)
    )
    mirror = recent_trend(-figures, -figures - half, -figures + half)
    assert math.isclose(
        plain.chi_squared, larger.chi_squared, rel_tol=1e-6, abs_tol=1e-9
    )
    assert mirror.slope == -plain.slope
    assert {plain.direction, mirror.direction} in ({"up", "down"}, {"level"})


@untimed
@given(st.lists(st.integers(1, 900), min_size=36, max_size=75))
def test_factors_average_1_whatever_the_scale(values: list[int]) -> None:
    days = np.full(len(values), 30)
    one = season_factors(values, days)
    other = season_factors(7 * np.array(values), days)
    assert isinstance(one, Seasonality)
    assert isinstance(other, Seasonality)
    assert math.isclose(one.factors.mean(), 1)
    np.testing.assert_allclose(one.factors, other.factors)


@few
@given(st.lists(st.integers(0, 900), min_size=36, max_size=60))
def test_a_split_adds_up(values: list[int]) -> None:
    split = robust_split(values)
    assert isinstance(split, Split)
    np.testing.assert_allclose(
        split.trend + split.season + split.remainder, values, atol=1e-6
    )


@untimed
@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_event_never_has_a_lesser_word(one: float, other: float) -> None:
    low, high = (yardstick(each).percent for each in sorted((one, other)))
    assert low <= high
    assert abs(low - 100 * min(one, other)) <= 2.5 + 1e-9


@few
@given(st.integers(2, 3000))
def test_the_forecast_of_a_constant_series_covers_it(level: int) -> None:
    for method in (forecast, seasonal_naive):
        result = shown(method(history(level, 0, steady=True), seed=1, draws=500))
        assert (result.counts.lower_80 <= level).all()
        assert (level <= result.counts.upper_80).all()
        assert result.total.lower_80[-1] <= 12 * level <= result.total.upper_80[-1]


@few
@given(st.integers(3, 2000), seeds)
def test_ranges_are_ordered_and_the_seed_settles_them(level: int, seed: int) -> None:
    past = history(level, seed)
    for method in (forecast, seasonal_naive):
        one, same, other = (
            shown(method(past, seed=each, draws=300)) for each in (seed, seed, seed + 1)
        )
        np.testing.assert_array_equal(one.totals, same.totals)
        assert (one.totals != other.totals).any()
        for fan in (one.counts, one.total):
            ranges = (
                fan.lower_95,
                fan.lower_80,
                fan.median,
                fan.upper_80,
                fan.upper_95,
            )
            assert all((low <= high).all() for low, high in pairwise(ranges))
            assert (fan.lower_95 >= 0).all()


@few
@given(st.integers(3, 2000), seeds, st.integers(1, 12))
def test_a_laxer_target_is_never_less_likely(level: int, seed: int, ahead: int) -> None:
    result = shown(forecast(history(level, seed), seed=seed, draws=300))
    targets = np.linspace(0, 30 * level, 25)
    chances = [result.chance(float(target), ahead) for target in targets]
    assert chances == sorted(chances)
    assert 0 <= chances[0] <= chances[-1] <= 1
