from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from cdp_metrics.stats import benjamini_hochberg, gi_star, two_sided

CHAIN = [[1], [0, 2], [1, 3], [2, 4], [3]]
NAN = np.nan


# our own worked examples, the second with the harm per 1,000 of five areas
@pytest.mark.parametrize(
    ("values", "scores"),
    [
        ([10, 12, 30, 28, 9], [-1.2047, -0.1240, 1.4705, 1.2047, 0.1240]),
        (
            [35.4587, 19.6535, 68.2047, 16.0916, 152.3139],
            [-0.9963, -0.8367, -1.1501, 0.9963, 0.8367],
        ),
    ],
)
def test_golden_scores(values: list[float], scores: list[float]) -> None:
    np.testing.assert_allclose(gi_star(values, CHAIN), scores, atol=5e-5)


def test_scores_are_those_of_esda() -> None:
    from esda.getisord import G_Local
    from libpysal.weights import W

    rng = np.random.default_rng(3)
    values = rng.gamma(2, 10, 30)
    ring = [[(i - 1) % 30, (i + 1) % 30, *([15] if i == 3 else [])] for i in range(30)]
    ring[15].append(3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = W(dict(enumerate(ring)), silence_warnings=True)
        theirs = G_Local(values, weights, transform="B", star=True, permutations=0)
    np.testing.assert_allclose(gi_star(values, ring), theirs.Zs)


values = st.lists(st.floats(0, 1000), min_size=5, max_size=5)


@given(values, st.floats(0.01, 100), st.floats(-100, 100))
def test_neither_scale_nor_origin_matters(
    x: list[float], scale: float, shift: float
) -> None:
    if np.ptp(x) < 1:
        return
    moved = scale * np.array(x) + shift
    np.testing.assert_allclose(gi_star(moved, CHAIN), gi_star(x, CHAIN), atol=1e-6)
    np.testing.assert_allclose(gi_star(-np.array(x), CHAIN), -gi_star(x, CHAIN))


@given(st.floats(-1e6, 1e6))
def test_equal_values_have_no_score(value: float) -> None:
    assert np.isnan(gi_star([value] * 5, CHAIN)).all()


def test_an_area_that_touches_all_others_has_no_score() -> None:
    scores = gi_star([1, 2, 6], [[1, 2], [0], [0]])
    assert np.isnan(scores[0]) and not np.isnan(scores[1:]).any()
    assert np.isnan(gi_star([7], [[]])).all()


@pytest.mark.parametrize(
    ("x", "neighbours"),
    [
        ([], []),
        ([1, NAN], [[1], [0]]),
        ([[1, 2]], [[]]),
        ([1, 2], [[1]]),
        ([1, 2], [[0], []]),
        ([1, 2], [[1, 1], [0]]),
        ([1, 2], [[2], []]),
        ([1, 2], [[-1], []]),
    ],
)
def test_values_and_neighbours_must_be_whole(
    x: list[float], neighbours: list[list[int]]
) -> None:
    with pytest.raises(ValueError):
        gi_star(x, neighbours)


def test_two_sided_p_values() -> None:
    scores = np.array([-1.96, 0, 2.5, NAN])
    np.testing.assert_allclose(two_sided(scores), 2 * norm.sf(abs(scores)))


def test_which_tests_to_believe() -> None:
    kept = benjamini_hochberg([0.001, 0.02, 0.029, 0.2, 0.9])
    assert kept.tolist() == [True, True, True, False, False]
    # by hand: 0.04 lies above 2/3 of 5%, 0.01 below 1/3 of it
    assert benjamini_hochberg([0.04, 0.01, 0.5]).tolist() == [False, True, False]


def test_a_test_that_was_not_made_does_not_count() -> None:
    assert benjamini_hochberg([0.03, NAN, NAN]).tolist() == [True, False, False]
    assert benjamini_hochberg([0.03, 0.9, 0.9]).tolist() == [False] * 3
    assert benjamini_hochberg([NAN, NAN]).tolist() == [False, False]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_nothing_is_believed_that_would_not_be_alone(p: list[float]) -> None:
    assert (np.array(p)[benjamini_hochberg(p)] <= 0.05).all()


@pytest.mark.parametrize("rate", [0, 1, 5])
def test_the_rate_is_a_share(rate: float) -> None:
    with pytest.raises(ValueError, match="share such as"):
        benjamini_hochberg([0.1], rate)
