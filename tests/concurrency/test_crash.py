"""Builds that are killed, stopped, starved or doubled leave the published store whole.

Every build here is a real process, and every reader goes through the real door.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cdp_metrics.errors import StoreMissing
from cdp_metrics.warehouse.db import open_store
from cdp_metrics.warehouse.publish import history, locked, pointer
from tests.builders import (
    build_place,
    police_zip,
    row,
    write_partnership,
    write_place,
)

resource = pytest.importorskip("resource", reason="needs a POSIX system")

ROOT = Path(__file__).resolve().parents[2]
STOPPED = "Stopped. What was published is as it was."
AS_IT_WAS = "as it was"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a place with one published build of one month."""
    folder = tmp_path_factory.mktemp("template")
    police_zip(folder / "police" / "first.zip", {"2025-01": [row()] * 3})
    build_place(folder)
    return folder


@pytest.fixture
def place(template: Path, tmp_path: Path) -> Path:
    """Return a copy of the place with files for another, larger build beside it."""
    folder = tmp_path / "place"
    shutil.copytree(template, folder)
    months = {f"2024-{number:02}": number for number in range(1, 13)}
    police_zip(
        folder / "police" / "second.zip",
        {m: [row(month=m), row("ASB", month=m)] * 200 for m in months},
    )
    return folder


def command(place: Path, *more: str) -> list[str]:
    """Return the command that builds a place."""
    write_place(place / "place")
    return [
        *(sys.executable, "-m", "cdp_metrics", "build"),
        *("--raw", str(place / "place"), "--raw", str(place / "police")),
        *("--out", str(place / "store")),
        *("--partnership", str(write_partnership(place / "partnership.toml"))),
        *more,
    ]


def start(place: Path, *more: str, limit: int | None = None) -> subprocess.Popen[str]:
    """Start a build; `limit` is the size in bytes that no file of it can pass."""

    def starve() -> None:
        assert limit is not None
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        command(place, *more),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=starve if limit else None,
        env=os.environ | {"COLUMNS": "300"},
    )


