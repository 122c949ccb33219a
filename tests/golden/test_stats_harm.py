"""The worked example of the harm index: five areas, three types, area 5 visitors'.

All values were computed apart from this code and are held to their printed decimals.
"""

from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.stats import (
    ReportedHarm,
    half_year_dispersion,
    harm_uncertainty,
    reported_harm,
)

REPORTS = np.array([[12, 30, 8], [5, 14, 20], [30, 60, 25], [4, 9, 3], [60, 220, 40]])
RESIDENTS = np.array([1500, 1800, 1600, 1400, 2000])
USABLE = np.array([True, True, True, True, False])


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
