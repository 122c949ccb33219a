"""Priorities as the papers state them, what evidences them, and the actions log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.actions import Action, Actions, actions
from cdp_metrics.answers.partners.priorities import Priorities, priorities
from cdp_metrics.catalogue.agenda import load_agenda, load_purposes
from cdp_metrics.errors import ConfigurationWrong
from cdp_metrics.ui.views.priorities import view, words
from cdp_metrics.ui.views.priorities.rows import rows_of
from cdp_metrics.warehouse.db import open_store
from tests.stores import CSP, store_of

DATA = Path(__file__).parents[3] / "data"
DAY = date(2024, 6, 10)
LOG = (
    "provider,period_start,meeting,meeting_on,number,owner_group,text,due_on,status,"
    "closed_on",
    "Support,2024-01-01,Board,2024-01-22,1,ASB group,Count gates,2024-03-01,open,",
    "Support,2024-01-01,Board,2024-01-22,2,ASB group,Agree it,2024-06-10,open,",
    "Support,2024-01-01,Board,2024-01-22,3,Board,Bring the plan,,open,",
    "Support,2024-01-01,Board,2024-01-22,4,Board,Send,2024-03-01,done,2024-03-09",
    "Support,2024-01-01,Board,2024-02-22,5,Board,Drop it,2024-03-01,dropped,2024-03-02",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Priorities:
    folder = tmp_path_factory.mktemp("priorities")
    (folder / "police").mkdir()
    (folder / "police" / "log.csv").write_text("\n".join(LOG) + "\n", "utf-8")
    store = store_of(
        folder,
        3,
        plan=str(DATA / "plan.toml"),
        priorities=str(DATA / "priorities.toml"),
    )
    quoted = ("asb_incidents", "force_recorded_crime")
    return priorities(open_store(store), quoted, CSP, "E23000901", DAY)


def test_the_papers_priorities_are_all_there() -> None:
    agenda = load_agenda(DATA / "priorities.toml")
    named = {
        period: [p.name for p in agenda.priorities if p.period == period]
        for period in ("2022/23", "2023/24", "2019", "Aims of 2012")
    }
    # Report to the Overview and Scrutiny Committee, 4 January 2023, 2.5 and 4.8.
    assert named["2022/23"] == [
        "Domestic Abuse & Sexual Violence",
        "Prevent",
        "Substance Misuse and treatment, including early intervention and information "
        "for young people",
        "Vulnerability and Exploitation",
        "Hate Crime",
        "Anti-Social Behaviour",
    ]
    assert named["2023/24"] == [
        "Vulnerability & Exploitation",
        "Domestic Abuse & Sexual Violence",
        "Prevent",
        "Serious Violence",
        "Housing & Homelessness",
        "Substance Use",
        "Anti-Social Behaviour",
    ]
    # Safer Nottinghamshire Board update, 2019, 2 and 3; briefing pack of 2012, Aims.
    assert (len(named["2019"]), len(named["Aims of 2012"])) == (9, 4)
    assert len(agenda.groups) == 7  # the report of January 2023, 2.6
    assert len(agenda.deliverables) == 6  # the Board update of 2019, 24
    # the minutes of 20 May 2019: two below 4.2; 6.3, 7.1, 7.2, 9.2, 11.5 and 12.3
    assert len(agenda.actions) == 8
    assert [each.due for each in agenda.actions if each.due] == [
        date(2019, 7, 1),
        date(2019, 9, 23),
        date(2019, 6, 30),
    ]
    assert all(each.source for each in agenda.priorities)


def test_each_priority_says_how_well_it_is_evidenced(found: Priorities) -> None:
    told = {
        (row.cells[0], row.cells[1]): (row.stand, row.words, row.about)
        for row in rows_of(found, "priorities", DAY)
    }
    assert told["Prevent", "2023/24"] == (
        "grey",
        "Not evidenced",
        "no measure is named",
    )
    assert told["Substance Use", "2023/24"][:2] == ("grey", "Nothing received")
    # reports of ASB are held; the partnership's own count and the survey are not
    assert told["Anti-Social Behaviour", "2023/24"] == (
        "amber", "Partly evidenced", "1 of 5 up to date",
    )  # fmt: skip
    assert words.priorities_answer(found) == (
        "0 of 7 priorities of 2023/24 are fully evidenced"
    )


def test_a_figure_is_overdue_from_the_day_after_it_was_due(found: Priorities) -> None:
    asb = found.evidence["asb_incidents"]
    assert asb.end == date(2024, 3, 31)
    # April's files: its last day and the 60 days that they usually take
    assert asb.due == date(2024, 6, 29)
    assert asb.state == "current"
    assert words.evidence_state(asb, DAY) == ("green", "Up to date", "")
    late = replace(asb, state="overdue")
    assert words.evidence_state(late, date(2024, 6, 30)) == (
        "red", "Overdue", "by 1 day",
    )  # fmt: skip
    assert found.evidence["force_recorded_crime"].state == "none"
    row = next(
        r for r in rows_of(found, "figures", DAY) if r.cells[0].startswith("Pol")
    )
    assert (row.cells[1], row.words) == ("No figure", "Not received")


def test_groups_own_targets_measures_and_actions(found: Priorities) -> None:
    told = {row.cells[0]: row for row in rows_of(found, "groups", DAY)}
    tasking = told["Partnership Tasking"]
    assert tasking.cells[1] == "Reduce anti-social behaviour by 25%"
    assert "Anti-social behaviour incidents" in tasking.cells[2]
    assert told["ASB group"].words == "1 of 2 actions overdue"
    hate = told["Hate Crime & Community Partnerships Board"]
    assert (hate.stand, hate.words) == ("grey", "2 figures not held")
    assert told["Prevent Steering Group"].words == "Owns nothing measured"
    assert told["ASB group"].cells[3] == "no paper held names it"


def test_actions_tell_their_overdue_days(found: Priorities) -> None:
    told = [
        (row.cells[2], row.stand, row.words, row.about)
        for row in rows_of(found, "actions", DAY)
    ]
    assert told == [
        ("1", "red", "Overdue", "by 101 days"),  # 1 March to 10 June 2024
        ("2", "amber", "Open", "due today"),
        ("3", "grey", "Open", "no date set"),
        ("5", "grey", "Dropped", ""),
        ("4", "green", "Done", "8 days late"),
    ]
    assert words.actions_answer(found.log, DAY) == (
        "1 of 3 open actions overdue, the longest by 101 days"
    )
    assert words.actions_answer(found.log, date(2024, 3, 1)) == (
        "3 open actions, none overdue"
    )
    assert found.log.about("BRING THE PLAN") == found.log.open[-1]
    assert found.log.about("") is None and found.log.about("no such") is None


def test_what_was_current_is_overdue_once_its_day_has_passed(tmp_path: Path) -> None:
    store = open_store(store_of(tmp_path, 3))
    states = [
        priorities(store, ("asb_incidents",), CSP, "E23000901", day)
        .evidence["asb_incidents"]
        .state
        for day in (date(2024, 6, 29), date(2024, 6, 30))
    ]
    assert states == ["current", "overdue"]


@pytest.mark.parametrize("name", list(view.PARTS))
def test_every_part_has_words_table_and_file(found: Priorities, name: str) -> None:
    part = view.part_of(found, name, "Alderton", DAY, demo=False)
    table = view.table_of(found, name, DAY)
    assert part.title and table.count("<tr>") == len(rows_of(found, name, DAY)) + 1
    assert part.csv is not None
    file = part.csv().decode("utf-8-sig")
    assert file.startswith("Measure,") and "As on,2024-06-10" in file
    assert len(file.splitlines()) == len(rows_of(found, name, DAY)) + 6
    if part.draw:
        assert part.draw(mode="light", size="s")["data"] and part.alt


def test_minuted_actions_are_never_called_overdue(tmp_path: Path) -> None:
    own = str(DATA / "priorities.toml")
    found = actions(open_store(store_of(tmp_path, 1, priorities=own)))
    assert found.why and not found.actions and not found.overdue(DAY)
    assert {each.status for each in found.minuted} == {"minuted"}
    assert words.action_state(found.minuted[0], DAY)[:2] == ("grey", "As minuted")


def test_without_papers_and_log_each_part_says_what_to_send(tmp_path: Path) -> None:
    store = open_store(store_of(tmp_path, 1))
    bare = priorities(store, ("asb_incidents",), CSP, "E23000901", DAY)
    first = view.part_of(bare, "priorities", "Alderton", DAY, demo=False)
    assert first.state is not None and "data/priorities.toml" in first.state[2]
    log = view.part_of(bare, "actions", "Alderton", DAY, demo=False)
    assert log.state is not None and "actions_log.csv" in log.state[2]
    assert view.table_of(bare, "actions", DAY) == ""
    assert words.priorities_answer(bare) == "No priorities are stated"


def test_the_days_of_an_action_count_from_its_due_day() -> None:
    due = date(2024, 3, 1)
    action = Action("Board", due, "1", "Board", "Do it", due, None, "open")
    for days in (-1, 0, 1, 40):
        day = due + timedelta(days=days)
        assert action.overdue(day) == max(days, 0)
        assert bool(Actions((action,)).overdue(day)) == (days > 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[priority]]\nperiod = "2024"\n', "first: is missing"),
        ("[[aim]]\n", "[[deliverable]], [[action]]; found aim"),
        (
            '[[priority]]\nperiod = "2024"\nfirst = 2024-04-01\nname = "A"\n'
            'source = "B"\nindicators = ["tarot"]\n',
            "the catalogue has no indicator tarot",
        ),
        (
            '[[priority]]\nperiod = "2024"\nfirst = 2024-04-01\nname = "A"\n'
            'source = "B"\nreturns = ["tarot"]\n',
            "there is no return tarot",
        ),
    ],
)
def test_a_wrong_row_of_priorities_is_named(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "priorities.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationWrong) as error:
        load_agenda(path)
    assert f"{path}, line 1" in str(error.value) and said in str(error.value)
    assert "What to do: " in str(error.value)


def test_a_use_is_entered_once(tmp_path: Path) -> None:
    own = (DATA / "purposes.toml").read_text("utf-8")
    path = tmp_path / "purposes.toml"
    path.write_text(own + own[own.index("[[purpose]]\n") :], "utf-8")
    with pytest.raises(ConfigurationWrong, match="knife_crime_model for predict is en"):
        load_purposes(path)
