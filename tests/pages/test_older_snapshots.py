"""A snapshot of another version of the product is shown as far as it can be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from cdp_metrics.ui import kept
from cdp_metrics.warehouse import snapshots
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import history
from cdp_metrics.warehouse.snapshots import find, pin
from tests.pages.test_pages import bodies, shown
from tests.pages.test_snapshots import plain
from tests.stores import store_of

ROOT = Path(__file__).parents[2]
REPORTS = {"E01000001": 3, "E01000091": 3, "E01000092": 3}
Opens = Callable[..., str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds, and of the first: a snapshot, and later ones of other versions.

    "fewer" lacks the hot spots, "none" the counts by month, "spoilt" is no store,
    "invented" is of a demonstration of the same place.
    """
    folder = tmp_path_factory.mktemp("place")
    local = folder / "local" / "snapshots"
    path = store_of(folder, 13, reports=REPORTS)
    with closing(open_store(path)) as first:
        build = first.build
        pin(local, first, "board", date(2025, 3, 1))
    for day, (name, change) in enumerate(
        {
            "fewer": "drop table hot_spot",
            "none": "drop table incident_month",
            "spoilt": "select 1",
            "invented": "update build_info set demonstration = true",
        }.items(),
        2,
    ):
        copy = folder / f"{name}.duckdb"
        shutil.copyfile(path / build.file, copy)
        with duckdb.connect(str(copy)) as con:
            con.execute(change)
        with closing(Store(copy, build)) as other:
            pin(local, other, name, date(2025, 3, day))
    (local / "spoilt" / "store.duckdb").unlink()
    (local / "spoilt" / "store.duckdb").write_bytes(b"no store")
    store_of(folder, 13, reports={**REPORTS, "E01000001": 4})
    return folder


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch, place: Path) -> Opens:
    """Return ``opens(page, **query)``, which returns what a page says."""
    monkeypatch.setenv("CDP_STORE", str(place / "store"))
    monkeypatch.setenv("CDP_LOCAL", str(place / "local"))
    monkeypatch.setattr(kept, "_held", None)  # another test's build, for a second

    def open_page(page: str, **query: str) -> str:
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        return plain(*bodies(shown(app.switch_page(f"pages/{page}.py").run())))

    return open_page


def test_a_page_whose_figures_were_kept_is_shown(opens: Opens) -> None:
    said = opens("overview", snapshot="fewer")
    assert "Snapshot fewer:" in said
    assert "108" in said
    assert "Revised by +12 since: the year to Jan 2025 is 120 now." in said


def test_a_page_whose_figures_were_not_kept_says_so(opens: Opens) -> None:
    said = opens("hot_spots", snapshot="fewer")
    assert "which did not keep what is asked for here" in said
    assert "Open it with the version of that day, or use the pack" in said
    assert "See the current figures" in said


def test_the_next_snapshot_is_taken_where_one_cannot_be_read(opens: Opens) -> None:
    # the latest is invented, then comes one that is spoilt, then one that holds little
    said = opens("overview")
    assert "Since the snapshot fewer (2 March 2025):" in said
    assert "Revised by +12 since the snapshot fewer" in said


def test_one_that_did_not_open_is_not_read_with_every_click(
    monkeypatch: pytest.MonkeyPatch, opens: Opens, place: Path
) -> None:
    kept._failed.clear()
    read: list[str] = []
    digest = snapshots.digest

    def counted(path: Path) -> str:
        read.append(path.parent.name)
        return digest(path)

    monkeypatch.setattr("cdp_metrics.warehouse.pinned.digest", counted)
    for _ in range(3):
        assert "is not the store that was pinned" in opens(
            "overview", snapshot="spoilt"
        )
    assert read.count("spoilt") == 1
    # put back from a backup: seen at once
    path = place / "local" / "snapshots" / "spoilt" / "store.duckdb"
    path.unlink()
    shutil.copyfile(place / "spoilt.duckdb", path)
    assert "Snapshot spoilt:" in opens("overview", snapshot="spoilt")


def test_a_demonstration_is_not_held_against_a_real_place(opens: Opens) -> None:
    assert "Revised by" not in opens("overview", snapshot="invented")


def test_the_data_page_lists_what_is_kept_and_whether_it_opens(opens: Opens) -> None:
    said = opens("data", view="build")
    assert "Snapshots kept" in said
    build = find(Path(os.environ["CDP_LOCAL"]) / "snapshots", "board").build_id
    assert f"board 1 March 2025 Alderton {build} Yes" in said
    assert f"invented 5 March 2025 Alderton, invented {build} Yes" in said
    assert f"fewer 2 March 2025 Alderton {build} Not all of it: the snapshot" in said


def test_without_snapshots_the_data_page_says_how_to_keep_one(
    opens: Opens, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CDP_LOCAL", str(tmp_path))
    said = opens("data", view="build")
    assert "Snapshots: none is kept." in said


def test_nothing_is_said_backwards(
    opens: Opens, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the older build was made current again, the snapshot is of a later one."""
    from cdp_metrics.warehouse.publish import point_to

    new, old = history(place / "store")[:2]
    local = place / "elsewhere" / "snapshots"
    with closing(open_store(place / "store")) as store:
        pin(local, store, "later", date(2025, 3, 20))
    monkeypatch.setenv("CDP_LOCAL", str(place / "elsewhere"))
    monkeypatch.setattr(kept, "HOLD_SECONDS", 0.0)
    point_to(place / "store", old.build_id)
    try:
        said = opens("overview") + opens("overview", snapshot="later")
    finally:
        point_to(place / "store", new.build_id)
    assert "Snapshot later:" in said
    assert "Since the snapshot" not in said
    assert "Revised by" not in said


def test_many_that_hold_too_little_do_not_push_out_what_is_shown(
    opens: Opens, place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """More than can be open at a time: they would be opened with every click."""
    build = history(place / "store")[-1]
    local = tmp_path / "snapshots"
    with closing(Store(place / "none.duckdb", build)) as other:
        for day in range(1, kept.SNAPSHOTS + 4):
            pin(local, other, f"none{day}", date(2025, 3, day))
    monkeypatch.setenv("CDP_LOCAL", str(tmp_path))
    read: list[str] = []
    open_one = kept.open_snapshot

    def counted(folder: Path, name: str) -> tuple[snapshots.Snapshot, Store]:
        read.append(name)
        return open_one(folder, name)

    monkeypatch.setattr(kept, "open_snapshot", counted)
    for _ in range(3):
        assert "Since the snapshot" not in opens("overview")
    latest = [f"none{day}" for day in range(9, 9 - kept.SNAPSHOTS + 2, -1)]
    assert sorted(read) == sorted(latest)
