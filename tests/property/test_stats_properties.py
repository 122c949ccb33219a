"""What must hold of the statistics whatever the figures."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cdp_metrics.stats import (
    BeforeAfter,
    byar,
    compare_counts,
    direction,
    empirical_bayes,
    harm_uncertainty,
    in_step,
    present_in_window,
    rate,
    reported_harm,
    rolling_total,
    weighted_displacement,
    wilson,
)
from cdp_metrics.stats.harm import Weights

# The same examples on every run, and no clock.
untimed = settings(deadline=None, derandomize=True, database=None)

counts = st.integers(0, 200_000)
people = st.integers(1, 5_000_000)
confidences = st.floats(0.5, 0.999)
months = st.lists(st.none() | st.integers(0, 50_000), max_size=40)
areas = st.lists(
    st.tuples(st.integers(0, 400), st.integers(200, 4_000)), min_size=2, max_size=12
)


def columns(
    rows: list[tuple[int, int]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, p = np.array(rows, dtype=np.float64).T
    return y, p


@untimed
@given(st.data(), st.integers(1, 200_000), confidences)
def test_wilson_holds_the_share_and_stays_within_it(
    data: st.DataObject, n: int, confidence: float
) -> None:
    x = data.draw(st.integers(0, n))
    interval = wilson(x, n, confidence)
    assert 0 <= interval.lower <= interval.value <= interval.upper <= 1
    assert interval.value == x / n
    other = wilson(n - x, n, confidence)
    assert math.isclose(interval.lower, 1 - other.upper, abs_tol=1e-9)


@untimed
@given(counts, people, confidences)
def test_a_rate_lies_between_its_limits(
    count: int, population: int, confidence: float
) -> None:
    interval = rate(count, population, confidence=confidence)
    assert 0 <= interval.lower <= interval.value <= interval.upper
    assert interval.upper > interval.value


@untimed
@given(counts, people)
def test_doubling_both_sides_keeps_the_rate_and_narrows_it(
    count: int, population: int
) -> None:
    once, twice = rate(count, population), rate(2 * count, 2 * population)
    assert math.isclose(once.value, twice.value, rel_tol=1e-12)
    assert twice.upper - twice.lower < once.upper - once.lower


@untimed
@given(st.integers(0, 50_000), st.floats(0.5, 0.98))
def test_more_confidence_is_never_narrower(count: int, confidence: float) -> None:
    usual, wider = byar(count, confidence), byar(count, confidence + 0.01)
    assert wider.lower <= usual.lower
    assert wider.upper > usual.upper


@untimed
@given(months, st.integers(1, 15))
def test_rolling_totals_against_counting_by_hand(
    monthly: list[int | None], window: int
) -> None:
    series = np.array([np.nan if m is None else m for m in monthly], dtype=np.float64)
    total, present = rolling_total(series, window), present_in_window(series, window)
    assert total.shape == present.shape == series.shape
    for month in range(len(monthly)):
        seen = monthly[max(0, month - window + 1) : month + 1]
        held = [value for value in seen if value is not None]
        assert present[month] == len(held)
        if len(held) == window:
            assert total[month] == sum(held)
        else:
            assert math.isnan(total[month])


@untimed
@given(counts, counts, st.floats(1, 20))
def test_a_comparison_reads_the_same_backwards(a: int, b: int, phi: float) -> None:
    forth, back = compare_counts(a, b, phi=phi), compare_counts(b, a, phi=phi)
    assert forth.difference == -back.difference
    assert forth.z == -back.z
    assert math.isclose(forth.p_value, back.p_value, rel_tol=1e-9)
    assert 0 <= forth.p_value <= 1
    assert not forth.significant or forth.difference != 0
    if a and b:
        assert forth.ratio_lower is not None
        assert back.ratio_upper is not None
        assert math.isclose(forth.ratio_lower, 1 / back.ratio_upper, rel_tol=1e-9)


@untimed
@given(counts, counts, st.integers(1, 50))
def test_equal_exposures_do_not_matter(a: int, b: int, exposure: int) -> None:
    plain = compare_counts(a, b)
    spread = compare_counts(a, b, exposure_now=exposure, exposure_then=exposure)
    assert math.isclose(plain.z, spread.z, rel_tol=1e-9, abs_tol=1e-12)
    assert math.isclose(plain.p_value, spread.p_value, rel_tol=1e-6)
    assert plain.guard == spread.guard


@untimed
@given(counts, counts, st.floats(0, 50))
def test_a_direction_is_significant_and_has_its_sign(
    a: int, b: int, deadband: float
) -> None:
    change = compare_counts(a, b)
    way = direction(change, deadband)
    if way == "level":
        assert not change.significant or abs(change.percent or 0) < deadband
    else:
        assert change.significant
        assert (way == "up") == (a > b)


@untimed
@given(areas, st.floats(1, 5))
def test_smoothing_lands_between_the_raw_rate_and_the_mean(
    rows: list[tuple[int, int]], phi: float
) -> None:
    y, p = columns(rows)
    smoothing = empirical_bayes(y, p, dispersion=phi)
    raw = y / p
    slack = 1e-9 * (raw + smoothing.mean)
    nearest = np.minimum(raw, smoothing.mean) - slack
    furthest = np.maximum(raw, smoothing.mean) + slack
    assert (nearest <= smoothing.smoothed).all()
    assert (smoothing.smoothed <= furthest).all()


@untimed
@given(areas, st.data())
def test_the_order_of_areas_does_not_matter(
    rows: list[tuple[int, int]], data: st.DataObject
) -> None:
    y, p = columns(rows)
    assume(y.sum() > 0)
    order = np.array(data.draw(st.permutations(range(y.size))))
    usable = np.ones(y.size, np.bool_)
    reports = np.column_stack([y, y[::-1]])
    straight = reported_harm(reports, p, usable, [3, 1])
    shuffled = reported_harm(reports[order], p[order], usable, [3, 1])
    np.testing.assert_allclose(straight.index[order], shuffled.index, rtol=1e-6)
    np.testing.assert_allclose(
        empirical_bayes(y, p).smoothed[order],
        empirical_bayes(y[order], p[order]).smoothed,
        rtol=1e-6,
    )


@untimed
@given(areas, st.lists(st.floats(0.1, 10), min_size=2, max_size=2), st.data())
def test_the_usable_areas_average_100(
    rows: list[tuple[int, int]], weights: list[float], data: st.DataObject
) -> None:
    y, p = columns(rows)
    usable = np.array(
        data.draw(st.lists(st.booleans(), min_size=y.size, max_size=y.size))
    )
    reports = np.column_stack([y, y[::-1]])
    assume(reports[usable].sum() > 0)
    harm = reported_harm(reports, p, usable, weights, dispersion=1.3)
    for index in (harm.index, harm.raw_index):
        mean = np.average(index[usable], weights=p[usable])
        assert math.isclose(mean, 100, rel_tol=1e-9)
    # On any scale of weights, the average report weighs 1.
    totals = reports[usable].sum(axis=0)
    assert math.isclose(harm.scaled_weights @ totals, totals.sum(), rel_tol=1e-9)


@untimed
@given(areas, st.integers(0, 1_000), st.booleans())
def test_the_draws_make_sense_together(
    rows: list[tuple[int, int]], seed: int, vary: bool
) -> None:
    y, p = columns(rows)
    assume(y.sum() > 0)
    usable = np.ones(y.size, np.bool_)
    reports = np.column_stack([y, np.arange(y.size)])
    harm = reported_harm(reports, p, usable)
    wide = Weights("wide", ("a", "b"), (1, 1), (0.5, 0.5), (2, 2)) if vary else None
    ranges = harm_uncertainty(harm, 50, seed=seed, weights=wide)
    assert (ranges.rank_lower >= 1).all()
    assert (ranges.rank_lower <= ranges.rank_upper).all()
    assert (ranges.rank_upper <= y.size).all()
    if not harm.varies:
        assert np.isnan(ranges.class_certainty).all()
        return
    assert (ranges.index_lower <= ranges.index_upper).all()
    for share in (ranges.p_top10, ranges.class_certainty):
        assert ((share >= 0) & (share <= 1)).all()
    # No draw has more areas in its top tenth than there are places.
    assert ranges.p_top10.sum() <= math.ceil(y.size / 10) + 1e-9


events = st.integers(0, 5_000)
weights = st.floats(0.1, 100)
befores = st.builds(BeforeAfter, events, events, weights, weights)


@untimed
@given(befores, befores, st.floats(1, 9), confidences)
def test_exchanging_place_and_control_turns_the_difference_round(
    own: BeforeAfter, control: BeforeAfter, phi: float, confidence: float
) -> None:
    forth = weighted_displacement(own, control, phi=phi, confidence=confidence)
    back = weighted_displacement(control, own, phi=phi, confidence=confidence)
    assert math.isclose(forth.difference, -back.difference, abs_tol=1e-9)
    assert math.isclose(forth.lower, -back.upper, rel_tol=1e-9, abs_tol=1e-9)
    assert forth.lower <= forth.difference <= forth.upper
    assert 0 <= forth.p_value <= 1


@untimed
@given(befores, befores, befores)
def test_rings_that_changed_alike_move_nothing_but_the_error(
    own: BeforeAfter, control: BeforeAfter, ring: BeforeAfter
) -> None:
    plain = weighted_displacement(own, control)
    ringed = weighted_displacement(own, control, treated_ring=ring, control_ring=ring)
    assert math.isclose(plain.difference, ringed.difference, abs_tol=1e-6)
    assert ringed.se >= plain.se


@untimed
@given(
    st.integers(1, 5_000),
    st.integers(1, 5_000),
    st.integers(1, 5_000),
    st.integers(1, 50),
)
def test_a_place_that_keeps_step_has_no_effect_whatever_the_controls_size(
    before: int, control_before: int, control_after: int, times: int
) -> None:
    control = BeforeAfter(control_before, control_after)
    own = BeforeAfter(times * control_before, times * control_after)
    found = weighted_displacement(*in_step(own, control))
    assert math.isclose(found.difference, 0, abs_tol=1e-6 * own.after)
    larger = BeforeAfter(100 * control_before, 100 * control_after)
    place = BeforeAfter(before, before)
    small, big = (
        weighted_displacement(*in_step(place, each)) for each in (control, larger)
    )
    assert math.isclose(small.expected, big.expected)
    assert big.se <= small.se
    assert big.least_fall <= small.least_fall
