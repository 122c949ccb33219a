"""The Data page's part about returns, and its door for files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from cdp_metrics.warehouse.publish import history
from cdp_metrics.warehouse.rebuild import rebuilding
from tests.pages.test_pages import Opens, bodies, opens, shown, words
from tests.stores import store_of

__all__ = ["opens"]

SOUND = b"provider,period_start,cases,repeats\nMARAC,2024-01-01,62,17\n"
SPOILT = SOUND + b"MARAC,2024-02-01,5,17\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("door"), 1)


@pytest.fixture
def raw(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder that files come to, with the door open."""
    monkeypatch.setenv("CDP_ALLOW", "upload")
    monkeypatch.setenv("CDP_RAW", str(tmp_path / "raw"))
    return tmp_path / "raw"


def send(app: AppTest, name: str, body: bytes) -> AppTest:
    return shown(app.file_uploader[0].upload(name, body).run())


def press(app: AppTest, label: str) -> AppTest:
    (button,) = (each for each in app.button if each.label == label)
    return shown(button.click().run())


def labels(app: AppTest) -> list[str]:
    """Return what can be pressed on the page itself: its frame offers to present it."""
    return [each.label for each in app.button if each.key != "present"]


def test_the_demonstration_shows_every_return_and_what_is_overdue(
    opens: Opens,
    demo_store: Path,
) -> None:
    app = opens(demo_store, "data", view="returns")
    said = words(app)
    assert "are overdue" in said
    assert "Wrenminster Men's Advice Line" in said
    assert "Received" in said and "Due" in said
    assert not app.file_uploader
    assert "CDP_ALLOW=upload" in said
    html = " ".join(bodies(app))
    assert 'download="marac.csv"' in html
    assert "What a return's columns hold" in [each.label for each in app.selectbox]


def test_a_demonstration_takes_no_file(
    opens: Opens, demo_store: Path, raw: Path
) -> None:
    app = send(opens(demo_store, "data", view="returns"), "marac.csv", SOUND)
    assert "A demonstration takes no files" in words(app)
    assert "Accept" not in labels(app)


def test_nobody_sends_yet_says_what_to_send(opens: Opens, store: Path) -> None:
    said = words(opens(store, "data", view="returns"))
    assert "Not received yet" in said and "Nobody sends it yet" in said


def test_a_sound_file_is_taken_when_accepted(
    opens: Opens, store: Path, raw: Path
) -> None:
    app = send(opens(store, "data", view="returns"), "marac.csv", SOUND)
    assert "Recognised as 'MARAC cases'. 1 row: 1 can be read" in words(app)
    assert not raw.exists()
    app = press(app, "Accept")
    (taken,) = (raw / "returns").iterdir()
    assert taken.read_bytes() == SOUND
    assert f"Accepted: {taken.name}" in words(app).replace("  ", " ")
    assert "python -m cdp_metrics build" in words(app)
    assert "Recognised" not in words(app)


def test_a_refused_file_leaves_nothing_behind(
    opens: Opens, store: Path, raw: Path
) -> None:
    app = send(opens(store, "data", view="returns"), "marac.csv", SOUND)
    app = press(app, "Refuse")
    assert "Recognised" not in words(app)
    assert not raw.exists()
    assert "upload_seen" not in app.session_state


def test_a_spoilt_file_cannot_be_accepted(opens: Opens, store: Path, raw: Path) -> None:
    app = send(opens(store, "data", view="returns"), "marac.csv", SPOILT)
    said = words(app)
    assert "2 rows: 1 can be read, 1 refused" in said
    assert "repeats (17) is more than cases (5)" in said
    assert "It is not taken while some of it is refused" in said
    assert labels(app) == ["Refuse"]
    assert not raw.exists()


def test_personal_data_is_refused_and_not_repeated(
    opens: Opens, store: Path, raw: Path
) -> None:
    body = SOUND.replace(b"MARAC", b"someone@example.org")
    app = send(opens(store, "data", view="returns"), "marac.csv", body)
    said = words(app)
    assert "seems to hold an e-mail address" in said
    assert "someone@" not in said
    assert labels(app) == ["Refuse"]


def test_a_workbook_is_read_too(opens: Opens, store: Path, raw: Path) -> None:
    book = Workbook()
    for line in SOUND.decode().splitlines():
        book.active.append(line.split(","))
    held = io.BytesIO()
    book.save(held)
    app = send(opens(store, "data", view="returns"), "marac.xlsx", held.getvalue())
    press(app, "Accept")
    (taken,) = (raw / "returns").iterdir()
    assert taken.suffix == ".csv"
    assert taken.read_bytes() == SOUND


def test_building_is_offered_to_those_who_may_publish_alone(
    opens: Opens, tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = store_of(tmp_path, 1, name="Nottingham Crime and Drugs Partnership")
    assert "Build now" not in labels(opens(own, "data", view="returns"))
    monkeypatch.setenv("CDP_ALLOW", "upload,publish")
    app = opens(own, "data", view="returns")
    assert "without options, beside the dashboard" in words(app)
    before = history(own)
    # the folder of files as received is not there, so this build fails
    app = press(app, "Build now")
    run = rebuilding(own)
    assert run is not None
    run.process.wait(120)
    said = words(shown(app.run()))
    assert "The build failed, and the published figures are as they were" in said
    assert history(own) == before
    assert "Build now" in labels(app)


def test_a_store_of_another_partnership_file_is_not_built_from_here(
    opens: Opens, store: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CDP_ALLOW", "publish")
    app = opens(store, "data", view="returns")
    assert "Build now" not in labels(app)
    assert "built with another file of the partnership" in words(app)
