"""The worked example of the harm index: five areas, three types, area 5 visitors'.

All values were computed apart from this code and are held to their printed decimals.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from cdp_metrics.stats import benjamini_hochberg, gi_star
from cdp_metrics.stats.harm import (
    BY_EXPECTED,
    Composition,
    Effect,
    ExpectedReports,
    RelativeRisks,
    ReportedHarm,
    ReportingGap,
    cross_map,
    draw_expected,
    drawn_gap,
    expected_reports,
    gap_states,
    half_year_dispersion,
    harm_uncertainty,
    own_history,
    reported_harm,
    reporting_gap,
)

REPORTS = np.array([[12, 30, 8], [5, 14, 20], [30, 60, 25], [4, 9, 3], [60, 220, 40]])
RESIDENTS = np.array([1500, 1800, 1600, 1400, 2000])
USABLE = np.array([True, True, True, True, False])

AGE = np.array(
    [
        [0.15, 0.20, 0.30, 0.20, 0.15],
        [0.05, 0.10, 0.25, 0.30, 0.30],
        [0.25, 0.30, 0.25, 0.12, 0.08],
        [0.60, 0.25, 0.10, 0.03, 0.02],
        [0.45, 0.35, 0.12, 0.05, 0.03],
    ]
)
TENURE = np.array(
    [
        [0.25, 0.35, 0.40],
        [0.45, 0.40, 0.15],
        [0.10, 0.20, 0.70],
        [0.05, 0.10, 0.85],
        [0.05, 0.10, 0.85],
    ]
)
CHAIN = ((1,), (0, 2), (1, 3), (2, 4), (3,))


def effect(reference: int, se: list[float], *risks: float) -> Effect:
    errors = [0.0 if i == reference else x for i, x in enumerate(se)]
    names = tuple(str(i) for i in range(len(risks)))
    return Effect(names, tuple(map(math.log, risks)), tuple(errors))


# British Crime Survey 2007-08 teaching data, own estimates, as rounded in the example.
RISKS = RelativeRisks(
    version="bcs0708-1",
    age=effect(2, [0.060, 0.066, 0, 0.067, 0.103], 1.269, 0.902, 1, 0.913, 0.405),
    tenure=effect(0, [0, 0.071, 0.070], 1, 1.002, 1.380),
    income=effect(4, [0.084, 0.086, 0.090, 0.099, 0], 2.802, 2.184, 1.621, 1.170, 1.0),
    ethnicity=None,
    source="own estimates",
)


@pytest.fixture(scope="module")
def harm() -> ReportedHarm:
    return reported_harm(REPORTS, RESIDENTS, USABLE, [3, 2, 1], dispersion=1.5)


def test_smoothed_rates(harm: ReportedHarm) -> None:
    assert harm.rate.T.round(4).tolist() == [
        [8.0178, 3.6309, 16.8646, 3.8903, 26.7854],
        [19.7657, 8.7574, 35.4028, 7.8172, 101.9318],
        [6.5268, 10.4527, 13.4598, 4.5122, 16.9465],
    ]


def test_harm_and_its_reference(harm: ReportedHarm) -> None:
    expected = [35.4587, 19.6535, 68.2047, 16.0916, 152.3139]
    assert harm.harm.round(4).tolist() == expected
    assert round(harm.reference, 4) == 34.9556


def test_index_with_and_without_smoothing(harm: ReportedHarm) -> None:
    smoothed = [101.4393, 56.2242, 195.1182, 46.0345, 435.7355]
    raw = [100.4138, 50.6897, 212.7155, 34.1379, 477.9310]
    assert harm.index.round(4).tolist() == smoothed
    assert harm.raw_index.round(4).tolist() == raw


def test_weights_are_scaled_to_the_usable_areas(harm: ReportedHarm) -> None:
    assert harm.scaled_weights.round(4).tolist() == [1.5172, 1.0115, 0.5057]


@pytest.mark.parametrize(
    ("kind", "mean_per_1000", "variance", "shape", "rate"),
    [
        (0, 8.0952, "3.5300e-05", 1.8565, 229.3280),
        (1, 17.9365, "1.4005e-04", 2.2972, 128.0741),
        (2, 8.8889, "1.7592e-05", 4.4913, 505.2722),
    ],
)
def test_priors(
    harm: ReportedHarm,
    kind: int,
    mean_per_1000: float,
    variance: str,
    shape: float,
    rate: float,
) -> None:
    prior = harm.priors[kind]
    assert round(1000 * prior.mean, 4) == mean_per_1000
    assert f"{prior.area_variance:.4e}" == variance
    assert round(prior.shape, 4) == shape
    assert round(prior.rate, 4) == rate


def test_drawn_ranges(harm: ReportedHarm) -> None:
    # The average is taken anew in each draw. Held fixed, area 3 would range from 160
    # to 234 and area 5 from 387 to 487, far outside the tolerance of 2. Area 5 lies so
    # far out that 2,000 draws leave its ends a few points of slack: 50,000 do not.
    ranges = harm_uncertainty(harm, 50_000, seed=20250101)
    lower = [78.5, 40.9, 169.0, 29.7, 366]
    upper = [126.1, 73.4, 221.0, 65.2, 520]
    np.testing.assert_allclose(ranges.index_lower, lower, atol=2)
    np.testing.assert_allclose(ranges.index_upper, upper, atol=2)


def test_half_year_dispersion() -> None:
    first, year = np.array([40, 10, 70, 6]), np.array([50, 39, 115, 16])
    phi = half_year_dispersion(first, year - first, np.ones(4, np.bool_))
    assert round(phi, 4) == 9.8881


@pytest.fixture(scope="module")
def expected() -> ExpectedReports:
    who = Composition(AGE, TENURE, np.array([2, 4, 1, 3, 2]))
    return expected_reports(who, RISKS, REPORTS.sum(axis=1), RESIDENTS, USABLE)


@pytest.fixture(scope="module")
def gap(expected: ExpectedReports) -> ReportingGap:
    return reporting_gap(REPORTS.sum(axis=1), expected.expected, USABLE, 1.5)


def test_factors_and_their_product(expected: ExpectedReports) -> None:
    printed = {
        "age": [0.9141, 0.7991, 0.9798, 1.1224, 1.0646],
        "tenure": [1.1527, 1.0578, 1.2664, 1.3232, 1.3232],
        "income": [2.184, 1.17, 2.802, 1.621, 2.184],
    }
    assert printed.keys() == expected.factors.keys()
    for trait, values in printed.items():
        # 0.79905 and 1.06455 are printed rounded up.
        np.testing.assert_allclose(expected.factors[trait], values, atol=5.01e-5)
    product = [2.3012, 0.9889, 3.4768, 2.4074, 3.0764]
    assert expected.multiplier.round(4).tolist() == product


def test_expected_reports(expected: ExpectedReports) -> None:
    reports = [53.6109, 27.6462, 86.3973, 52.3455, 95.5594]
    assert expected.expected.round(4).tolist() == reports


@pytest.mark.parametrize(
    ("figure", "values"),
    [
        ("sir", [0.9326, 1.4107, 1.3311, 0.3057, 3.3487]),
        ("theta", [0.9438, 1.2965, 1.2948, 0.4230, 3.1133]),
        ("theta_lower", [0.7136, 0.9494, 1.0712, 0.2725, 2.7766]),
        ("theta_upper", [1.2005, 1.6881, 1.5359, 0.6005, 3.4661]),
        ("p_low", [0.1661, 0.0060, 0.0000, 0.9990, 0.0000]),
        ("p_high", [0.0271, 0.5599, 0.6116, 0.0000, 1.0000]),
    ],
)
def test_the_gap(gap: ReportingGap, figure: str, values: list[float]) -> None:
    np.testing.assert_array_equal(getattr(gap, figure).round(4), values)


def test_how_much_the_prior_weighs(gap: ReportingGap) -> None:
    assert round(gap.k, 4) == 7.0951


def test_only_area_4_has_fewer_reports_than_expected(gap: ReportingGap) -> None:
    fewer = "fewer reports than expected"
    assert gap_states(gap).tolist() == ["none", "none", "none", fewer, "none"]


def test_not_knowing_the_relative_risks_flags_nobody_else(
    expected: ExpectedReports, gap: ReportingGap
) -> None:
    drawn = drawn_gap(gap, draw_expected(expected, seed=20250101), seed=20250101)
    assert gap_states(drawn).tolist() == gap_states(gap).tolist()
    assert (drawn.theta_lower < gap.theta).all()
    assert (gap.theta < drawn.theta_upper).all()


def test_thirds_of_reported_and_expected(
    harm: ReportedHarm, expected: ExpectedReports
) -> None:
    cells = cross_map(harm.index, expected.index, USABLE, BY_EXPECTED)
    pairs = list(zip(cells.index.tolist(), cells.other.tolist(), strict=True))
    assert pairs == [(3, 2), (2, 1), (3, 3), (1, 3), (3, 3)]
    assert cells.corner[3] == "quiet but expected high: check reporting"


def test_expected_reports_moved_towards_own_history(gap: ReportingGap) -> None:
    moved = own_history(gap.reports, gap.expected, gap.k, 1.5)
    values = [50.5981, 35.8441, 111.8631, 22.1410, 297.5085]
    np.testing.assert_allclose(moved, values, atol=5.01e-5)


def test_hot_spots_of_harm(harm: ReportedHarm) -> None:
    z = [-0.9963, -0.8367, -1.1501, 0.9963, 0.8367]
    assert gi_star(harm.harm, CHAIN).round(4).tolist() == z


def test_hot_spots_of_five_values() -> None:
    z = [-1.2047, -0.1240, 1.4705, 1.2047, 0.1240]
    assert gi_star([10, 12, 30, 28, 9], CHAIN).round(4).tolist() == z


def test_which_of_five_tests_to_believe() -> None:
    believed = benjamini_hochberg([0.001, 0.02, 0.029, 0.2, 0.9])
    assert believed.tolist() == [True, True, True, False, False]
