"""The Overview's pack, and files, are of the snapshot that is looked at."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pptx import Presentation
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from cdp_metrics.answers.meeting.parts import meeting
from cdp_metrics.errors import SourceMissing
from cdp_metrics.export.pack import pack_workbook, powerpoint
from cdp_metrics.ui import cached_pack, pack_part
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.snapshots import pin
from tests.pages.test_pages import bodies, shown
from tests.pages.test_snapshots import plain
from tests.stores import store_of

ROOT = Path(__file__).parents[2]
DAY = date(2025, 3, 14)
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}
THEN = "Reports of anti-social behaviour, as they were called then"
MAKE = "Make the meeting pack"
Made = dict[str, tuple[str, Callable[[], bytes]]]
Opens = Callable[..., AppTest]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of 108 reports, by a dictionary of its own, and a build of 120."""
    folder = tmp_path_factory.mktemp("place")
    path = store_of(folder, 13, reports=REPORTS)
    with closing(open_store(path)) as first:
        build = first.build
    copy = folder / "then.duckdb"
    shutil.copyfile(path / build.file, copy)
    with duckdb.connect(str(copy)) as con:
        said = "from paper where name = 'dictionary'"
        (body,) = con.execute(f"select body {said}").fetchone() or ("",)
        words = json.loads(body)
        words["indicators"]["asb_incidents"]["title"] = THEN
        con.execute(
            "update paper set body = ? where name = 'dictionary'", [json.dumps(words)]
        )
    with closing(Store(copy, build)) as then:
        pin(folder / "local" / "snapshots", then, "board", DAY)
    store_of(folder, 13, reports={**REPORTS, "E01000001": 4})
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return what is offered to be downloaded: name and content by label."""
    found: Made = {}

    def offered(label: str, make: Callable[[], bytes], **more: Any) -> None:
        found[label] = more["file_name"], make

    monkeypatch.setattr(pack_part.st, "download_button", offered)
    return found


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch, place: Path) -> Opens:
    monkeypatch.setenv("CDP_STORE", str(place / "store"))
    monkeypatch.setenv("CDP_LOCAL", str(place / "local"))

    def open_page(**query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return shown(app.switch_page("pages/overview.py").run())

    return open_page


def pressed(app: AppTest) -> AppTest:
    """Press the button of the pack, and show what comes of it."""
    (button,) = (each for each in app.button if each.label == MAKE)
    return shown(button.click().run())


def test_the_pack_of_a_snapshot_bears_its_name(opens: Opens, made: Made) -> None:
    app = pressed(opens(snapshot="board"))
    assert MAKE not in {each.label for each in shown(app.run()).button}
    names = {name for label, (name, _) in made.items() if "Meeting pack" in label}
    assert {name.partition("-snapshot-")[2] for name in names} == {
        "board.pptx",
        "board.xlsx",
    }
    assert all(name.startswith("meeting-pack-2025-03-14-") for name in names)
    show = Presentation(io.BytesIO(made["Meeting pack, PowerPoint"][1]()))
    words = "\n".join(
        shape.text_frame.text
        for sheet in show.slides
        for shape in sheet.shapes
        if shape.has_text_frame
    )
    assert words.count(", snapshot board") >= len(show.slides)
    assert "108" in words and "120" not in words


def test_the_pack_of_the_current_figures_is_another(opens: Opens, made: Made) -> None:
    app = pressed(opens(snapshot="board"))
    app.query_params.clear()
    app.query_params["snapshot"] = "current"
    app = shown(app.run())
    assert MAKE in {each.label for each in app.button}, "nothing was made of these yet"
    pressed(app)
    name, make = made["Meeting pack, Excel"]
    assert "snapshot" not in name
    assert make() != b""


def test_a_file_is_written_by_the_snapshots_own_dictionary(
    opens: Opens, made: Made
) -> None:
    opens(snapshot="board")
    name, make = made["Download CSV"]
    file = make().decode("utf-8-sig")  # outside the run, as the browser asks for it
    assert THEN in file and "108" in file
    assert "snapshot board of 14 March 2025" in file
    assert name == "overview-snapshot-board.csv"
    opens()
    file = made["Download CSV"][1]().decode("utf-8-sig")
    assert THEN not in file and "120" in file


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (SourceMissing("no map. What to do: load one"), "No map"),
        (KeyError("boundary"), "The meeting pack could not be made (KeyError)"),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_a_fault_in_making_it_is_a_plain_message(
    monkeypatch: pytest.MonkeyPatch,
    opens: Opens,
    made: Made,
    fault: Exception,
    words: str,
    again: bool,
) -> None:
    def broken(*_: object) -> bytes:
        raise fault

    app = opens()
    if again:  # it was made, but others had theirs made since
        app = pressed(app)
    faulty = tuple((said, broken) for said, _ in pack_part.STEPS)
    monkeypatch.setattr(pack_part, "STEPS", faulty)
    monkeypatch.setattr(cached_pack, "slides", broken)
    app = shown(app.run()) if again else pressed(app)
    said = plain(*bodies(app))
    assert words in said
    assert "ASB: 120 in 12 months" in said, "the page is there all the same"
    assert "Load " in said
    app = shown(app.run())
    assert MAKE in {each.label for each in app.button}


def parts(show: bytes) -> dict[str, bytes]:
    """Return the slides, their notes and charts; the rest holds the time of day."""
    with zipfile.ZipFile(io.BytesIO(show)) as held:
        return {
            name: held.read(name)
            for name in held.namelist()
            if name.endswith(".xml") and name.startswith("ppt/")
        }


def test_the_pages_pack_is_the_one_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, demo_store: Path, tmp_path: Path, made: Made
) -> None:
    monkeypatch.setenv("CDP_STORE", str(demo_store))
    monkeypatch.setenv("CDP_LOCAL", str(tmp_path))
    said: list[tuple[float, str]] = []
    progress = DeltaGenerator.progress

    def told(self: DeltaGenerator, value: float, text: str = "") -> DeltaGenerator:
        said.append((value, text))
        return progress(self, value, text)

    monkeypatch.setattr(DeltaGenerator, "progress", told)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    pressed(shown(app.switch_page("pages/overview.py").run()))
    assert [at for at, _ in said] == sorted(at for at, _ in said)
    assert sum(text.startswith("Forecasting ") for _, text in said) > 2
    assert len({text for _, text in said}) == len(said), "each step says what it does"
    day = date(2026, 2, 15)
    with closing(open_store(demo_store)) as store:
        deck = deck_of(meeting(store, day, lambda *_: None))
    page = parts(made["Meeting pack, PowerPoint"][1]())
    assert page == parts(powerpoint(deck)) and len(page) > 20
    assert made["Meeting pack, Excel"][1]() == pack_workbook(deck)