def finish(build: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit code and all that was said, which never holds a traceback."""
    said, complained = build.communicate(timeout=120)
    assert "Traceback" not in said + complained, complained
    return build.returncode, said + complained


def state(store: Path) -> dict[str, str]:
    """Return every file of a folder of stores but the lock, with its hash."""
    return {
        path.relative_to(store).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in sorted(store.rglob("*"))
        if path.is_file() and path.name != ".build.lock"
    }


def scratch(store: Path) -> list[Path]:
    return list(store.glob(".building-*"))


def wait_for(build: subprocess.Popen[str], reached: Callable[[], bool]) -> None:
    """Return as soon as a build has got so far; fail if it ends before."""
    while not reached():
        assert build.poll() is None, "the build ended before: " + str(finish(build))
        time.sleep(0.0005)


INSTANTS: dict[str, Callable[[Path], bool]] = {
    "its folder is made": lambda store: bool(scratch(store)),
    "files are being copied": lambda store: any(
        each.glob("00000*") for each in scratch(store)
    ),
    "the store is begun": lambda store: any(
        (each / "store.duckdb").exists() for each in scratch(store)
    ),
    "rows are loaded": lambda store: any(
        (each / "blank.csv").exists() for each in scratch(store)
    ),
    "the finished file bears its name": lambda store: (
        len(list(store.glob("cdp-*.duckdb"))) > 1
    ),
}


@contextmanager
def reading(store: Path) -> Iterator[list[str]]:
    """Keep reading the published store meanwhile; yield the builds that were seen."""
    seen: list[str] = []
    faults: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        try:
            while not over.wait(0.01):
                with closing(open_store(store)) as opened:
                    (about,) = opened.records("build")
                    assert about["build_id"] == opened.build.build_id
                    area = about["area_code"]
                    assert opened.records(
                        "monthly", area=area, indicator="asb_incidents"
                    )
                if seen[-1:] != [about["build_id"]]:
                    seen.append(about["build_id"])
        except BaseException as fault:
            faults.append(fault)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        over.set()
        reader.join()
    assert not faults, repr(faults[0])


@pytest.mark.parametrize("instant", INSTANTS)
def test_a_build_killed_at_any_instant_leaves_the_store_as_it_was(
    place: Path, instant: str
) -> None:
    store = place / "store"
    before, first = state(store), pointer(store)
    with reading(store) as seen:
        build = start(place)
        wait_for(build, lambda: INSTANTS[instant](store))
        build.kill()
        finish(build)
        assert build.returncode == -signal.SIGKILL
        after = state(store)
        current = pointer(store)
        if current == first:
            assert {name: after[name] for name in before} == before
        else:  # it was killed a moment after the pointer had moved
            assert instant == "the finished file bears its name"
        assert build_place(place).build.build_id == pointer(store).build_id
        # the next build has cleared what the killed one left
        kept = {each.file for each in history(store)}
        assert set(state(store)) == kept | {"current.json"} and len(kept) == 2
        assert scratch(store) == []
        for _ in range(2000):  # the reader may have failed; that is told below
            if seen[-1:] == [pointer(store).build_id]:
                break
            time.sleep(0.005)
    assert seen == [first.build_id, pointer(store).build_id]


@pytest.mark.parametrize(
    ("instant", "sent"),
    [
        ("its folder is made", signal.SIGINT),
        ("the store is begun", signal.SIGINT),
        ("rows are loaded", signal.SIGINT),
        ("rows are loaded", signal.SIGTERM),
    ],
)
def test_a_build_that_is_stopped_says_so_and_leaves_nothing(
    place: Path, instant: str, sent: signal.Signals
) -> None:
    store = place / "store"
    before = state(store)
    build = start(place)
    wait_for(build, lambda: INSTANTS[instant](store))
    build.send_signal(sent)
    code, said = finish(build)
    assert code == 130
    assert STOPPED in said
    assert state(store) == before
    assert scratch(store) == []


def test_stopping_again_while_it_tidies_up_changes_nothing(place: Path) -> None:
    store = place / "store"
    before = state(store)
    build = start(place)
    wait_for(build, lambda: INSTANTS["the store is begun"](store))
    while build.poll() is None:
        build.send_signal(signal.SIGINT)
        time.sleep(0.001)
    code, said = finish(build)
    assert (code, said.count(STOPPED)) == (130, 1)
    assert state(store) == before
    assert scratch(store) == []


def test_the_second_of_two_builds_is_refused(place: Path) -> None:
    store = place / "store"
    first = start(place)
    wait_for(first, lambda: bool(scratch(store)))
    first.send_signal(signal.SIGSTOP)  # at work for as long as it takes
    try:
        code, said = finish(start(place))
    finally:
        first.send_signal(signal.SIGCONT)
    assert code == 1
    assert f"another build is writing to {store}" in said
    assert "What to do: wait until it is done" in said
    code, said = finish(first)
    assert code == 0, said
    assert len(history(store)) == 2


def test_two_builds_started_together_publish_one_store(place: Path) -> None:
    store = place / "store"
    results = [finish(build) for build in [start(place), start(place)]]
    assert 0 in [code for code, _ in results]
    for code, said in results:
        assert code == 0 or "another build is writing" in said
    assert len(history(store)) == 2
    assert scratch(store) == []


@pytest.mark.parametrize("limit", [100, 400_000, 900_000])
def test_a_full_disk_is_one_message_and_the_store_stays(
    place: Path, limit: int
) -> None:
    store = place / "store"
    before = state(store)
    size = (store / pointer(store).file).stat().st_size
    assert limit < size, "the build would fit"
    code, said = finish(start(place, limit=limit))
    assert code == 1
    assert "What to do: " in said and "space" in said
    assert AS_IT_WAS in said
    assert state(store) == before
    assert scratch(store) == []


def test_a_pointer_that_cannot_be_written_leaves_the_old_one(place: Path) -> None:
    store = place / "store"
    first = pointer(store)
    (store / "current.json.new").mkdir()
    code, said = finish(start(place))
    assert code == 1
    assert "current.json.new" in said and "What to do: " in said
    assert pointer(store) == first
    (store / "current.json.new").rmdir()
    assert build_place(place).changed
    assert len(history(store)) == 2


def test_a_folder_that_may_not_be_written_is_one_message(place: Path) -> None:
    blocked = place / "file"
    blocked.write_text("in the way")
    for folder in (blocked, blocked / "store"):
        code, said = finish(start(place, "--out", str(folder)))
        assert code == 1
        assert str(folder) in said.replace("\n", "")
        assert "What to do: check space and rights" in said
    assert blocked.read_text() == "in the way"


@pytest.mark.parametrize("text", ["", "{", '{"builds": [{}]}', "\0"])
def test_a_spoilt_pointer_is_mended_by_building_again(place: Path, text: str) -> None:
    store = place / "store"
    first = pointer(store)
    (store / "current.json").write_text(text)
    with pytest.raises(StoreMissing, match=r"cannot be read.*build again"):
        open_store(store)
    report = build_place(place)
    assert report.changed
    assert pointer(store) == report.build
    assert [each.build_id for each in history(store)] == [
        report.build.build_id,
        first.build_id,
    ]


def test_a_spoilt_pointer_is_mended_by_building_the_same_again(template: Path) -> None:
    store = template / "store"
    first = pointer(store)
    (store / "current.json").write_text("spoilt")
    build_place(template)
    assert pointer(store).build_id == first.build_id
    with closing(open_store(store)) as opened:
        assert opened.records("build")


def test_a_store_file_that_is_gone_is_built_again(place: Path) -> None:
    store = place / "store"
    first = build_place(place).build
    (store / first.file).unlink()
    with pytest.raises(StoreMissing, match=r"is gone, though current\.json names it"):
        open_store(store)
    report = build_place(place)
    assert report.changed and report.build.build_id == first.build_id
    with closing(open_store(store)) as opened:
        assert opened.records("build")


def test_the_same_inputs_publish_nothing_new(place: Path) -> None:
    store = place / "store"
    build_place(place)
    before = state(store)
    for _ in range(2):
        report = build_place(place)
        assert not report.changed
        assert state(store) == before
    code, said = finish(start(place))
    assert code == 0
    assert f"Already published, nothing changed: build {report.build.build_id}" in said
    assert state(store) == before


def test_building_after_a_rollback_returns_to_the_build(place: Path) -> None:
    store = place / "store"
    first = pointer(store)
    second = build_place(place).build
    roll = [sys.executable, "-m", "cdp_metrics", "rollback", "--out", str(store)]
    done = subprocess.run(roll, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, pointer(store)) == (0, first)
    report = build_place(place)
    assert report.changed
    assert report.build == second == pointer(store)
    assert len(history(store)) == 2


def test_six_publications_keep_five_that_can_be_read(place: Path) -> None:
    store = place / "store"
    for number in range(6):
        build_place(place, name=f"Partnership {number}")
    entries = history(store)
    assert len(entries) == 5
    assert {path.name for path in store.glob("cdp-*")} == {e.file for e in entries}
    names = []
    for entry in entries:
        with closing(open_store(store, entry)) as opened:
            names.append(opened.records("build")[0]["partnership"])
    assert names == [f"Partnership {number}" for number in (5, 4, 3, 2, 1)]
    document = json.loads((store / "current.json").read_text("utf-8"))
    assert len(document["builds"]) == 5


def test_a_writer_who_holds_the_folder_is_waited_for_by_nobody(place: Path) -> None:
    store = place / "store"
    with locked(store):
        for verb in (["rollback"], ["publish", "abc"]):
            line = [sys.executable, "-m", "cdp_metrics", *verb, "--out", str(store)]
            done = subprocess.run(
                line, cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 1
            assert "another build is writing" in done.stderr
