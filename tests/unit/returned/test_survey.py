"""What residents answer, with its range by the design effect, wave by wave."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdp_metrics.answers.partners.survey import Survey, survey
from cdp_metrics.ui.views.priorities.survey import survey_part
from cdp_metrics.warehouse.db import open_store
from tests.stores import CSP, store_of

HEADING = "provider,period_start,wave,question,area_code,group,pct,n,deff"
DARK = "safe after dark"
LINES = (
    f"Council,2022-01-01,2022 survey,{DARK},{CSP},everyone,60,2000,2",
    f"Council,2023-01-01,2023 survey,{DARK},{CSP},everyone,54,2000,2",
    f"Council,2023-01-01,2023 survey,{DARK},{CSP},65 and over,2,150,1",
    f"Council,2022-01-01,2022 survey,{DARK},{CSP},16 to 34,70,500,2",
    f"Other,2023-01-01,2023 panel,{DARK},{CSP},16 to 34,66,500,2",
    f"Council,2023-01-01,2023 survey,{DARK},E05000001,everyone,70,300,2",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Survey:
    folder = tmp_path_factory.mktemp("survey")
    (folder / "police").mkdir()
    text = "\n".join([HEADING, *LINES]) + "\n"
    (folder / "police" / "survey.csv").write_text(text, "utf-8")
    return survey(open_store(store_of(folder, 1)), CSP)


def test_a_share_is_as_sure_as_its_design_allows(found: Survey) -> None:
    (everyone,) = found.everyone
    now = everyone.waves[-1].share
    assert now is not None and now.n_eff == 1000
    limits = now.limits()
    assert limits is not None
    # Wilson of 54% of 1,000, by hand: centre 53.985, half-width 3.083
    assert (round(limits.lower, 1), round(limits.upper, 1)) == (50.9, 57.1)
    change = everyone.change
    assert change is not None
    assert change.difference == pytest.approx(-6) and change.significant


def test_few_people_on_one_side_are_not_told(found: Survey) -> None:
    old = next(each for each in found.questions if each.group == "65 and over")
    assert old.waves[-1].share is None  # 3 of 150
    assert "few" in old.waves[-1].why


def test_few_who_answered_do_not_follow_from_the_other_groups(tmp_path: Path) -> None:
    (tmp_path / "police").mkdir()
    head = f"Council,2023-01-01,2023 survey,{DARK},{CSP},"
    text = "\n".join(
        [
            HEADING,
            *(f"{head}everyone,50,100,1", f"{head}16 to 34,50,60,1"),
            *(f"{head}35 to 64,49,37,1", f"{head}65 and over,66.7,3,1"),
        ]
    )
    (tmp_path / "police" / "survey.csv").write_text(text + "\n", "utf-8")
    found = survey(open_store(store_of(tmp_path, 1)), CSP)
    answered = {each.group: each.waves[-1].answered for each in found.questions}
    # 100 less 60 and 37 would be the 3
    assert {name: each.value for name, each in answered.items()} == {
        "everyone": 100,
        "16 to 34": 60,
        "35 to 64": None,
        "65 and over": None,
    }
    assert answered["65 and over"].state == "small"
    assert [each.waves[-1].share is None for each in found.questions] == [
        *(False, False, True, True)
    ]


def test_another_senders_survey_is_never_joined(found: Survey) -> None:
    young = next(each for each in found.questions if each.group == "16 to 34")
    assert [each.name for each in young.waves] == ["2023 panel"]
    assert young.change is None


def test_the_part_has_every_question_and_says_who_is_left_out(found: Survey) -> None:
    part = survey_part(found, "Alderton", demo=False)
    assert part.title == "Safe after dark down 6.0pp on the wave before"
    assert [row[1] for row in part.rows] == ["Everyone", "16 to 34", "65 and over"]
    assert part.rows[0][3:] == (
        "2,000", "54.0%", "50.9% to 57.1%", "−6.0pp, beyond chance"
    )  # fmt: skip
    assert part.draw is not None and part.draw(mode="light", size="m")["data"]
    assert any("1 area interviewed" in note for note in part.notes)
    assert part.csv is not None and b"Safe after dark" in part.csv()
