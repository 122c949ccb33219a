"""What is published while a page is being made is for the next run, whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import blocks, borrowed, kept, sharing
from cdp_metrics.ui.borrowed import one_run
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.publish import history, point_to
from tests.pages.test_pages import bodies, shown
from tests.stores import store_of

ROOT = Path(__file__).parents[2]
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds: twelve months of 3 LSOAs with 3 reports each, then of one with 4."""
    folder = tmp_path_factory.mktemp("two")
    store_of(folder, 13, reports=REPORTS)
    return store_of(folder, 13, reports={**REPORTS, "E01000001": 4})


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, two: Path, tmp_path: Path) -> Path:
    """Have every question read the pointer, as one a second later would."""
    monkeypatch.setenv("CDP_STORE", str(two))
    monkeypatch.setenv("CDP_LOCAL", str(tmp_path))
    monkeypatch.setattr(kept, "HOLD_SECONDS", 0.0)
    return two


def test_a_file_bears_the_build_of_its_figures(
    monkeypatch: pytest.MonkeyPatch, at_once: Path
) -> None:
    new, old = history(at_once)
    made: list[Callable[[], bytes]] = []
    title = blocks.title

    def published(*words: str) -> None:
        title(*words)
        point_to(at_once, old.build_id)

    def offered(_: str, make: Callable[[], bytes], **__: Any) -> None:
        made.append(make)

    monkeypatch.setattr(blocks, "title", published)
    monkeypatch.setattr(sharing.st, "download_button", offered)
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app = shown(app.switch_page("pages/overview.py").run())
    assert history(at_once)[0] == old
    file = made[0]().decode("utf-8-sig")
    assert "120" in file and "120" in "".join(bodies(app))
    assert new.build_id in file
    assert old.build_id not in file
    assert app.session_state["build_seen"] == new.build_id, "its news are still to come"
    app = shown(app.run())
    file = made[2]().decode("utf-8-sig")
    assert "108" in file and old.build_id in file
    point_to(at_once, new.build_id)


def test_a_run_asks_once_and_the_next_again(at_once: Path) -> None:
    new, old = history(at_once)
    with one_run():
        first = kept.store()
        point_to(at_once, old.build_id)
        with one_run():
            assert kept.store() is kept.current_store() is first
        assert kept.store() is first, "a run within a run is the same one"
    assert kept.store().build == old
    point_to(at_once, new.build_id)
    assert kept.store().build == new


def test_a_store_that_is_read_is_closed_when_the_run_has_ended(at_once: Path) -> None:
    with one_run():
        read = kept.store()
        kept.st.cache_resource.clear()  # as where too many others were opened
        assert len(read.records("build")) == 1
        with one_run():
            pass
        assert len(read.records("build")) == 1
    assert closed(read)
    again = kept.store()
    assert again is not read
    assert len(again.records("build")) == 1
    kept.st.cache_resource.clear()
    assert closed(again), "nobody read it"
    assert not borrowed._readers


def closed(store: Store) -> bool:
    """Return whether a store answers no more."""
    try:
        store.records("build")
    except Exception:
        return True
    return False
