from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import (
    FORECAST_PREDICTORS,
    Composition,
    Cuts,
    Effect,
    ExpectedReports,
    RelativeRisks,
    draw_expected,
    expected_reports,
)

LOG2 = float(np.log(2))
AGE = Effect(tuple("abcde"), (LOG2, 0, 0.1, -0.1, -0.9), (0.1, 0, 0.1, 0.1, 0.1))
TENURE = Effect(tuple("abc"), (0, 0.1, LOG2), (0, 0.1, 0.1))
INCOME = Effect(tuple("12345"), (1.0, 0.8, 0.5, 0.2, 0), (0.1, 0.1, 0.1, 0.1, 0))
ETHNICITY = Effect(tuple("wmabo"), (0, -0.5, LOG2, 0.0, -0.2), (0, 0.3, 0.1, 0.1, 0.2))
RISKS = RelativeRisks("test", AGE, TENURE, INCOME, None, "made up")
FULL = RelativeRisks("test", AGE, TENURE, INCOME, ETHNICITY, "made up")

# Four areas of one group each: young renters on the least income, and so on.
YOUNG, OLD = [1.0, 0, 0, 0, 0], [0.0, 1, 0, 0, 0]
RENT, OWN = [0.0, 0, 1], [1.0, 0, 0]
WHITE, ASIAN = [1.0, 0, 0, 0, 0], [0.0, 0, 1, 0, 0]
PEOPLE = np.array([1000.0, 1000, 2000, 1000])
USABLE = np.array([True, True, True, False])
REPORTS = np.array([30.0, 10, 20, 500])


def composition(**changes: Any) -> Composition:
    given = {
        "age": np.array([YOUNG, OLD, OLD, YOUNG]),
        "tenure": np.array([RENT, OWN, RENT, RENT]),
        "income_quintile": np.array([5, 5, 5, 5]),
        "ethnicity": np.array([WHITE, ASIAN, WHITE, WHITE]),
    }
    return Composition(**given | changes)


def expect(
    who: Composition | None = None, risks: RelativeRisks = RISKS, **more: Any
) -> ExpectedReports:
    who = who or composition()
    return expected_reports(who, risks, REPORTS, PEOPLE, USABLE, **more)


def test_by_hand() -> None:
    # Young 2, rent 2: 4, 1, 2, 4 times the reference; with residents 4, 1, 4 of 9.
    found = expect()
    np.testing.assert_allclose(found.multiplier, [4, 1, 2, 4])
    np.testing.assert_allclose(found.expected, np.array([4, 1, 4, 4]) * 60 / 9)
    # Per resident 4, 1, 2, 4 over 9/4.
    np.testing.assert_allclose(found.index, np.array([4, 1, 2, 4]) * 400 / 9)


def test_it_adds_up_to_the_reports_of_the_usable_areas() -> None:
    assert expect().expected[USABLE].sum() == pytest.approx(60)


def test_a_visitor_area_changes_no_other() -> None:
    other = expected_reports(composition(), RISKS, [30, 10, 20, 0], PEOPLE, USABLE)
    np.testing.assert_array_equal(other.expected, expect().expected)


def test_contributions_are_against_the_average_resident() -> None:
    found = expect()
    # Mean age factor (2 + 1 + 2 * 1) / 4, mean tenure factor (2 + 1 + 2 * 2) / 4.
    parts = found.contributions()
    np.testing.assert_allclose(parts["age"], np.array([2, 1, 1, 2]) / 1.25)
    np.testing.assert_allclose(parts["tenure"], np.array([2, 1, 2, 2]) / 1.75)
    np.testing.assert_allclose(parts["income"], 1)


def test_ethnicity_is_off_unless_asked_for() -> None:
    off, on = expect(risks=FULL), expect(risks=FULL, ethnicity=True)
    assert not off.ethnicity_used and "ethnicity" not in off.factors
    assert on.ethnicity_used
    np.testing.assert_allclose(on.factors["ethnicity"], [1, 2, 1, 1])
    np.testing.assert_allclose(off.multiplier * [1, 2, 1, 1], on.multiplier)


def test_ethnicity_needs_shares_and_risks() -> None:
    with pytest.raises(ValueError, match="shares or risks are missing"):
        expect(ethnicity=True)
    with pytest.raises(ValueError, match="shares or risks are missing"):
        expect(composition(ethnicity=None), FULL, ethnicity=True)


def test_risks_without_income_leave_income_out() -> None:
    risks = RelativeRisks("no income", AGE, TENURE, None, None, "made up")
    found = expect(composition(income_quintile=np.array([1, 5, 1, 5])), risks)
    assert found.factors.keys() == {"age", "tenure"}
    np.testing.assert_allclose(found.multiplier, [4, 1, 2, 4])


