from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cdp_metrics.stats.harm import (
    GAP_STATES,
    Cuts,
    ReportingGap,
    drawn_gap,
    gap_states,
    reporting_gap,
)

REPORTS = np.array([40.0, 90, 150, 60, 100, 900])
EXPECTED = np.array([100.0, 90, 80, 75, 95, 100])
USABLE = np.array([True] * 5 + [False])
GAP = reporting_gap(REPORTS, EXPECTED, USABLE, 1.5)
NONE, FEWER, CHECK, POSSIBLE = GAP_STATES


def low(*p_low: float, expected: float = 100.0) -> ReportingGap:
    size = len(p_low)
    gap = reporting_gap(
        np.full(size, 50), np.full(size, expected), np.ones(size, np.bool_), 1
    )
    return replace(gap, p_low=np.array(p_low))


def test_the_ratio_is_drawn_towards_1() -> None:
    assert GAP.sir[0] == 0.4
    assert GAP.sir[0] < GAP.theta[0] < 1 < GAP.theta[2] < GAP.sir[2]
    assert (GAP.theta_lower < GAP.theta).all() and (GAP.theta < GAP.theta_upper).all()
    assert ((GAP.p_low + GAP.p_high) <= 1).all()


def test_by_hand() -> None:
    # Squares 400 + 400, less 100 + 100: 600 over 2 * 100 squared is 0.03.
    gap = reporting_gap([80, 120], [100, 100], np.array([True, True]), 1)
    assert gap.tau2 == pytest.approx(0.03)
    assert gap.k == pytest.approx(1 / 0.03)
    assert gap.theta[0] == pytest.approx((1 / 0.03 + 80) / (1 / 0.03 + 100))


def test_a_visitor_area_has_a_ratio_but_sets_no_prior() -> None:
    other = reporting_gap([*REPORTS[:5], 0], EXPECTED, USABLE, 1.5)
    assert other.k == GAP.k
    assert GAP.theta[5] > 3


def test_where_areas_do_not_differ_the_ratio_is_1() -> None:
    gap = reporting_gap([50, 51, 49], [50, 50, 50], np.ones(3, np.bool_), 1)
    assert (gap.tau2, gap.k) == (0, 1e6)
    np.testing.assert_allclose(gap.theta, 1, atol=1e-4)
    assert gap_states(gap).tolist() == [NONE] * 3


def test_noise_between_areas_taken_for_chance_would_hide_every_gap() -> None:
    # Pearson's dispersion between areas is high where some under-report.
    squares = ((REPORTS - EXPECTED) ** 2 / EXPECTED)[USABLE]
    between = float(squares.sum() / 4)
    assert GAP.p_low[0] > 0.95
    wrong = reporting_gap(REPORTS, EXPECTED, USABLE, between)
    assert (gap_states(wrong) == NONE).all()


def test_one_route_alone_says_fewer_reports_and_no_more() -> None:
    assert gap_states(low(0.949, 0.95, 0.99)).tolist() == [NONE, FEWER, FEWER]


def test_check_reporting_needs_both_routes() -> None:
    survey, crime = low(0.8, 0.8, 0.79, 0.97), low(0.8, 0.79, 0.99, 0.1)
    assert gap_states(survey, crime).tolist() == [CHECK, NONE, NONE, FEWER]


def test_few_expected_reports_give_no_state() -> None:
    assert gap_states(low(0.99, expected=29.9)).tolist() == [NONE]
    assert gap_states(low(0.99, expected=30)).tolist() == [FEWER]
    few = low(0.99, expected=29.9)
    assert gap_states(low(0.99), few).tolist() == [FEWER]


def test_visitor_areas_have_no_state() -> None:
    usable = np.array([True, False])
    gap = reporting_gap([10, 10], [100, 100], usable, 1)
    sure = replace(gap, p_low=np.ones(2))
    assert gap_states(sure, sure).tolist() == [CHECK, NONE]


def test_possible_under_reporting_needs_a_survey_of_reporting() -> None:
    both = low(0.9, 0.9, 0.9, 0.1)
    assert POSSIBLE not in gap_states(both, both).tolist()
    states = gap_states(
        both, both, reporting_ratio=[0.2, 0.3, np.nan, 0.2], city_ratio=0.3
    )
    assert states.tolist() == [POSSIBLE, CHECK, CHECK, NONE]
    # Nor does the survey alone, without the second route, say so.
    one = gap_states(low(0.99), reporting_ratio=[0.2], city_ratio=0.3)
    assert one.tolist() == [FEWER]


def test_reporting_ratios_are_shares_beside_the_citys() -> None:
    gap = low(0.9, 0.9)
    with pytest.raises(ValueError, match="the city's beside it"):
        gap_states(gap, gap, reporting_ratio=[0.2, 0.3])
    with pytest.raises(ValueError, match="the city's beside it"):
        gap_states(gap, gap, reporting_ratio=[0.2], city_ratio=0.3)
    with pytest.raises(ValueError, match="between 0 and 1"):
        gap_states(gap, gap, reporting_ratio=[20, 30], city_ratio=25)


def test_cuts_are_the_partnerships_own() -> None:
    cuts = Cuts(sure=0.85, least_expected=10, ratio_low=0.5)
    assert gap_states(low(0.9, expected=20), cuts=cuts).tolist() == [FEWER]
    tighter = reporting_gap(REPORTS, EXPECTED, USABLE, 1.5, cuts)
    assert (tighter.p_low <= GAP.p_low).all() and tighter.p_low[0] < GAP.p_low[0]


def test_drawn_limits_are_those_of_the_gamma_where_expected_is_certain() -> None:
    certain = np.tile(EXPECTED, (20_000, 1)).astype(np.float32)
    drawn = drawn_gap(GAP, certain, seed=1)
    np.testing.assert_allclose(drawn.theta_lower, GAP.theta_lower, rtol=0.02)
    np.testing.assert_allclose(drawn.theta_upper, GAP.theta_upper, rtol=0.02)
    np.testing.assert_allclose(drawn.p_low, GAP.p_low, atol=0.015)
    np.testing.assert_allclose(drawn.p_high, GAP.p_high, atol=0.015)
    assert (drawn.theta is GAP.theta) and drawn.k == GAP.k


def test_doubt_of_the_expected_widens_the_limits() -> None:
    rng = np.random.default_rng(2)
    noise = rng.lognormal(0, 0.2, (4000, 6))
    drawn = drawn_gap(GAP, (EXPECTED * noise).astype(np.float32), seed=1)
    width, before = (g.theta_upper - g.theta_lower for g in (drawn, GAP))
    assert (width > 1.05 * before).all()


def test_draws_are_seeded() -> None:
    expected = np.tile(EXPECTED, (50, 1)).astype(np.float32)
    one, same, other = (drawn_gap(GAP, expected, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.theta_lower, same.theta_lower)
    assert (one.theta_lower != other.theta_lower).all()


@pytest.mark.parametrize(
    ("reports", "expected", "dispersion"),
    [
        ([1, 2], [1, 2, 3], 1),
        ([1, 2, 3], [1, 0, 3], 1),
        ([1, 2, 3], [1, 2, 3], 0.9),
        ([1, 2, 3], [1, 2, 3], np.nan),
        ([1, np.nan, 3], [1, 2, 3], 1),
        ([1, 2, 3], [1, np.nan, 3], 1),
    ],
)
def test_what_cannot_be_compared_is_refused(
    reports: list[float], expected: list[float], dispersion: float
) -> None:
    with pytest.raises(ValueError, match=r"one value an area|above 0|every area"):
        reporting_gap(reports, expected, np.ones(3, np.bool_), dispersion)
