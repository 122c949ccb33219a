"""A build that a server starts: a process of its own, one at a time, harmless."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdp_metrics.warehouse.publish import POINTER, history, locked
from cdp_metrics.warehouse.rebuild import Rebuild, rebuild, rebuilding
from tests.stores import store_of

MARAC = "provider,period_start,cases,repeats\nMARAC,2024-01-01,62,17\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a place whose store is published and has a file waiting."""
    store_of(tmp_path, 1)
    (tmp_path / "police" / "marac.csv").write_text(MARAC, "utf-8")
    monkeypatch.delenv("CDP_STORE", raising=False)
    return tmp_path


def ended(run: Rebuild) -> Rebuild:
    run.process.wait(120)
    return run


def asked(place: Path) -> tuple[str, ...]:
    return (
        *("--raw", str(place / "place"), "--raw", str(place / "police")),
        *("--partnership", str(place / "partnership.toml")),
    )


def test_what_was_accepted_is_published(place: Path) -> None:
    folder = place / "store"
    before = history(folder)[0].build_id
    assert rebuilding(folder) is None
    run = rebuild(folder, *asked(place))
    assert rebuild(folder) is run  # a second one is not started beside it
    assert ended(run).state == "done", run.said
    assert rebuilding(folder) is run
    assert history(folder)[0].build_id != before
    assert history(folder)[0].build_id in run.said


def test_a_build_that_fails_leaves_what_is_published(place: Path) -> None:
    folder = place / "store"
    before = json.loads((folder / POINTER).read_text())
    run = ended(rebuild(folder, "--raw", str(place / "none")))
    assert run.state == "failed" and run.said
    assert json.loads((folder / POINTER).read_text()) == before
    # and another can be started after it
    assert rebuild(folder, *asked(place)) is not run
    held = rebuilding(folder)
    assert held is not None and ended(held).state == "done"


def test_a_build_from_elsewhere_is_not_disturbed(place: Path) -> None:
    folder = place / "store"
    with locked(folder):
        run = ended(rebuild(folder, *asked(place)))
    assert run.state == "failed" and "another build is writing" in run.said
