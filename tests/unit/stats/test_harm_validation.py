from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import (
    Hits,
    OtherCrime,
    PlantedGaps,
    next_period,
    order_agreement,
    planted_gaps,
    split_half,
    subgroup_check,
    subgroup_means,
)

RNG = np.random.default_rng(11)
N = 80
PEOPLE = RNG.integers(1200, 2000, N).astype(float)
RATE = 0.05 * RNG.gamma(4, 0.25, N)
TRUTH = PEOPLE * RATE
ALL = np.ones(N, np.bool_)
FIRST, SECOND = RNG.poisson(TRUTH / 2, (2, N)).astype(float)


def test_two_halves_of_a_lasting_pattern_agree() -> None:
    found = split_half(FIRST[:, None], SECOND[:, None], PEOPLE, ALL, seed=1)
    assert 0.7 < found.spearman.lower < found.spearman.value < found.spearman.upper < 1
    assert (found.areas, found.spearman.confidence) == (N, 0.95)


def test_an_order_that_does_not_vary_agrees_with_none() -> None:
    found = order_agreement(np.ones(N), TRUTH, ALL, seed=1).spearman
    assert all(map(math.isnan, (found.value, found.lower, found.upper)))


def test_two_halves_of_chance_do_not_agree() -> None:
    noise = RNG.poisson(40, (2, N, 1))
    found = order_agreement(noise[0, :, 0], noise[1, :, 0], ALL, seed=1)
    assert found.spearman.lower < 0 < found.spearman.upper


def test_the_seed_settles_the_interval() -> None:
    runs = [order_agreement(FIRST, SECOND, ALL, seed=s) for s in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]
    assert runs[0].spearman.value == runs[2].spearman.value


def test_a_yardstick_need_not_know_every_area() -> None:
    yardstick = RATE.copy()
    yardstick[:30] = np.nan
    found = order_agreement(FIRST / PEOPLE, yardstick, ALL, seed=1)
    assert found.areas == 50
    assert found.spearman.lower > 0.6
    with pytest.raises(NotEnoughData, match="Fewer than three"):
        order_agreement(FIRST, np.full(N, np.nan), ALL, seed=1)
    with pytest.raises(ValueError, match="the same areas"):
        order_agreement(FIRST, RATE[:5], ALL, seed=1)


def ahead(**changes: Any) -> dict[str, Hits]:
    given: dict[str, Any] = {
        "maps": {"index": RATE},
        "volume": FIRST,
        "reports": SECOND,
        "extent": PEOPLE,
        "usable": ALL,
        "seed": 1,
        "resamples": 300,
    }
    return next_period(**given | changes)


def test_hits_by_hand() -> None:
    # Ten areas: the top one has 40 of 100 reports on 5 of 50 km2.
    reports = [40, 20, 10, 5, 5, 4, 4, 4, 4, 4]
    found = next_period(
        {"right": range(10, 0, -1), "wrong": range(10)},
        [0, 9, 0, 0, 0, 0, 0, 0, 0, 0],
        reports,
        np.full(10, 5.0),
        ALL[:10],
        seed=1,
        resamples=50,
    )
    right, wrong, plain = found["right"], found["wrong"], found["volume"]
    assert (right.hit_rate.value, right.pai.value) == (0.4, 4)
    assert right.gain.value == pytest.approx(0.2)
    assert wrong.hit_rate.value == 0.04
    assert wrong.gain.value == pytest.approx(-0.16)
    assert (plain.hit_rate.value, plain.gain.value) == (0.2, 0)
    assert (plain.gain.lower, plain.gain.upper) == (0, 0)


def test_every_figure_of_a_map_has_its_range() -> None:
    found = ahead()
    assert found.keys() == {"index", "volume"}
    for each in (found["index"].hit_rate, found["index"].pai, found["index"].gain):
        assert each.lower < each.upper
        assert each.lower <= each.value <= each.upper
    assert found["index"].pai.lower > 1
    assert ahead() == found


def test_a_map_of_nothing_is_no_better_than_anywhere() -> None:
    found = ahead(maps={"noise": RNG.random(N)})
    assert found["noise"].pai.lower < 1 < found["noise"].pai.upper
    assert found["noise"].gain.upper < 0.05


def test_one_in_ten_is_rounded_up_and_visitor_areas_do_not_count() -> None:
    usable = np.arange(N) >= 69
    found = ahead(usable=usable)
    top = np.argsort(-RATE[usable])[:2]
    expected = SECOND[usable][top].sum() / SECOND[usable].sum()
    assert found["index"].hit_rate.value == pytest.approx(expected)


