from __future__ import annotations

import math

import pytest

from cdp_metrics.stats import (
    BeforeAfter,
    dispersion_in_step,
    in_step,
    weighted_displacement,
)

TEN = BeforeAfter(10, 10)


def test_rings_and_weights_enter_by_hand() -> None:
    found = weighted_displacement(
        BeforeAfter(60, 30, 6, 12),  # 10 a month, then 2.5
        BeforeAfter(48, 84, 6, 12),  # 8, then 7
        treated_ring=BeforeAfter(12, 36, 6, 12),  # 2, then 3
        control_ring=BeforeAfter(6, 6, 6, 12),  # 1, then 0.5
    )
    # -7.5 + 1 + 1 + 0.5, and what was to be expected: 10 - 1.
    assert found.difference == pytest.approx(-5.0)
    assert found.expected == pytest.approx(9.0)
    variance = (60 + 48 + 12 + 6) / 36 + (30 + 84 + 36 + 6) / 144
    assert found.se == pytest.approx(math.sqrt(variance))


def test_dispersion_widens_and_few_degrees_of_freedom_more_so() -> None:
    plain = weighted_displacement(BeforeAfter(100, 60), BeforeAfter(100, 100))
    spread = weighted_displacement(BeforeAfter(100, 60), BeforeAfter(100, 100), phi=4)
    rough = weighted_displacement(
        BeforeAfter(100, 60), BeforeAfter(100, 100), phi=4, phi_df=4
    )
    assert spread.se == pytest.approx(2 * plain.se)
    assert spread.least_fall == pytest.approx(2 * plain.least_fall)
    # Student's t with 4 degrees of freedom: 2.776 where the normal has 1.960.
    assert (rough.upper - rough.difference) / rough.se == pytest.approx(
        2.7764, abs=1e-4
    )
    assert rough.p_value > spread.p_value > plain.p_value
    assert rough.least_fall > spread.least_fall


def test_a_fall_of_the_smallest_size_is_found_four_times_in_five() -> None:
    # The definition, without the formula: power of a one-sided normal test at 5%.
    found = weighted_displacement(BeforeAfter(100, 100), BeforeAfter(100, 100))
    fall = 100 * found.least_fall
    assert 0.5 * math.erfc((1.644854 - fall / found.se) / math.sqrt(2)) == (
        pytest.approx(0.8, abs=1e-5)
    )


def test_nothing_counted_is_no_change_and_no_fall_to_find() -> None:
    none = weighted_displacement(BeforeAfter(0, 0), BeforeAfter(0, 0))
    assert (none.difference, none.z, none.p_value) == (0, 0, 1)
    assert math.isnan(none.least_fall)
    # A control that fell by more than the place ever had.
    assert math.isnan(
        weighted_displacement(BeforeAfter(5, 5), BeforeAfter(50, 10)).least_fall
    )


def test_in_step_expects_the_controls_share() -> None:
    # 5 a month; elsewhere 1,000 a month, then 1,400.
    own, control = in_step(BeforeAfter(30, 42, 6, 12), BeforeAfter(6000, 16_800, 6, 12))
    found = weighted_displacement(own, control)
    assert control.change == pytest.approx(0)
    assert found.expected == pytest.approx(7.0)
    assert found.difference == pytest.approx(-3.5)
    # The delta method: of 42 / 12 less 1.4 times 30 / 6, then of the ratio itself.
    ratio = 7.0**2 * (1 / 6000 + 1 / 16_800)
    assert found.se == pytest.approx(math.sqrt(42 / 144 + 1.4**2 * 30 / 36 + ratio))


def test_in_step_with_an_equal_and_level_control_is_the_plain_difference() -> None:
    control = BeforeAfter(80, 80)
    plain = weighted_displacement(BeforeAfter(80, 50), control)
    paced = weighted_displacement(*in_step(BeforeAfter(80, 50), control))
    assert (paced.difference, paced.se) == (plain.difference, plain.se)


def test_dispersion_about_the_pace_of_the_control() -> None:
    # Before: 6 and 18 where 12 and 12 are to be expected; after: 20 and 10 as expected.
    found = dispersion_in_step(([6, 18], [20, 10]), ([5, 5], [200, 100]))
    assert found.phi == pytest.approx(6 / 2)
    assert found.df == 2
    # Of a side without events and a month without control nothing is learnt.
    assert dispersion_in_step(([6, 18, 9], [0, 0]), ([5, 5, 0], [1, 1])).df == 1
    assert dispersion_in_step(([6], [3]), ([5], [5])).df == math.inf
    # As regular as nothing by chance: no less than Poisson.
    assert dispersion_in_step(([7, 7], [7, 7]), ([5, 5], [5, 5])).phi == 1


@pytest.mark.parametrize(
    "place",
    [
        BeforeAfter(-1, 3),
        BeforeAfter(math.nan, 3),
        BeforeAfter(3, math.inf),
        BeforeAfter(3, 3, 0, 1),
        BeforeAfter(3, 3, 1, math.inf),
    ],
)
def test_what_is_no_count_or_weight_is_refused(place: BeforeAfter) -> None:
    with pytest.raises(ValueError, match="0"):
        weighted_displacement(place, TEN)
    with pytest.raises(ValueError, match="0"):
        weighted_displacement(TEN, TEN, treated_ring=TEN, control_ring=place)
    with pytest.raises(ValueError, match="0"):
        in_step(TEN, place)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"treated_ring": TEN}, "both"),
        ({"control_ring": TEN}, "both"),
        ({"phi": 0.9}, "at least 1"),
        ({"phi": math.nan}, "at least 1"),
        ({"phi_df": 0}, "above 0"),
        ({"confidence": 95}, "share"),
    ],
)
def test_what_cannot_be_is_refused(more: dict[str, float], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        weighted_displacement(TEN, TEN, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "control"),
    [
        (BeforeAfter(0, 3), TEN),
        (TEN, BeforeAfter(0, 9)),
        (TEN, BeforeAfter(9, 0)),
    ],
)
def test_nothing_keeps_step_with_nothing(
    own: BeforeAfter, control: BeforeAfter
) -> None:
    with pytest.raises(ValueError, match="step"):
        in_step(own, control)


@pytest.mark.parametrize(
    "own", [([1, 2], [3]), ([1, math.nan], [3, 4]), ([1, -2], [3, 4])]
)
def test_dispersion_needs_every_month(own: tuple[list[float], list[float]]) -> None:
    with pytest.raises(ValueError, match=r"every month|negative"):
        dispersion_in_step(own, ([1, 1], [1, 1]))
