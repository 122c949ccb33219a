"""Repeat locations before and after a decision, against the rest of the area."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.tasking import Tasking, tasking
from cdp_metrics.answers.partners.tasking_effect import Effect, effect
from cdp_metrics.periods import add_months
from cdp_metrics.stats import BeforeAfter, in_step, weighted_displacement
from cdp_metrics.ui.views.enforcement.effects import effect_part
from cdp_metrics.warehouse.db import open_store
from tests.stores import store_of

TODAY = date(2025, 2, 1)
YEAR = [add_months(date(2024, 1, 1), at) for at in range(12)]
HEAD = (
    "provider,period_start,location_ref,source,asb_type,lsoa,reports,decision,action,"
    "owner_role,review_on"
)


def location(ref: str, counts: Sequence[int], agreed: int, first: int = 0) -> list[str]:
    """Return a location's rows in 2024: proposed, agreed in a month, continued."""
    return [
        f"Tasking,{YEAR[first + at]},{ref},police,Noise,E01000001,{n},"
        + ("agreed" if at == agreed else "proposed" if at < agreed else "continued")
        + ",,,"
        for at, n in enumerate(counts)
    ]


def found(folder: Path, months: int, rows: Sequence[str]) -> Tasking:
    (folder / "police").mkdir(exist_ok=True)
    text = "\n".join([HEAD, *rows]) + "\n"
    (folder / "police" / "places.csv").write_text(text, "utf-8")
    reports = {"E01000001": 7, "E01000091": 30, "E01000092": 20}
    return tasking(open_store(store_of(folder, months, reports=reports)), TODAY)


def effects(told: Tasking) -> dict[str, Effect]:
    return {each.ref: each.effect for each in told.locations if each.effect}


FELL = location("L-1", [20, 20, 20, 9, *[5] * 8], 3)
LEVEL = location("L-2", [20, 22, 18, 9, *[20, 19, 21, 20] * 2], 3)
SMALL = location("L-3", [1, 2, 1, 1, *[0] * 8], 3)
SHORT = location("L-4", [9, 9, 9, 9], 2)
QUIET = location("L-5", [0, 0, 0, 2, *[3] * 8], 3)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Tasking:
    folder = tmp_path_factory.mktemp("effects")
    return found(folder, 12, [*FELL, *LEVEL, *SMALL, *SHORT, *QUIET])


def test_a_location_is_set_against_the_rest_of_the_area(told: Tasking) -> None:
    fell = effects(told)["L-1"]
    assert (fell.before, fell.after, fell.left_out) == ((60, 3), (40, 8), ())
    # 50 a month elsewhere throughout: the LSOA's own 7 a month are no control.
    by_hand = weighted_displacement(
        *in_step(BeforeAfter(60, 40, 3, 8), BeforeAfter(150, 400, 3, 8)), phi_df=9
    )
    assert fell.found == by_hand
    assert by_hand.expected == pytest.approx(20)
    assert by_hand.difference == pytest.approx(-15)
    assert fell.beyond


def test_what_stands_in_the_way_is_said_location_by_location(told: Tasking) -> None:
    every = effects(told)
    assert {ref: each.why for ref, each in every.items()} == {
        "L-1": "",
        "L-2": "",
        "L-3": "too few reports",
        "L-4": "few months",
        "L-5": "none before",
    }
    # Four reports in three months: nought afterwards could be chance too.
    small = every["L-3"].found
    assert small is not None
    assert small.least_fall > 1
    assert [ref for ref, each in every.items() if each.beyond] == ["L-1"]


def test_the_page_says_what_could_be_told_before_what_was_found(told: Tasking) -> None:
    part = effect_part(told, "City", demo=False)
    tests = [each.tested for each in effects(told).values() if each.tested]
    least, most = sorted(round(100 * each.least_fall) for each in tests)
    assert part.title == (
        f"Falls under {least}% cannot be told from chance; 1 of 2 locations fell "
        "beyond it"
    )
    assert (
        f"a fall of less than {least}% could not be told from chance here"
        in (part.notes[0])
    )
    assert f"it takes {most}%" in part.notes[0]
    assert "at 1 location not even an end of all reports" in part.notes[0]
    assert "would fall by themselves" in part.notes[1]
    rows = {row[0]: row for row in part.rows}
    assert rows["L-1"][4:] == (
        "20.0",
        f"{least}%" if tests[0].least_fall < tests[1].least_fall else f"{most}%",
        "−15.0",
        rows["L-1"][7],
        "Fewer, beyond chance",
    )
    assert rows["L-2"][-1] == "Within chance"
    assert rows["L-3"][5:] == ("None", "–", "–", "Too few reports")
    assert rows["L-4"][4:] == ("–", "–", "–", "–", "Too few months")
    assert part.state is None
    assert "L-1: −15.0" in part.alt
    assert "L-3" not in part.alt


def test_months_without_a_count_elsewhere_are_left_out(tmp_path: Path) -> None:
    told = found(tmp_path, 8, FELL)
    fell = effects(told)["L-1"]
    assert fell.left_out == tuple(YEAR[8:])
    assert fell.after == (20, 4)
    part = effect_part(told, "City", demo=False)
    assert any("4 months (Sep 2024 to Dec 2024)" in note for note in part.notes)


def test_too_few_months_elsewhere_are_no_control(tmp_path: Path) -> None:
    told = found(tmp_path, 6, FELL)
    fell = effects(told)["L-1"]
    # The location's own months are still told.
    assert (fell.why, fell.found, fell.after) == ("no control", None, (40, 8))
    part = effect_part(told, "City", demo=False)
    assert part.state is not None
    assert part.state[0] == "missing"
    assert part.draw is None


def test_only_a_few_reports_make_no_chart_and_say_so(tmp_path: Path) -> None:
    part = effect_part(found(tmp_path, 12, [*SMALL, *SHORT]), "City", demo=False)
    assert part.state is not None
    assert part.state[0] == "too_little"
    assert "1 location without 3 months on both sides" in part.state[1]
    assert "not even an end of all reports could be told" in part.state[1]


def test_nothing_agreed_is_no_failure(tmp_path: Path) -> None:
    rows = [each.replace("agreed", "proposed") for each in SHORT]
    part = effect_part(found(tmp_path, 12, rows), "City", demo=False)
    assert part.state == (
        "too_little",
        "no location was agreed in the months held.",
        "",
    )


def test_limits_never_fall_below_no_reports(tmp_path: Path) -> None:
    told = found(tmp_path, 12, location("L-1", [6, 6, 6, 9, *[1, 0] * 4], 3))
    fell = effects(told)["L-1"].tested
    assert fell is not None
    assert fell.lower < -fell.expected
    row = effect_part(told, "City", demo=False).rows[0]
    assert row[4:] == ("6.0", "79%", "−5.5", "−6.0 to −2.0", "Fewer, beyond chance")


def test_an_area_without_any_report_elsewhere_is_no_control() -> None:
    months = YEAR[:3], YEAR[4:7]
    own = dict.fromkeys(YEAR, 9.0)
    none = dict.fromkeys(YEAR, 0.0)
    assert effect(YEAR[3], *months, own, none).why == "no control"
