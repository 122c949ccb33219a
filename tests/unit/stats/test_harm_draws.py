from __future__ import annotations

import numpy as np
import pytest

from cdp_metrics.stats.harm import (
    Cuts,
    HarmUncertainty,
    Weights,
    draw_harm,
    harm_of_areas,
    harm_uncertainty,
    reported_harm,
)

# Twelve areas of 1,500; the tenth is visitors', the last two are alike.
REPORTS = np.array(
    [
        [8, 2],
        [12, 30],
        [20, 9],
        [25, 14],
        [31, 20],
        [40, 12],
        [52, 33],
        [60, 41],
        [95, 60],
        [300, 250],
        [22, 18],
        [22, 18],
    ]
)
PEOPLE = np.full(12, 1500)
USABLE = np.arange(12) != 9
HARM = reported_harm(REPORTS, PEOPLE, USABLE, [3, 1], dispersion=1.5)


def wide(*values: float) -> Weights:
    names = tuple(f"type {i}" for i in range(len(values)))
    size = len(values)
    return Weights("wide", names, values, (0.5,) * size, (2.0,) * size)


def draw(
    draws: int = 2000,
    *,
    seed: int = 11,
    weights: Weights | None = None,
    cuts: tuple[float, float] = (75.0, 150.0),
) -> HarmUncertainty:
    return harm_uncertainty(
        HARM, draws, seed=seed, weights=weights, cuts=Cuts(classes=cuts)
    )


def test_the_seed_settles_the_answer() -> None:
    one, same, other = draw(), draw(), draw(seed=12)
    np.testing.assert_array_equal(one.index_lower, same.index_lower)
    assert (one.index_lower != other.index_lower).all()


def test_ranges_hold_the_index() -> None:
    ranges = draw()
    assert (ranges.index_lower < HARM.index).all()
    assert (HARM.index < ranges.index_upper).all()


def test_rank_1_has_the_most_harm_and_every_area_is_ranked() -> None:
    ranges = draw()
    assert (ranges.rank_lower[9], ranges.rank_upper[9]) == (1, 1)
    assert (ranges.rank_lower[8], ranges.rank_upper[8]) == (2, 2)
    assert ranges.rank_upper.max() == 12
    assert ranges.rank_lower.dtype == ranges.rank_upper.dtype == np.int64


def test_the_top_tenth_of_twelve_is_two_places() -> None:
    ranges = draw()
    assert ranges.p_top10.sum() == pytest.approx(2)
    assert ranges.p_top10[9] == 1
    assert ranges.p_top10[8] > 0.95


def test_the_top_tenth_of_ten_is_one_place() -> None:
    harm = reported_harm(REPORTS[:10], PEOPLE[:10], USABLE[:10])
    ranges = harm_uncertainty(harm, 200, seed=1)
    assert ranges.p_top10.sum() == pytest.approx(1)


def test_classes_are_those_of_the_index() -> None:
    ranges = draw()
    expected = [0 if i < 75 else 2 if i > 150 else 1 for i in HARM.index]
    assert ranges.map_class.tolist() == expected
    assert set(expected) == {0, 1, 2}


def test_an_index_at_a_cut_is_in_the_middle_class() -> None:
    low, high = sorted((float(HARM.index[2]), float(HARM.index[7])))
    ranges = draw(10, cuts=(low, high))
    assert ranges.map_class[[2, 7]].tolist() == [1, 1]


def test_an_area_near_a_cut_is_uncertain_and_one_far_from_it_is_not() -> None:
    ranges = draw(cuts=(float(HARM.index[3]), 300.0))
    assert 0.3 < ranges.class_certainty[3] < 0.7
    assert ranges.class_certainty[0] > 0.99
    assert ranges.class_certainty[9] > 0.99


def test_twins_have_like_ranges() -> None:
    ranges = draw(20_000)
    assert ranges.index_lower[10] == pytest.approx(ranges.index_lower[11], abs=2)
    assert ranges.index_upper[10] == pytest.approx(ranges.index_upper[11], abs=2)


def test_unsure_weights_widen_an_area_with_an_unusual_mix() -> None:
    fixed, varied = draw(), draw(weights=wide(3, 1))
    # The second area has more of the second type than of the first.
    width = fixed.index_upper - fixed.index_lower
    wider = varied.index_upper - varied.index_lower
    assert wider[1] > 1.2 * width[1]


def test_a_weight_may_be_wrong_by_a_factor_of_two_either_way() -> None:
    # Two areas with one type each and no doubt about their rates. The log of the ratio
    # of the weights is triangular on -+2 ln 2; its 5% point is (sqrt 0.4 - 2) ln 2, and
    # there the index is 200 / (1 + exp(0.948)).
    harm = reported_harm([[10**8, 0], [0, 10**8]], [10**6] * 2, np.array([True] * 2))
    ranges = harm_uncertainty(harm, 20_000, seed=3, weights=wide(1, 1))
    np.testing.assert_allclose(harm.index, 100)
    np.testing.assert_allclose(ranges.index_lower, 55.86, atol=1)
    np.testing.assert_allclose(ranges.index_upper, 144.14, atol=1)
    sure = harm_uncertainty(harm, 2000, seed=3)
    np.testing.assert_allclose(sure.index_upper, 100, atol=0.1)


def test_with_one_type_unsure_weights_change_no_share() -> None:
    harm = reported_harm(REPORTS[:, :1], PEOPLE, USABLE)
    fixed, varied = (
        harm_uncertainty(harm, 20_000, seed=3, weights=weights)
        for weights in (None, wide(1))
    )
    np.testing.assert_allclose(fixed.index_lower, varied.index_lower, rtol=0.03)
    np.testing.assert_allclose(fixed.index_upper, varied.index_upper, rtol=0.03)