def test_overall_deprivation_and_asb_rates_can_be_no_predictor() -> None:
    # Overall deprivation holds a crime domain, and that the official ASB rate.
    allowed = {"age", "tenure", "income_quintile", "ethnicity"}
    assert {field.name for field in fields(Composition)} == allowed
    with pytest.raises(TypeError, match="imd"):
        composition(imd=np.ones(4))
    with pytest.raises(TypeError, match="asb_rate"):
        composition(asb_rate=np.ones(4))
    words = " ".join(FORECAST_PREDICTORS)
    assert "asb" not in words and "imd" not in words and "ethnic" not in words


def test_students_are_more_than_half_of_the_adults() -> None:
    age = np.array([[0.5, 0.5, 0, 0, 0], [0.51, 0.49, 0, 0, 0], OLD, OLD])
    assert composition(age=age).students().tolist() == [False, True, False, False]
    assert composition(age=age).students(0.4).tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"age": np.array([YOUNG, OLD, OLD, [0.9, 0, 0, 0, 0]])}, "age do not add up"),
        ({"tenure": np.array([RENT, OWN, RENT, [-0.5, 0.5, 1]])}, "do not add up"),
        ({"tenure": np.array([RENT, OWN, RENT, [np.nan, 0, 1]])}, "missing in 1 areas"),
        ({"ethnicity": np.full((4, 5), np.nan)}, "ethnicity are missing in 4 areas"),
        ({"age": np.array([YOUNG, OLD, OLD])}, "5 columns, one row an area"),
        ({"age": np.array([RENT] * 4)}, "5 columns, one row an area"),
        ({"income_quintile": np.array([1, 2, 3, 6])}, "1 to 5"),
        ({"income_quintile": np.array([1, 2, 3, np.nan])}, "1 to 5"),
        ({"income_quintile": np.array([[1, 2, 3, 4]])}, "1 to 5"),
    ],
)
def test_a_composition_that_cannot_be_is_refused(
    changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        composition(**changes)


def test_rounded_shares_pass() -> None:
    tenure = np.array([RENT, OWN, RENT, [0.333, 0.333, 0.333]])
    assert composition(tenure=tenure).tenure[3].sum() == pytest.approx(0.999)


def test_rows_must_fit() -> None:
    with pytest.raises(ValueError, match="one row an area"):
        expected_reports(composition(), RISKS, REPORTS[:3], PEOPLE[:3], USABLE[:3])
    with pytest.raises(ValueError, match="one value an area"):
        expected_reports(composition(), RISKS, REPORTS, PEOPLE, USABLE[:3])
    with pytest.raises(ValueError, match="residents in every area"):
        expected_reports(composition(), RISKS, REPORTS, PEOPLE * 0, USABLE)
    with pytest.raises(ValueError, match="negative"):
        expected_reports(composition(), RISKS, -REPORTS, PEOPLE, USABLE)
    with pytest.raises(NotEnoughData, match="has reports"):
        expected_reports(composition(), RISKS, REPORTS * 0, PEOPLE, USABLE)


def test_draws_are_seeded_and_calibrated() -> None:
    found = expect()
    one, same = (draw_expected(found, 500, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one, same)
    assert (one != draw_expected(found, 500, seed=4)).any()
    np.testing.assert_allclose(one[:, USABLE].sum(axis=1), 60, rtol=1e-5)
    np.testing.assert_allclose(np.median(one, axis=0), found.expected, rtol=0.05)


def test_draws_follow_the_errors_widened_by_the_design_effect() -> None:
    # Expected of the first over that of the third area: half the young risk, whose log
    # has a standard error of 0.1 times the root of the design effect.
    drawn = {
        effect: draw_expected(expect(), 20_000, seed=3, cuts=Cuts(design_effect=effect))
        for effect in (1.0, 4.0)
    }
    for effect, reports in drawn.items():
        ratio = np.log(reports[:, 0] / reports[:, 2])
        assert ratio.std() == pytest.approx(0.1 * effect**0.5, rel=0.03)


def test_ethnicity_is_drawn_only_where_it_is_used() -> None:
    off = draw_expected(expect(risks=FULL), 2000, seed=5)
    on = draw_expected(expect(risks=FULL, ethnicity=True), 2000, seed=5)
    spread = [np.log(x[:, 1] / x[:, 2]).std() for x in (off, on)]
    assert spread[1] > 1.2 * spread[0]
