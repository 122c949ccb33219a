"""What must hold of ratings, paths and funnels whatever the figures."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdp_metrics.stats import (
    Count,
    CountChange,
    Figure,
    Interval,
    Proportion,
    Rating,
    compare,
    compare_proportions,
    funnel,
    path_value,
    rate_any_reduction,
    rate_assurance,
    rate_benchmark,
    rate_maintained,
    rate_reduction,
)

# The same examples on every run, and no clock.
untimed = settings(deadline=None, derandomize=True, database=None)

ORDER = {"green": 0, "amber": 1, "red": 2}
counts = st.integers(1, 50_000)
baselines = st.integers(5, 50_000)
shares = st.floats(0, 100)
samples = st.integers(1, 100_000)
phis = st.floats(1, 40)
freedoms = st.integers(1, 200) | st.just(math.inf)
Rule = Callable[[Figure, Figure], Rating]

COUNT_RULES: dict[str, Rule] = {
    "reduce_pct": lambda now, then: rate_reduction(
        now, 0.9 * held(then), 0.8 * held(then)
    ),
    "reduce_any": lambda now, then: rate_any_reduction(compare(now, then)),
    "maintain": lambda now, then: rate_maintained(
        compare(now, then), "lower_is_better"
    ),
}


def held(figure: Figure) -> float:
    return figure.value if isinstance(figure, Count) else figure.percent


def rank(rating: Rating) -> int:
    return ORDER[rating.status]


@pytest.mark.parametrize("rule", COUNT_RULES.values(), ids=COUNT_RULES)
@untimed
@given(counts, st.integers(1, 5_000), baselines, phis, freedoms)
def test_a_higher_count_never_has_a_better_colour(
    rule: Rule, low: int, more: int, then: int, phi: float, df: float
) -> None:
    start = Count(then, phi, df)
    better, worse = (Count(n, phi, df) for n in (low, low + more))
    assert rank(rule(better, start)) <= rank(rule(worse, start))


@pytest.mark.parametrize("rule", COUNT_RULES.values(), ids=COUNT_RULES)
@untimed
@given(shares, shares, shares, samples, samples)
def test_a_higher_share_never_has_a_better_colour(
    rule: Rule, one: float, other: float, then: float, n: int, n_then: int
) -> None:
    start = Proportion(then, n_then)
    low, high = sorted([one, other])
    assert rank(rule(Proportion(low, n), start)) <= rank(
        rule(Proportion(high, n), start)
    )


@untimed
@given(st.floats(-100, 100), st.floats(0, 50), st.floats(0, 50), st.floats(-99, 99))
def test_benchmark_and_assurance_are_monotone_too(
    value: float, wide: float, step: float, line: float
) -> None:
    figures = [
        Interval(v, v - wide, v + wide, 0.95, "any") for v in (value, value + step)
    ]
    ranks = [rank(rate_benchmark(f, line, "lower_is_better", "pp")) for f in figures]
    assert ranks == sorted(ranks)
    ranks = [
        rank(rate_assurance(f.lower, f.upper, line, "lower_is_better")) for f in figures
    ]
    assert ranks == sorted(ranks)


@untimed
@given(st.integers(20, 5_000), st.integers(20, 5_000), st.sampled_from([4, 9, 25]))
def test_counting_in_clusters_changes_no_colour(now: int, then: int, size: int) -> None:
    # Events that come `size` at a time: counts and dispersion both grow by it. Above
    # the small totals that have an exact test, the evidence is the same.
    alone = Count(now, phi=2), Count(then, phi=2)
    clusters = Count(now * size, phi=2 * size), Count(then * size, phi=2 * size)
    for rule in COUNT_RULES.values():
        one, many = rule(*alone), rule(*clusters)
        assert one.status == many.status
        if one.difference is not None and many.difference is not None:
            assert math.isclose(one.difference, many.difference, abs_tol=1e-9)


@untimed
@given(
    st.floats(0, 1e6),
    st.floats(0, 1e6),
    st.integers(-5, 80),
    st.integers(1, 60),
    st.sampled_from(["linear", "stepped"]),
)
def test_a_path_runs_from_baseline_to_target(
    baseline: float, goal: float, elapsed: int, length: int, path: str
) -> None:
    value, later = (
        path_value(baseline, goal, m, length, path=path)  # type: ignore[arg-type]
        for m in (elapsed, elapsed + 1)
    )
    assert value is not None and later is not None
    slack = 1e-6
    low, high = sorted([baseline, goal])
    assert low - slack <= value <= high + slack
    assert abs(later - goal) <= abs(value - goal) + slack
    assert path_value(baseline, goal, length, length) == pytest.approx(goal, abs=slack)


@untimed
@given(shares, shares, samples, samples)
def test_newcombes_limits_hold_the_difference_and_mirror(
    now: float, then: float, n: int, m: int
) -> None:
    one = compare_proportions(Proportion(now, n), Proportion(then, m))
    back = compare_proportions(Proportion(then, m), Proportion(now, n))
    assert one.lower is not None and one.upper is not None
    assert back.lower is not None and back.upper is not None
    assert -100 - 1e-9 <= one.lower <= one.difference + 1e-9
    assert one.difference - 1e-9 <= one.upper <= 100 + 1e-9
    assert math.isclose(one.lower, -back.upper, abs_tol=1e-9)
    assert one.significant == back.significant


@untimed
@given(st.data(), counts, counts)
def test_what_is_shared_moves_no_difference(
    data: st.DataObject, now: int, then: int
) -> None:
    shared = data.draw(st.integers(0, min(now, then)))
    change = compare(Count(now), Count(then), shared=shared)
    assert isinstance(change, CountChange)
    assert change.difference == now - then
    if change.ratio_lower is not None and change.ratio_upper is not None:
        assert change.ratio_lower <= now / then + 1e-9
        assert now / then <= change.ratio_upper + 1e-9


@pytest.mark.parametrize("kind", ["rate", "proportion"])
@untimed
@given(
    st.lists(
        st.tuples(st.integers(0, 300), st.integers(300, 5_000)),
        min_size=2,
        max_size=12,
    ).filter(lambda rows: any(y for y, _ in rows))
)
def test_funnel_limits_widen_as_units_get_smaller(
    kind: str, rows: list[tuple[int, int]]
) -> None:
    events, sizes = np.array(rows, np.float64).T
    around = funnel(events, sizes, kind=kind)  # type: ignore[arg-type]
    grid = np.array([10, 50, 100, 1_000, 10_000, 1e6])
    inner, outer = (around.limits(grid, c) for c in (0.95, 0.998))
    for limits in (inner, outer):
        assert (np.diff(limits.lower) >= -1e-9).all()
        assert (np.diff(limits.upper) <= 1e-9).all()
        assert (limits.lower <= around.average + 1e-9).all()
        assert (limits.upper >= around.average - 1e-9).all()
    assert (outer.lower <= inner.lower + 1e-9).all()
    assert (outer.upper >= inner.upper - 1e-9).all()
