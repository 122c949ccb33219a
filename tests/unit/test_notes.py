"""Notes of analysts: kept, refused in words, and never telling what is hidden."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cdp_metrics.answers import Reported, Trend
from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.answers.meeting.notes import Figure, as_known, figures, standing
from cdp_metrics.errors import NoteRefused
from cdp_metrics.ui.views.notes import (
    BESIDE,
    notes_list,
    period_of,
    slide_lines,
    speaker_lines,
)
from cdp_metrics.warehouse.notes import LONGEST, Note, held_notes, keep, new_note
from cdp_metrics.warehouse.snapshots import Snapshot

DAY = date(2026, 2, 15)
START, END = date(2021, 12, 1), date(2022, 11, 30)
ASB = ("asb_incidents", "E06000018", START, END)
TEXT = "The online form opened in April, and reports rose with it."


def note(text: str = TEXT, author: str = "A. Analyst", **more: Any) -> Note:
    return new_note(more.pop("figure", ASB), author, text, more.pop("day", DAY), **more)


def shown_periods(*shown: bool) -> tuple[Figure, ...]:
    """Years that end with November 2022 and the Novembers after it."""
    return tuple(
        Figure(date(2021 + at, 12, 1), date(2022 + at, 11, 30), each)
        for at, each in enumerate(shown)
    )


def test_a_note_is_kept_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "local" / "notes.jsonl"
    assert held_notes(path) == ((), ())
    first, second = (
        note(),
        note("Wardens counted the same as before, street by street."),
    )
    keep(path, first)
    keep(path, second)
    assert held_notes(path).notes == (first, second)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["author"] for line in lines] == ["A. Analyst"] * 2
    assert json.loads(lines[0])["text"] == TEXT
    assert not list(path.parent.glob("*.new"))


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    mine = [[note(f"Note {n} of writer {w}, kept.") for n in range(8)] for w in "abcd"]

    def write(notes: list[Note]) -> None:
        for each in notes:
            keep(path, each)

    writers = [threading.Thread(target=write, args=(notes,)) for notes in mine]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    held = held_notes(path)
    assert not held.faults
    assert {n.id for n in held.notes} == {n.id for notes in mine for n in notes}


def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "notes.jsonl"
    keep(path, note())
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch, pytest.raises(NoteRefused, match="no space"):
        patch.setattr("os.fsync", full)
        keep(path, note())
    assert path.read_bytes() == before


def test_a_broken_line_is_named_and_the_others_stand(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    good, other = note(), note("Another remark, about the same figure.")
    personal = json.loads(note().model_dump_json()) | {"text": "Ring 07700 900123 now."}
    lost = json.loads(note().model_dump_json()) | {"replaces": "00000000"}
    lines = [
        good.model_dump_json(),
        "{half a line",
        json.dumps(personal),
        json.dumps(lost),
        good.model_dump_json(),
        "",
        other.model_dump_json(),  # an editor left out the last line break
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    held = held_notes(path)
    assert held.notes == (good, other)
    assert [fault.row for fault in held.faults] == [2, 3, 4, 5]
    for fault in held.faults:
        assert str(fault).startswith(f"notes.jsonl: line {fault.row}: ")
        assert "Expected: one note a line" in str(fault)
        assert "What to do: mend line" in str(fault)
        assert "07700" not in str(fault)
    third = note("One more, after the broken ones.")
    keep(path, third)
    assert held_notes(path).notes == (good, other, third)


@pytest.mark.parametrize(
    ("author", "text", "why"),
    [
        ("A. Analyst", "Ring 07700 900123 about it.", "a telephone number"),
        ("A. Analyst", "Write to jo@example.org about it.", "an e-mail address"),
        ("A. Analyst", "It is about Mr Brown of the centre.", "a person's name"),
        ("A. Analyst", "Most came from NG1 5AA in June.", "a full postcode"),
        ("A. Analyst", "It is <b>much</b> higher.", "HTML or a link"),
        ("A. Analyst", "See https://example.org for it.", "HTML or a link"),
        ("A. Analyst", "Turned \u202e round it is.", "cannot be printed"),
        ("A. Analyst", "too short", "at least 10"),
        ("A. Analyst", "x" * (LONGEST + 1), "at most 400"),
        ("", TEXT, "your name"),
        ("jo@example.org", TEXT, "your name: it seems to hold an e-mail"),
    ],
)
def test_what_may_not_be_written_is_refused_unrepeated(
    author: str, text: str, why: str
) -> None:
    with pytest.raises(NoteRefused) as refused:
        note(text, author)
    assert why in str(refused.value)
    assert "What to do: give a name" in str(refused.value)
    assert text not in str(refused.value)


def test_an_author_may_have_a_title_and_space_is_tidied() -> None:
    found = note("  Two\n\nlines   of words. ", "Dr Jane Brown")
    assert (found.author, found.text) == ("Dr Jane Brown", "Two lines of words.")


def test_a_correction_replaces_and_the_earlier_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    first = note(day=date(2026, 1, 5))
    second = note("It opened in May, not in April.", replaces=first.id)
    keep(path, first)
    keep(path, second)
    notes = held_notes(path).notes
    assert notes == (first, second)
    (found,) = standing(notes, *ASB[:2], shown_periods(True))
    assert (found.note, found.corrects) == (second, date(2026, 1, 5))
    assert "Replaces the note of 5 January 2026." in notes_list([found])
    with pytest.raises(NoteRefused, match="replaced meanwhile"):
        keep(path, note("A third word on it all.", replaces=first.id))
    elsewhere = ("asb_incidents", "E05000001", START, END)
    with pytest.raises(NoteRefused, match="is not there"):
        keep(path, note(replaces=second.id, figure=elsewhere))
    gone = note("It was about another ward.", replaces=second.id, withdrawn=True)
    keep(path, gone)
    (found,) = standing(held_notes(path).notes, *ASB[:2], shown_periods(True))
    assert "Withdrawn: It was about another ward." in notes_list([found])
    assert slide_lines([found]) == ()


def test_a_withdrawal_names_what_it_withdraws() -> None:
    with pytest.raises(NoteRefused, match="names no note"):
        note(withdrawn=True)


def test_a_note_about_an_earlier_period_says_so() -> None:
    (found,) = standing([note()], *ASB[:2], shown_periods(True, True))
    assert found.placed == "earlier"
    said = notes_list([found])
    about = "about the year to Nov 2022, an earlier period than the one shown"
    assert about in said
    (same,) = standing([note()], *ASB[:2], shown_periods(True, True), END)
    assert "written about the year to Nov 2022." in notes_list([same])


def test_only_the_figures_own_notes_stand_beside_it() -> None:
    other = note(figure=("burglary", *ASB[1:]))
    ward = note(figure=("asb_incidents", "E05000001", START, END))
    assert standing([other, ward], *ASB[:2], shown_periods(True)) == ()
    assert notes_list([]) == ""


def test_what_is_not_released_or_hidden_is_not_told() -> None:
    later = note("It fell to 12 in the year.", figure=(*ASB[:2], START, END))
    before = (Figure(date(2020, 12, 1), date(2021, 11, 30), True),)
    (found,) = standing([later], *ASB[:2], before)
    assert found.withheld == "later"
    (found,) = standing([later], *ASB[:2], ())
    assert found.withheld == "later"
    (found,) = standing([later], *ASB[:2], shown_periods(False))
    assert found.withheld == "hidden"
    for said in (notes_list([found]), *speaker_lines([found])):
        assert "12" not in said
        assert "is not shown: it holds numbers of a figure that is not shown" in said
    assert slide_lines([found]) == ()
    spelt = note("Only three of them came in May.")
    (found,) = standing([spelt], *ASB[:2], shown_periods(False))
    assert found.withheld == "hidden", "a small count is as often a word"
    words = note("No file came in April 2020.")
    (found,) = standing([words], *ASB[:2], shown_periods(False))
    assert found.withheld == "", "it tells why, and no number but a year"


def test_a_snapshot_shows_what_was_written_before_it() -> None:
    taken = datetime(2026, 2, 15, 12, tzinfo=UTC)
    pinned = Snapshot("board", "b", "", DAY, taken.isoformat(), "", False, "", "")
    first = note().model_copy(update={"written_at": taken - timedelta(hours=1)})
    after = note("A correction after the meeting.", replaces=first.id)
    after = after.model_copy(update={"written_at": taken + timedelta(seconds=1)})
    tomorrow = note(day=date(2026, 2, 16)).model_copy(update={"written_at": taken})
    notes = (first, after, tomorrow)
    assert as_known(notes, DAY, pinned, demo=False) == (first,)
    assert as_known(notes, DAY, None, demo=False) == (first, after)
    assert as_known(notes, DAY, None, demo=True) == ()


def test_a_count_is_about_its_year_and_a_published_figure_about_its_period() -> None:
    months = tuple(date(2025, month, 1) for month in range(1, 13))
    counts = np.ones(12)
    trend = Trend("burglary", "E1", months, counts, ("complete",) * 12, ("",) * 12, ())
    assert figures(trend)[-1] == Figure(months[0], date(2025, 12, 31), True)
    assert not figures(trend)[-2].shown
    summed = replace(trend, counts=np.r_[np.nan, counts[1:]], sums=12 * counts)
    assert summed.totals[-1] == 12
    assert not figures(summed)[-1].shown, "a note could tell the hidden month"
    hidden = Reading(
        START, END, None, None, None, None, None, None, "", "suppressed", 1, "s", ""
    )
    found = Reported("tests_on_arrest", "E1", "Place", (hidden,), None)
    assert figures(found) == (Figure(START, END, False),)
    assert figures(None) == ()
    assert period_of("burglary", months[0], date(2025, 12, 31)) == "Year to Dec 2025"


def test_a_slide_holds_a_short_note_and_names_a_long_one() -> None:
    long = note("word " * 60)
    short, other = (
        standing([each], *ASB[:2], shown_periods(True)) for each in (note(), long)
    )
    (line,) = slide_lines(short)
    assert line.words.startswith(TEXT) and "A. Analyst, 15 February 2026" in line.words
    (line,) = slide_lines(other)
    assert len(line.words) < BESIDE and line.words.endswith("In the speaker's notes.")
    assert "word word" in speaker_lines(other)[0]


def test_markup_of_a_note_is_escaped() -> None:
    (found,) = standing(
        [note("Fewer & < before, so far.")], *ASB[:2], shown_periods(True)
    )
    assert "Fewer &amp; &lt; before" in notes_list([found])


def test_a_file_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.jsonl").mkdir()
    (fault,) = held_notes(tmp_path / "notes.jsonl").faults
    assert "cannot be opened" in str(fault) and "What to do: " in str(fault)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(NoteRefused, match="cannot be written"):
        keep(tmp_path / "file" / "notes.jsonl", note())
