"""A note is written on Trends, and shown beside the figure wherever it stands."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from cdp_metrics.answers.meeting.parts import meeting
from cdp_metrics.export.pack import powerpoint
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.warehouse import open_store
from cdp_metrics.warehouse.notes import held_notes, keep, new_note
from cdp_metrics.warehouse.snapshots import pin
from tests.pages.test_pages import Opens, shown, words
from tests.pages.test_pages import opens as opens

TEXT = "The online form opened in April, and reports rose with it."
DAY = date(2026, 2, 15)
CITY = "E22999001"


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of what people write, empty, where writing is allowed."""
    monkeypatch.setenv("CDP_LOCAL", str(tmp_path / "local"))
    monkeypatch.setenv("CDP_ALLOW", "comment")
    return tmp_path / "local"


def send(app: AppTest, text: str, author: str = "A. Analyst") -> AppTest:
    """Fill the form in and send it."""
    (name,) = (each for each in app.text_input if each.label == "Your name")
    name.set_value(author)
    (note,) = (each for each in app.text_area if each.label == "Note")
    note.set_value(text)
    (button,) = (each for each in app.button if each.label == "Keep the note")
    return shown(button.click().run())


def written(local: Path, end: int = 2025, measure: str = "asb_incidents") -> None:
    """Keep a note about a count of the demonstration in a calendar year."""
    figure = (measure, CITY, date(end, 1, 1), date(end, 12, 31))
    note = new_note(figure, "A. Analyst", TEXT, DAY, demonstration=True)
    keep(local / "notes.jsonl", note)


def test_without_leave_nothing_can_be_written(
    opens: Opens, demo_store: Path, local: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CDP_ALLOW")
    written(local)
    app = opens(demo_store, "trends")
    assert not app.expander and not app.text_area
    assert TEXT in words(app), "it is read all the same"


def test_a_note_is_refused_kept_and_shown(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    path = local / "notes.jsonl"
    app = send(opens(demo_store, "trends"), "Ring 07700 900123 about it.")
    assert "The text: it seems to hold a telephone number" in words(app).replace(
        "kept: the text", "kept: The text"
    )
    assert not path.exists()
    app = send(app, TEXT)
    (kept,) = held_notes(path).notes
    assert (kept.indicator, kept.area, kept.end) == (
        "asb_incidents",
        CITY,
        date(2025, 12, 31),
    )
    assert kept.demonstration and kept.written_on == DAY
    said = words(app)
    assert TEXT in said and "Kept:" in said
    assert "A. Analyst, 15 February 2026, written about the year to Dec 2025." in said
    assert [each.value for each in app.text_area] == [""], "the form is empty again"
    assert TEXT not in words(opens(demo_store, "trends", measure="burglary"))


def test_a_note_about_an_older_period_says_so(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local, 2024)
    said = words(opens(demo_store, "trends"))
    assert "about the year to Dec 2024, an earlier period than the one shown" in said
    said = words(opens(demo_store, "trends", last="2024-12"))
    assert "about the year to Dec 2024." in said
    said = words(opens(demo_store, "trends", last="2023-12"))
    assert "about the year to Dec 2024, a later period than the one shown" in said


def test_the_plan_and_its_pack_tell_of_it(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local, measure="burglary")
    said = words(opens(demo_store, "overview"))
    assert said.count("1 note below") == 2, "in the plan, and among the counts"
    assert said.count(f"Burglary: {TEXT}") == 2
    store = open_store(demo_store)
    try:
        found = meeting(store, DAY, lambda *_: None)
    finally:
        store.close()
    deck = deck_of(found, "", held_notes(local / "notes.jsonl").notes)
    show = Presentation(io.BytesIO(powerpoint(deck)))
    with_it = [
        sheet
        for sheet in show.slides
        if any(s.has_text_frame and TEXT in s.text_frame.text for s in sheet.shapes)
    ]
    (sheet,) = with_it
    assert sheet.shapes.title.text.startswith("Burglary")
    assert TEXT in sheet.notes_slide.notes_text_frame.text


def test_a_snapshot_shows_no_note_of_later_and_takes_none(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local)
    store = open_store(demo_store)
    try:
        pin(local / "snapshots", store, "board", DAY)
    finally:
        store.close()
    late = json.loads((local / "notes.jsonl").read_text(encoding="utf-8")) | {
        "id": "00000001",
        "text": "Written after the board had met.",
        "written_at": datetime(2999, 1, 1, tzinfo=UTC).isoformat(),
    }
    with (local / "notes.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(late) + "\n")
    app = opens(demo_store, "trends", snapshot="board")
    assert TEXT in words(app) and "after the board" not in words(app)
    assert not app.text_area
    assert "after the board" in words(opens(demo_store, "trends"))


def test_a_broken_line_is_told_and_the_others_stand(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local)
    with (local / "notes.jsonl").open("a", encoding="utf-8") as file:
        file.write("half a li\n")
    said = words(opens(demo_store, "trends"))
    assert TEXT in said
    assert "notes.jsonl: line 2: " in said and "Mend line 2 in a text editor" in said


def slide(app: AppTest) -> str:
    """Return the blocks of a slide, as they stand on the screen."""
    blocks = [
        json.loads(each.proto.json or "null") for each in app.get("bidi_component")
    ]
    return " ".join(str((each or {}).get("html", "")) for each in blocks)


def test_a_slide_shows_the_note_of_its_figure(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local, measure="burglary")
    held = f'<p class="slide-note"><b>Note:</b> {TEXT} A. Analyst, 15 February 2026'
    assert held in slide(opens(demo_store, "trends", measure="burglary", present="1"))
    assert held in slide(opens(demo_store, "area", measure="burglary", present="2"))
    row = slide(opens(demo_store, "overview", present="4"))
    assert held in row and "Burglary" in row
    assert "slide-note" not in slide(opens(demo_store, "trends", present="1"))


def test_an_area_and_treatment_show_theirs_and_take_some(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local)
    app = opens(demo_store, "area", measure="asb_incidents")
    assert TEXT in words(app)
    app = send(app, "Wardens counted the same as before, street by street.")
    assert "Wardens counted" in words(app)
    assert "Wardens" not in words(opens(demo_store, "area", measure="burglary"))
    app = opens(demo_store, "treatment", treatment="completions_opiate")
    app = send(app, "A new provider began in spring, and was late to report.")
    said = words(app)
    assert "A new provider began" in said and "Kept:" in said
    kept = held_notes(local / "notes.jsonl").notes[-1]
    assert (kept.indicator, kept.area) == ("completions_opiate", CITY)
    held = f"<b>Note:</b> {kept.text}"
    page = opens(demo_store, "treatment", treatment="completions_opiate", present="1")
    assert held in slide(page)
    other = opens(demo_store, "treatment", treatment="completions_alcohol")
    assert kept.text not in words(other)


def test_the_overview_tells_of_lines_that_cannot_be_read(
    opens: Opens, demo_store: Path, local: Path
) -> None:
    written(local)
    with (local / "notes.jsonl").open("a", encoding="utf-8") as file:
        file.write("half a li\n" * 5)
    said = words(opens(demo_store, "overview"))
    assert f"Anti-social behaviour incidents: {TEXT}" in said
    assert "notes.jsonl: line 2: " in said and "notes.jsonl: line 4: " in said
    assert "notes.jsonl: line 5: " not in said
    assert "2 more lines of notes.jsonl cannot be read." in said
