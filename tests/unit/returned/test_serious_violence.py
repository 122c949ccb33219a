"""Serious violence by age band, what the unit owes, and the use that is held back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cdp_metrics.answers.partners.purposes import permit, refusal, register
from cdp_metrics.answers.partners.serious_violence import (
    MODEL,
    PREDICT,
    Ages,
    SeriousViolence,
    serious_violence,
)
from cdp_metrics.catalogue.agenda import Purpose
from cdp_metrics.errors import NotAllowed
from cdp_metrics.periods import add_months
from cdp_metrics.ui.views.serious_violence import rows, states, view, words
from cdp_metrics.warehouse.db import open_store
from tests.stores import CSP, store_of

DATA = Path(__file__).parents[3] / "data"
DAY = date(2026, 2, 15)
BANDS = ("under 18", "18 to 24", "25 and over", "unknown")
HEAD = "provider,period_start,source,kind,age_band,n"
LOG = (
    "provider,period_start,meeting,meeting_on,number,owner_group,text,due_on,status,"
    "closed_on",
    "Unit,2024-01-01,Board,2024-01-22,1,Unit,Write the problem profile,2024-03-01,done,"
    "2024-02-20",
    "Unit,2024-01-01,Board,2024-02-22,2,Unit,Agree the Response Plan,2025-03-01,open,",
)


def sent(
    first: date, months: int, source: str, kind: str, *counts: object
) -> list[str]:
    return [
        f"Partner,{add_months(first, at)},{source},{kind},{band},{n}"
        for at in range(months)
        for band, n in zip(BANDS, counts, strict=True)
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> SeriousViolence:
    folder = tmp_path_factory.mktemp("violence")
    (folder / "police").mkdir()
    lines = [
        HEAD,
        *sent(date(2024, 1, 1), 12, "police", "knife crime", 4, 6, 10, 0),
        *sent(date(2025, 1, 1), 12, "police", "knife crime", 8, 12, 20, 0),
        *sent(date(2025, 1, 1), 12, "police", "violence with injury", 0, 5, 20, 1),
        *sent(date(2025, 3, 1), 10, "hospital", "assault attendance", 5, 5, 5, 5),
    ]
    # one victim of unknown age in the year: hidden, and another with it
    lines = [
        line.replace("unknown,1", "unknown,0") if "2025-01" not in line else line
        for line in lines
    ]
    (folder / "police" / "violence.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "police" / "log.csv").write_text("\n".join(LOG) + "\n", "utf-8")
    store = store_of(
        folder,
        13,
        priorities=str(DATA / "priorities.toml"),
        purposes=str(DATA / "purposes.toml"),
    )
    return serious_violence(open_store(store), CSP, DAY)


def by_kind(found: SeriousViolence, kind: str) -> Ages:
    return next(each for each in found.ages if each.kind == kind)


def test_twelve_months_are_summed_by_age_band(found: SeriousViolence) -> None:
    knife = by_kind(found, "knife crime")
    assert (knife.first, knife.last, knife.held) == (
        date(2025, 1, 1), date(2025, 12, 31), 12,
    )  # fmt: skip
    assert [(name, shown.value) for name, shown in knife.bands] == [
        ("under 18", 96), ("18 to 24", 144), ("25 and over", 240), ("unknown", 0),
    ]  # fmt: skip
    assert knife.total.value == 480
    assert words.ages_answer(knife) == "Knife crime: 480 in 2025, 50% of them under 25"


def test_a_year_is_compared_with_the_one_before(found: SeriousViolence) -> None:
    knife = by_kind(found, "knife crime")
    assert knife.change is not None
    assert (knife.change.now, knife.change.then) == (480, 240)
    assert words.change_words(knife) == "up, +100.0%"
    assert by_kind(found, "violence with injury").change is None


def test_a_small_band_is_hidden_and_takes_another_with_it(
    found: SeriousViolence,
) -> None:
    injured = by_kind(found, "violence with injury")
    told = {name: shown.state for name, shown in injured.bands}
    assert told["unknown"] == "small"
    assert "secondary" in told.values()
    file = rows.ages_csv(found.ages, "Alderton", demo=False).decode("utf-8-sig")
    (line,) = (e for e in file.splitlines() if "injury" in e and ",unknown," in e)
    assert line.endswith(",unknown,,Fewer than 5")


def test_an_incomplete_year_is_not_shown(found: SeriousViolence) -> None:
    hospital = by_kind(found, "assault attendance")
    assert (hospital.held, hospital.whole, hospital.change) == (10, False, None)
    (row,) = rows.ages_rows([hospital])
    assert row[1:6] == ("–",) * 5
    part = view.part_of(found, "hospital", "Alderton", DAY, demo=False)
    assert part.title == "Only 10 of 12 months of assault attendance are held"
    assert part.state is not None and part.draw is None
    file = rows.ages_csv([hospital], "Alderton", demo=False).decode("utf-8-sig")
    assert ",50," not in file and "10 of 12 months held" in file


def test_a_band_that_was_not_sent_is_not_nought(tmp_path: Path) -> None:
    lines = sent(date(2025, 1, 1), 12, "police", "knife crime", 8, 12, 20, 0)
    lines = [line for line in lines if not line.endswith(",unknown,0")]
    (tmp_path / "police").mkdir()
    (tmp_path / "police" / "v.csv").write_text("\n".join([HEAD, *lines]), "utf-8")
    found = serious_violence(open_store(store_of(tmp_path, 1)), CSP, DAY)
    (knife,) = found.ages
    assert (knife.held, knife.whole) == (0, False)


def test_the_counts_say_that_they_are_not_knife_crime(found: SeriousViolence) -> None:
    part = view.part_of(found, "violence", "Alderton", DAY, demo=False)
    assert "not knife crime" in part.notes[0]


def test_the_units_six_deliverables_stand_as_their_actions(
    found: SeriousViolence,
) -> None:
    # Safer Nottinghamshire Board update, 2019, paragraph 24.
    told = [(r.cells[0], r.words, r.about) for r in rows.deliverable_rows(found, DAY)]
    none = ("Not stated", "no action names it")
    assert told == [
        ("A dedicated Violence Reduction Unit", *none),
        (
            "A countywide problem profile and strategic needs assessment",
            "Action done",
            "",
        ),
        ("The response strategy", *none),
        ("The response plan", "Action overdue", "by 351 days"),
        ("A community and stakeholder engagement plan", *none),
        ("An evaluation and review framework", *none),
    ]
    assert words.unit_answer(found, DAY) == (
        "An action names 2 of 6 deliverables; 1 overdue"
    )


def test_prediction_is_held_back_with_its_reason(found: SeriousViolence) -> None:
    # Minutes of the Executive Group, 20 May 2019, 9.3.
    assert "may not be covered by the current information sharing" in found.held_back
    part = view.part_of(found, "prediction", "Alderton", DAY, demo=False)
    assert part.title == "Prediction of knife crime is held back"
    assert part.state is not None and part.state[0] == "held_back"
    assert "Nottinghamshire Police Information Governance" in part.state[2]
    assert part.draw is None and not part.rows
    table = states.table_of(found, "prediction", DAY)
    assert "Held back" in table and "9.3" in table


def test_a_use_without_an_entry_is_refused(tmp_path: Path) -> None:
    store = open_store(store_of(tmp_path, 1))
    assert register(store) == ()
    with pytest.raises(NotAllowed, match=r"no agreement is entered.*purposes\.toml"):
        permit(store, MODEL, PREDICT, DAY)
    bare = serious_violence(store, CSP, DAY)
    assert "no agreement is entered" in bare.held_back
    for name, wanted in (
        ("ages", "serious_violence.csv"),
        ("hospital", "serious_violence.csv"),
        ("harm", "severity_weights.csv"),
        ("unit", "data/priorities.toml"),
    ):
        part = view.part_of(bare, name, "Alderton", DAY, demo=False)
        assert part.state is not None and wanted in part.state[2], name
        assert part.csv is None


def test_an_agreement_that_has_ended_allows_nothing(tmp_path: Path) -> None:
    text = (DATA / "purposes.toml").read_text("utf-8")
    (tmp_path / "own.toml").write_text(
        text.replace("allowed = false", "allowed = true\nexpires = 2026-02-14"), "utf-8"
    )
    store = open_store(store_of(tmp_path, 1, purposes=str(tmp_path / "own.toml")))
    entry = permit(store, MODEL, PREDICT, date(2026, 2, 14))
    assert isinstance(entry, Purpose) and refusal(entry, date(2026, 2, 14)) == ""
    with pytest.raises(NotAllowed, match="the agreement ended on 14 February 2026"):
        permit(store, MODEL, PREDICT, DAY)
    with pytest.raises(NotAllowed, match="no agreement is entered"):
        permit(store, MODEL, "publish", date(2026, 2, 14))
    assert words.purpose_state(entry, date(2026, 2, 14)) == (
        "green", "Allowed", "until 14 February 2026",
    )  # fmt: skip
    allowed = serious_violence(store, CSP, date(2026, 2, 14))
    part = view.part_of(allowed, "prediction", "Alderton", DAY, demo=False)
    assert part.state is None and part.title == states.NO_MODEL
