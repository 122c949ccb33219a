"""A pack of a snapshot bears its name, day and figures; every slide speaks."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from typer.testing import CliRunner

from cdp_metrics.answers.meeting.parts import meeting
from cdp_metrics.commands import app
from cdp_metrics.export.pack import powerpoint
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.warehouse import open_store
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.snapshots import pin
from tests.stores import printed_store, store_of
from tests.unit.test_pack import said

DAY = date(2025, 3, 14)
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}
NAME = "Reports of anti-social behaviour, as they were called then"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of a build whose dictionary named a measure otherwise, then a build.

    Twelve months to January 2025: 3 LSOAs of 3 reports a month, later one of 4.
    """
    folder = tmp_path_factory.mktemp("place")
    path = store_of(folder, 13, reports=REPORTS)
    with closing(open_store(path)) as first:
        build = first.build
    copy = folder / "then.duckdb"
    shutil.copyfile(path / build.file, copy)
    with duckdb.connect(str(copy)) as con:
        (body,) = con.execute(
            "select body from paper where name = 'dictionary'"
        ).fetchone() or ("",)
        words = json.loads(body)
        words["indicators"]["asb_incidents"]["title"] = NAME
        con.execute(
            "update paper set body = ? where name = 'dictionary'", [json.dumps(words)]
        )
    with closing(Store(copy, build)) as then:
        pin(folder / "local" / "snapshots", then, "board-2025-03", DAY)
    store_of(folder, 13, reports={**REPORTS, "E01000001": 4})
    return folder


def test_the_command_makes_the_pack_of_a_snapshot(
    monkeypatch: pytest.MonkeyPatch, place: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("CDP_LOCAL", str(place / "local"))
    monkeypatch.setenv("CDP_STORE", str(place / "store"))
    words = ["pack", "--out", str(tmp_path), "--snapshot", "board-2025-03"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    slides, book = sorted(tmp_path.iterdir())
    build = slides.name.split("-")[5]
    stem = f"meeting-pack-2025-03-14-{build}-snapshot-board-2025-03"
    assert [book.name, slides.name] == [f"{stem}.xlsx", f"{stem}.pptx"]
    show = Presentation(str(slides))
    for sheet in show.slides:
        assert f"Build {build}, snapshot board-2025-03" in said(sheet)
        assert "s at 14 March 2025" in said(sheet)
        notes = sheet.notes_slide.notes_text_frame.text
        assert f"As at 2025-03-14, build {build}, snapshot board-2025-03." in notes
    everything = "\n".join(map(said, show.slides))
    assert "108" in everything and "120" not in everything
    assert NAME in everything, "it is written by the snapshot's own dictionary"
    about = dict([*load_workbook(book)["About"].iter_rows(values_only=True)])
    assert about["Build"] == f"{build}, snapshot board-2025-03"
    assert about["As at"] == "2025-03-14"


@pytest.mark.parametrize("more", [["--as-at", "2025-03-14"], ["--store", "."]])
def test_a_snapshot_has_its_own_day_and_store(
    monkeypatch: pytest.MonkeyPatch, place: Path, tmp_path: Path, more: list[str]
) -> None:
    monkeypatch.setenv("CDP_LOCAL", str(place / "local"))
    words = ["pack", "--out", str(tmp_path), "--snapshot", "board-2025-03", *more]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2 and "alone" in done.output
    assert not [*tmp_path.iterdir()]


def test_an_unknown_snapshot_makes_no_pack(
    monkeypatch: pytest.MonkeyPatch, place: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("CDP_LOCAL", str(place / "local"))
    words = ["pack", "--out", str(tmp_path / "out"), "--snapshot", "april"]
    done = CliRunner().invoke(app, words)
    assert "there is no snapshot 'april'" in str(done.exception)
    assert not (tmp_path / "out").exists()


def unspoken(show: Any) -> list[str]:
    """Return slides without notes of their own, and shapes without words."""
    found = []
    for at, sheet in enumerate(show.slides):
        lines = sheet.notes_slide.notes_text_frame.text.splitlines()
        own = [line for line in lines if line and not line.startswith("As at ")]
        if not own:
            found.append(f"{at}: notes")
        for shape in sheet.shapes:
            drawn = not shape.has_text_frame
            words = shape._element.xpath(".//p:cNvPr")[0].get("descr", "")
            if drawn and len(words) < 5:
                found.append(f"{at}: {shape.name}")
    return found


def test_every_slide_has_notes_and_everything_drawn_has_words(
    demo_store: Path, tmp_path: Path
) -> None:
    shown = []
    bare = store_of(tmp_path / "bare", 11, without=("boundaries",))
    for folder in (demo_store, bare, printed_store(tmp_path / "printed")):
        with closing(open_store(folder)) as store:
            deck = deck_of(meeting(store, date(2026, 2, 15), lambda *_: None))
        show = Presentation(io.BytesIO(powerpoint(deck)))
        assert unspoken(show) == []
        assert [slide.title for slide in deck.slides if not slide.notes] == []
        shown.append(len(show.slides))
    # without plan and map: cover, counts, what is not in the pack, sources
    assert shown == [16, 4, 7]
