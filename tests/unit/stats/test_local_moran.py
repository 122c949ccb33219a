from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.stats import MORAN_PATTERNS, local_moran

SIDE = 9
GRID = [
    [
        place
        for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1))
        if 0 <= at % SIDE + across < SIDE and 0 <= at // SIDE + up < SIDE
        for place in [at + across + SIDE * up]
    ]
    for at in range(SIDE * SIDE)
]


def planted() -> np.ndarray:
    """A grid with a high corner, a low corner and a lone peak in the low one."""
    rng = np.random.default_rng(5)
    values = rng.normal(50, 1, (SIDE, SIDE))
    values[:3, :3] += 20
    values[-3:, -3:] -= 20
    values[-2, -2] += 60
    return values.ravel()


def test_clusters_and_the_lone_peak_are_found() -> None:
    found = local_moran(planted(), GRID, seed=1)
    corner, peak = SIDE + 1, SIDE * (SIDE - 2) + SIDE - 2
    assert found.pattern[[corner, peak]].tolist() == ["high-high", "high-low"]
    assert found.p[corner] < 0.01 and found.p[peak] < 0.01
    assert found.statistic[corner] > 0 > found.statistic[peak]
    assert set(found.pattern) <= set(MORAN_PATTERNS)


def test_the_statistic_is_as_defined() -> None:
    values = planted()
    z = (values - values.mean()) / values.std()
    lag = np.array([z[near].mean() for near in GRID])
    found = local_moran(values, GRID, seed=1, permutations=99)
    n = values.size
    np.testing.assert_allclose(found.statistic, z * lag * (n - 1) / n)
    signs = {True: "high", False: "low"}
    assert found.pattern.tolist() == [
        f"{signs[own > 0]}-{signs[near > 0]}" for own, near in zip(z, lag, strict=True)
    ]


def test_p_values_have_two_sides_and_follow_the_seed() -> None:
    values = planted()
    one, again, other = (
        local_moran(values, GRID, seed=seed, permutations=999) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one.p, again.p)
    assert (one.p != other.p).any()
    assert (one.p > 0).all() and (one.p <= 1).all()


def test_noise_is_not_called_a_pattern_too_often() -> None:
    noise = np.random.default_rng(8).normal(size=SIDE * SIDE)
    p = local_moran(noise, GRID, seed=1, permutations=999).p
    assert 0.01 < (p <= 0.1).mean() < 0.2  # one-sided p values would double it


@pytest.mark.parametrize(
    ("values", "neighbours"), [([3, 3, 3], [[1], [0, 2], [1]]), ([1, 2], [[], []])]
)
def test_without_variation_or_neighbours_nothing_is_said(
    values: list[float], neighbours: list[list[int]]
) -> None:
    found = local_moran(values, neighbours, seed=1)
    assert np.isnan(found.p).all() and np.isnan(found.statistic).all()
    assert set(found.pattern) == {""}


def test_an_area_without_neighbours_is_left_out() -> None:
    found = local_moran([1, 2, 3, 9], [[1], [0, 2], [1], []], seed=1, permutations=99)
    assert np.isnan(found.p).tolist() == [False, False, False, True]
    assert found.pattern[3] == "" and found.pattern[0] == "low-low"


def test_a_value_must_not_be_missing() -> None:
    with pytest.raises(ValueError, match="A value for every area"):
        local_moran([1, np.nan], [[1], [0]], seed=1)
