from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats import (
    half_year_dispersion,
    reported_harm,
    visitor_areas,
)

ALL = np.ones(4, np.bool_)
PEOPLE = np.array([1500.0, 1800, 1600, 1400])
REPORTS = np.array([[12.0], [5], [60], [4]])


def test_visitor_areas_are_above_the_cutoff_not_at_it() -> None:
    assert visitor_areas([79, 80, 81], [1000] * 3).tolist() == [False, False, True]
    assert visitor_areas([30], [1000], cutoff=20).tolist() == [True]


def test_visitors_are_counted_per_resident() -> None:
    assert visitor_areas([100, 100], [1000, 2000]).tolist() == [True, False]


def test_dispersion_never_falls_below_1() -> None:
    assert half_year_dispersion([10, 20, 30, 40], [10, 20, 30, 40], ALL) == 1


def test_a_shared_swing_between_the_halves_is_not_noise() -> None:
    # Every area falls by half together: the season, not dispersion.
    assert half_year_dispersion([20, 40, 60, 80], [10, 20, 30, 40], ALL) == 1


def test_dispersion_by_hand() -> None:
    # Share 1/2 of 40 each; (30 - 20)^2 / 10 + (10 - 20)^2 / 10 = 20, over 1.
    usable = np.array([True, True, False, True])
    assert half_year_dispersion([30, 10, 99, 0], [10, 30, 0, 0], usable) == 20


@pytest.mark.parametrize(
    ("first", "second", "usable"),
    [
        ([5, 0, 0, 0], [5, 0, 0, 0], ALL),
        ([5, 5, 5, 5], [0, 0, 0, 0], ALL),
        ([0, 0, 0, 0], [5, 5, 5, 5], ALL),
        ([5, 5, 5, 5], [6, 6, 6, 6], ~ALL),
    ],
)
def test_dispersion_needs_areas_and_halves(
    first: list[int], second: list[int], usable: np.ndarray
) -> None:
    with pytest.raises(NotEnoughData, match="Two areas and two half-years"):
        half_year_dispersion(first, second, usable)


def test_with_one_type_the_index_is_volume_per_resident() -> None:
    once = reported_harm(REPORTS, PEOPLE, ALL)
    weighed = reported_harm(REPORTS, PEOPLE, ALL, [7])
    raw = REPORTS[:, 0] / PEOPLE
    np.testing.assert_allclose(once.raw_index, 100 * raw / (81 / 6300))
    np.testing.assert_allclose(weighed.index, once.index)
    assert once.scaled_weights.tolist() == [1]


def test_equal_weights_are_the_default() -> None:
    reports = np.column_stack([REPORTS, REPORTS[::-1]])
    default = reported_harm(reports, PEOPLE, ALL)
    equal = reported_harm(reports, PEOPLE, ALL, [5, 5])
    assert default.scaled_weights.tolist() == [1, 1]
    np.testing.assert_allclose(default.index, equal.index)


def test_the_index_is_a_ratio() -> None:
    harm = reported_harm(REPORTS, PEOPLE, ALL)
    np.testing.assert_allclose(harm.index, 100 * harm.harm / harm.reference)
    assert harm.index.argmax() == 2
    assert harm.dispersion == 1


def test_smoothing_brings_areas_nearer_100() -> None:
    harm = reported_harm(REPORTS, PEOPLE, ALL, dispersion=2)
    assert (np.abs(harm.index - 100) < np.abs(harm.raw_index - 100)).all()


def test_a_visitor_area_moves_nobody_else() -> None:
    without = reported_harm(REPORTS, PEOPLE, ALL)
    reports, people = np.vstack([REPORTS, [[900]]]), np.append(PEOPLE, 1000)
    left_out = reported_harm(reports, people, np.append(ALL, False))
    counted_in = reported_harm(reports, people, np.append(ALL, True))
    np.testing.assert_array_equal(left_out.index[:4], without.index)
    assert left_out.index[4] > 1000
    # Taken in, it raises the average and lets smoothing do next to nothing.
    assert counted_in.reference > 5 * without.reference
    assert counted_in.priors[0].area_variance > 100 * without.priors[0].area_variance


def test_a_type_never_reported_adds_nothing() -> None:
    harm = reported_harm(np.column_stack([REPORTS, np.zeros(4)]), PEOPLE, ALL, [1, 3])
    np.testing.assert_allclose(harm.index, reported_harm(REPORTS, PEOPLE, ALL).index)
    assert harm.rate[:, 1].tolist() == [0] * 4


def test_where_areas_do_not_differ_every_index_is_100() -> None:
    harm = reported_harm([[10], [11], [9], [10]], [1000] * 4, ALL)
    assert harm.priors[0].area_variance == 0
    np.testing.assert_allclose(harm.index, 100)
    assert np.ptp(harm.raw_index) > 0


def test_no_reports_is_no_index() -> None:
    with pytest.raises(NotEnoughData, match="has reports"):
        reported_harm(REPORTS * 0, PEOPLE, ALL)
    with pytest.raises(NotEnoughData, match="has reports"):
        reported_harm(REPORTS, PEOPLE, ~ALL)


@pytest.mark.parametrize("weights", [[1, 2], [0], [-1], [np.nan], [np.inf], 1])
def test_weights_are_above_0_and_one_a_type(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="one a type"):
        reported_harm(REPORTS, PEOPLE, ALL, weights)


@pytest.mark.parametrize(
    ("counts", "people", "usable"),
    [
        (REPORTS[:, 0], PEOPLE, ALL),
        (REPORTS[:3], PEOPLE, ALL),
        (REPORTS, PEOPLE, ALL[:3]),
    ],
)
def test_shapes_must_fit(
    counts: np.ndarray, people: np.ndarray, usable: np.ndarray
) -> None:
    with pytest.raises(ValueError, match="areas by types"):
        reported_harm(counts, people, usable)


def test_missing_counts_and_empty_areas_are_refused() -> None:
    with pytest.raises(ValueError, match="count for every area"):
        reported_harm(np.where(REPORTS == 5, np.nan, REPORTS), PEOPLE, ALL)
    with pytest.raises(ValueError, match="residents in every area"):
        reported_harm(REPORTS, PEOPLE * [1, 1, 1, 0], ALL)
    with pytest.raises(ValueError, match="residents in every area"):
        visitor_areas([5], [0])
