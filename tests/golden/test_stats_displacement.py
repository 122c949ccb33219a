"""Published and recomputed answers for weighted displacement and small counts.

The counts are those of the worked examples of the authors' own programs; every value
was computed apart from this code, with scipy.
"""

from __future__ import annotations

import math

import pytest
from scipy.stats import norm, poisson_means_test

from cdp_metrics.stats import (
    BeforeAfter,
    compare_counts,
    path_value,
    weighted_displacement,
)


def test_a_fall_against_a_control() -> None:
    found = weighted_displacement(
        BeforeAfter(398, 190), BeforeAfter(148, 97), confidence=0.9
    )
    assert found.difference == -157
    assert round(found.se, 2) == 28.86
    assert round(found.z, 2) == -5.44
    assert (round(found.lower, 1), round(found.upper, 1)) == (-204.5, -109.5)


def test_a_fall_that_the_control_shares() -> None:
    found = weighted_displacement(BeforeAfter(130, 74), BeforeAfter(133, 91))
    assert found.difference == -14
    assert round(found.se, 2) == 20.69
    assert round(found.z, 2) == -0.68
    assert found.lower < 0 < found.upper


@pytest.mark.parametrize(("cell", "percent"), [(60, 64), (100, 50), (200, 35)])
def test_the_smallest_fall_that_four_equal_counts_can_show(
    cell: int, percent: int
) -> None:
    same = BeforeAfter(cell, cell)
    found = weighted_displacement(same, same)
    assert round(100 * found.least_fall) == percent
    assert found.least_fall == pytest.approx(
        2.49 * math.sqrt(4 * cell) / cell, rel=2e-3
    )


@pytest.mark.parametrize(
    ("now", "then", "e_test"), [(25, 16, 0.1648), (3, 0, 0.0884), (6, 2, 0.1749)]
)
def test_the_e_test_of_small_counts(now: int, then: int, e_test: float) -> None:
    # Krishnamoorthy and Thomson (2004), which the product does not use: below 40
    # events its own exact test is the more cautious, and above it is as good as equal.
    p_value = poisson_means_test(now, 1, then, 1).pvalue
    assert round(p_value, 4) == e_test
    ours = compare_counts(now, then).p_value
    if now + then < 40:
        assert ours > p_value
    else:
        assert ours == pytest.approx(p_value, abs=0.01)


def test_the_exact_test_of_twenty_five_against_sixteen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # At 41 events the normal test takes over; the exact one would have said this.
    monkeypatch.setattr("cdp_metrics.stats.change.EXACT_BELOW", 42)
    assert round(compare_counts(25, 16).p_value, 4) == 0.2110


def test_wheelers_z_is_ours_were_the_earlier_count_known() -> None:
    # Wheeler (2016): 2 (sqrt 25 - sqrt 16). With one earlier period it is too large by
    # the root of 2.
    wheeler = 2 * (math.sqrt(25) - math.sqrt(16))
    assert wheeler == 2.0
    assert compare_counts(25, 16).z == pytest.approx(wheeler / math.sqrt(2), rel=0.01)


def test_nine_ahead_of_the_path_is_a_coin_toss() -> None:
    # Overview and Scrutiny, January 2023: 14,007 against 14,840, on a straight path to
    # a quarter less, month 8 of 36; the chance that the truth lies below the path.
    path = path_value(14_840, 11_130, 8, 36)
    assert path is not None
    ahead = compare_counts(round(path), 14_007)
    assert round(ahead.difference) == 9
    assert round(norm.cdf(ahead.z), 2) == 0.52