def test_a_resample_without_reports_has_no_hit_rate() -> None:
    reports = np.zeros(10)
    reports[3] = 5
    found = next_period(
        {"index": range(10)}, reports, reports, reports + 1, ALL[:10], seed=1
    )
    assert found["index"].hit_rate.value == 0
    assert not math.isnan(found["volume"].hit_rate.lower)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"maps": {"volume": RATE}}, "by itself"),
        ({"maps": {"index": RATE[:5]}}, "every area"),
        ({"maps": {"index": RATE * np.nan}}, "every area"),
        ({"reports": SECOND[:5]}, "every area"),
        ({"extent": PEOPLE * 0}, "residents in every area"),
    ],
)
def test_maps_must_fit(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        ahead(**changes)


def test_no_reports_are_no_test() -> None:
    with pytest.raises(NotEnoughData, match="next period"):
        ahead(reports=SECOND * 0)


def test_flags_are_counted_by_thirds_of_a_groups_share() -> None:
    share = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.9])
    usable = np.arange(7) < 6
    without = np.array([1, 0, 1, 0, 0, 0, 1])
    with_it = np.array([0, 0, 1, 0, 1, 1, 1])
    rows = subgroup_check(without, with_it, share, usable)
    assert [(row.third, row.areas) for row in rows] == [(1, 2), (2, 2), (3, 2)]
    assert [row.without.value for row in rows] == [0.5, 0.5, 0]
    assert [row.with_ethnicity.value for row in rows] == [0, 0.5, 1]
    assert rows[2].without.upper > 0.5
    values, people = np.arange(7.0), np.array([1, 3, 1, 1, 1, 1, 9])
    means = subgroup_means(values, people, share, usable)
    thirds = [np.flatnonzero(usable)[i : i + 2] for i in (0, 2, 4)]
    order = np.argsort(share[usable])
    assert means == pytest.approx(
        [
            np.average(values[pair], weights=people[pair])
            for pair in (order[at] for at in thirds)
        ]
    )


CRIME = OtherCrime(RNG.poisson(TRUTH * 4).astype(float), TRUTH // 4, PEOPLE)
YEAR = FIRST + SECOND


def plant(**changes: Any) -> dict[str, PlantedGaps]:
    given: dict[str, Any] = {
        "reports": YEAR,
        "expected": TRUTH,
        "usable": ALL,
        "dispersion": 1.2,
        "seed": 5,
        "repeats": 60,
    }
    return planted_gaps(**given | changes)


def test_planted_gaps_are_found_where_the_expected_are_right() -> None:
    many = RNG.poisson(5 * TRUTH)
    found = plant(reports=many)["fewer reports than expected"]
    assert found.recall.value > 0.8
    assert found.precision.value > 0.9
    assert found.recall.lower <= found.recall.value <= found.recall.upper
    assert found.recall.confidence == 0.95, "as the column that it stands in says"
    assert (found.planted, found.repeats) == (10, 60)
    assert found.flags == pytest.approx(10 * found.recall.value / found.precision.value)


def test_a_second_route_lifts_precision_where_the_first_is_poor() -> None:
    poor = TRUTH * RNG.lognormal(0, 0.5, N)
    found = plant(expected=poor, crime=CRIME)
    one, both = found["fewer reports than expected"], found["check reporting"]
    assert found.keys() == {"fewer reports than expected", "check reporting"}
    assert both.precision.value > 1.2 * one.precision.value


def test_few_reports_hide_gaps() -> None:
    found = plant()["fewer reports than expected"]
    assert 0.1 < found.recall.value < 0.6


def test_smaller_gaps_are_found_less() -> None:
    half, most = (
        plant(kept=kept)["fewer reports than expected"] for kept in (0.5, 0.8)
    )
    assert most.recall.value < half.recall.value


def test_without_flags_precision_is_unknown() -> None:
    found = plant(dispersion=1e4)["fewer reports than expected"]
    assert (found.recall.value, found.flags) == (0, 0)
    assert math.isnan(found.precision.value) and math.isnan(found.precision.lower)


def test_the_seed_settles_the_simulation() -> None:
    assert plant(repeats=5) == plant(repeats=5)
    assert plant(repeats=5) != plant(repeats=5, seed=6)


@pytest.mark.parametrize(
    "changes",
    [
        {"reports": YEAR + 0.5},
        {"kept": 1.0},
        {"kept": -0.1},
        {"planted": 0},
        {"repeats": 0},
    ],
)
def test_a_simulation_must_make_sense(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="at least are needed"):
        plant(**changes)
    with pytest.raises(NotEnoughData, match="more areas than gaps"):
        plant(planted=N)