def test_where_areas_do_not_differ_nothing_is_claimed_of_any() -> None:
    harm = reported_harm([[10], [11], [9], [10]], [1000] * 4, np.array([True] * 4))
    ranges = harm_uncertainty(harm, 5, seed=1)
    assert not harm.varies
    assert harm.index.tolist() == [100] * 4
    assert ranges.map_class.tolist() == [1] * 4
    # Any of the four could be the first or the last.
    assert ranges.rank_lower.tolist() == [1] * 4
    assert ranges.rank_upper.tolist() == [4] * 4
    for unknown in (
        ranges.index_lower,
        ranges.index_upper,
        ranges.p_top10,
        ranges.class_certainty,
    ):
        assert np.isnan(unknown).all()
        assert unknown.shape == (4,)


def test_one_type_that_varies_is_enough_to_claim_something() -> None:
    harm = reported_harm([[10, 5], [11, 90], [9, 20]], [1000] * 3, np.array([True] * 3))
    assert [prior.area_variance > 0 for prior in harm.priors] == [False, True]
    assert harm.varies
    assert np.isfinite(harm_uncertainty(harm, 50, seed=1).class_certainty).all()


def test_draws_and_weights_must_make_sense() -> None:
    with pytest.raises(ValueError, match="At least one draw"):
        draw(0)
    with pytest.raises(ValueError, match="2 types, the weights another number"):
        draw(weights=wide(1, 2, 3))


def test_many_areas_are_drawn_in_parts_and_ranked_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = draw(20_000)
    monkeypatch.setattr("cdp_metrics.stats.harm.draws.CELLS", 12_000)
    parts = draw(20_000)
    np.testing.assert_allclose(parts.index_lower, whole.index_lower, rtol=0.03)
    np.testing.assert_array_equal(parts.rank_lower, whole.rank_lower)
    np.testing.assert_allclose(parts.p_top10, whole.p_top10, atol=0.02)


def test_an_area_of_one_part_has_its_index_and_its_range() -> None:
    drawn = draw_harm(HARM, 500, seed=4)
    wards = harm_of_areas(drawn, np.eye(12))
    parts = drawn.ranges()
    np.testing.assert_allclose(wards.index, HARM.index)
    np.testing.assert_allclose(wards.ranges.index_lower, parts.index_lower, rtol=1e-5)
    np.testing.assert_array_equal(wards.ranges.rank_upper, parts.rank_upper)
    assert wards.visitor_share.tolist() == [0.0] * 9 + [1.0, 0.0, 0.0]


def test_a_ward_is_the_mean_of_its_residents() -> None:
    # Half of the first part and all of the tenth, of 1,500 residents each.
    shares = np.zeros((2, 12))
    shares[0, [0, 9]] = 0.5, 1
    shares[1, 1:9] = 1
    wards = harm_of_areas(draw_harm(HARM, 500, seed=4), shares)
    assert wards.residents.tolist() == [2250, 12_000]
    expected = (HARM.index[0] * 750 + HARM.index[9] * 1500) / 2250
    assert wards.index[0] == pytest.approx(expected)
    assert wards.visitor_share == pytest.approx([2 / 3, 0])
    assert wards.ranges.rank_lower.tolist() == [1, 2]


def test_the_whole_of_the_usable_areas_is_100_for_certain() -> None:
    city = harm_of_areas(draw_harm(HARM, 500, seed=4), USABLE.astype(float))
    ends = city.index[0], city.ranges.index_lower[0], city.ranges.index_upper[0]
    np.testing.assert_allclose(ends, 100, rtol=1e-5)


def test_a_sum_of_areas_is_surer_than_its_parts() -> None:
    drawn = draw_harm(HARM, 2000, seed=4)
    parts = drawn.ranges()
    ward = harm_of_areas(drawn, (np.arange(12) >= 10).astype(float))
    width = parts.index_upper[10] - parts.index_lower[10]
    assert (ward.ranges.index_upper - ward.ranges.index_lower)[0] < 0.85 * width


def test_wards_are_not_told_apart_where_parts_are_not() -> None:
    harm = reported_harm([[10], [11], [9], [10]], [1000] * 4, np.array([True] * 4))
    wards = harm_of_areas(draw_harm(harm, seed=1), [[1, 1, 0, 0], [0, 0, 1, 1]])
    assert wards.ranges.rank_upper.tolist() == [2, 2]
    assert np.isnan(wards.ranges.index_lower).all()


@pytest.mark.parametrize(
    ("shares", "reason"),
    [
        (np.ones(11), "one column a part"),
        (np.full(12, 1.5), "between 0 and 1"),
        (np.full(12, -0.5), "between 0 and 1"),
        (np.full(12, np.nan), "between 0 and 1"),
        (np.zeros(12), "residents in every area"),
    ],
)
def test_shares_of_residents_are_shares(shares: np.ndarray, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        harm_of_areas(draw_harm(HARM, 5, seed=4), shares)


def test_any_family_of_crimes_goes_through_the_same_engine() -> None:
    crimes = Weights("vehicle-1", ("theft of", "theft from"), (5, 1), (1, 1), (1, 1))
    harm = reported_harm(REPORTS, PEOPLE, USABLE, crimes.value)
    sure = harm_uncertainty(harm, 400, seed=2)
    same = harm_uncertainty(harm, 400, seed=2, weights=crimes)
    assert harm.scaled_weights[0] == pytest.approx(5 * harm.scaled_weights[1])
    # Weights that have no range take numbers from the seed and change nothing else.
    np.testing.assert_allclose(sure.index_upper, same.index_upper, rtol=0.1)
