from __future__ import annotations

import math

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cdp_metrics.stats.harm import (
    Composition,
    Cuts,
    Effect,
    RelativeRisks,
    draw_harm,
    expected_reports,
    gap_states,
    harm_of_areas,
    repeat_numbers,
    reported_harm,
    reporting_gap,
)

# The same examples on every run, and no clock.
untimed = settings(deadline=None, derandomize=True, database=None)

areas = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(200, 4_000)),
    min_size=3,
    max_size=15,
)
weights = st.tuples(st.floats(0.1, 10), st.floats(0.1, 10))


def columns(
    rows: list[tuple[int, int, int]],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    table = np.array(rows, np.float64)
    return table[:, :2], table[:, 2], np.ones(len(rows), np.bool_)


@untimed
@given(areas, weights, st.floats(0.001, 1000))
def test_the_scale_of_the_weights_does_not_matter(
    rows: list[tuple[int, int, int]], impact: tuple[float, float], scale: float
) -> None:
    reports, people, usable = columns(rows)
    assume(reports.sum() > 0)
    one = reported_harm(reports, people, usable, impact)
    other = reported_harm(reports, people, usable, [scale * w for w in impact])
    np.testing.assert_allclose(one.index, other.index, rtol=1e-9)


@untimed
@given(areas, weights, st.integers(1, 500), st.integers(0, 14))
def test_more_reports_never_lower_an_areas_raw_index(
    rows: list[tuple[int, int, int]],
    impact: tuple[float, float],
    more: int,
    where: int,
) -> None:
    reports, people, usable = columns(rows)
    assume(reports.sum() > 0)
    area = where % len(rows)
    before = reported_harm(reports, people, usable, impact)
    reports[area, 0] += more
    after = reported_harm(reports, people, usable, impact)
    weighed = [harm.raw_index[area] for harm in (before, after)]
    assert weighed[1] >= weighed[0] * (1 - 1e-9)


@untimed
@given(areas, st.integers(1, 500))
def test_more_reports_of_a_visitor_area_raise_its_index_alone(
    rows: list[tuple[int, int, int]], more: int
) -> None:
    reports, people, usable = columns(rows)
    usable[0] = False
    assume(reports[usable].sum() > 0)
    before = reported_harm(reports, people, usable, dispersion=1.3)
    assume(before.varies)
    reports[0] += more
    after = reported_harm(reports, people, usable, dispersion=1.3)
    assert after.index[0] > before.index[0]
    np.testing.assert_array_equal(after.index[1:], before.index[1:])


@untimed
@given(areas, st.integers(0, 1000))
def test_draws_are_reproduced_and_ranks_are_places(
    rows: list[tuple[int, int, int]], seed: int
) -> None:
    reports, people, usable = columns(rows)
    assume(reports.sum() > 0)
    harm = reported_harm(reports, people, usable)
    one, same = (draw_harm(harm, 40, seed=seed) for _ in range(2))
    np.testing.assert_array_equal(one.index, same.index)
    ranges = one.ranges(Cuts())
    n = len(rows)
    assert ((ranges.rank_lower >= 1) & (ranges.rank_upper <= n)).all()
    assert (ranges.rank_lower <= ranges.rank_upper).all()
    # All areas together are always average.
    assert harm_of_areas(one, np.ones(n)).index[0] == np.float64(100) or math.isclose(
        harm_of_areas(one, np.ones(n)).index[0], 100, rel_tol=1e-9
    )


def effect(size: int, reference: int) -> Effect:
    steps = [0.0 if i == reference else 0.2 * (i + 1) for i in range(size)]
    errors = [0.0 if i == reference else 0.1 for i in range(size)]
    return Effect(tuple(map(str, range(size))), tuple(steps), tuple(errors))


RISKS = RelativeRisks("test", effect(5, 2), effect(3, 0), effect(5, 4), None, "none")


@untimed
@given(areas, st.integers(0, 2**32 - 1))
def test_expected_reports_add_up_and_states_are_only_claimed_of_low_ratios(
    rows: list[tuple[int, int, int]], seed: int
) -> None:
    reports, people, usable = columns(rows)
    total = reports.sum(axis=1)
    assume(total.sum() > 0)
    rng = np.random.default_rng(seed)
    n = len(rows)
    who = Composition(
        rng.dirichlet(np.ones(5), n),
        rng.dirichlet(np.ones(3), n),
        rng.integers(1, 6, n),
    )
    expected = expected_reports(who, RISKS, total, people, usable)
    assert math.isclose(expected.expected.sum(), total.sum(), rel_tol=1e-9)
    gap = reporting_gap(total, expected.expected, usable, 1.5)
    low, high = np.minimum(gap.sir, 1), np.maximum(gap.sir, 1)
    assert ((gap.theta >= low - 1e-9) & (gap.theta <= high + 1e-9)).all()
    flagged = gap_states(gap, gap) != "none"
    assert (gap.sir[flagged] < 0.8).all()
    assert (gap.expected[flagged] >= 30).all()


@untimed
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 800)), max_size=30),
)
def test_repeats_are_those_counted_one_by_one(cases: list[tuple[int, int]]) -> None:
    cases.sort(key=lambda case: case[1])
    places = [place for place, _ in cases]
    days = np.array([day for _, day in cases], "datetime64[D]")
    slowly = [
        sum(places[j] == place and day - cases[j][1] <= 183 for j in range(i + 1))
        for i, (place, day) in enumerate(cases)
    ]
    assert repeat_numbers(places, days).tolist() == slowly
