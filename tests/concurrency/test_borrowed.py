"""A store may be let go while others are about to read it: nobody meets it closed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cdp_metrics.errors import CdpError
from cdp_metrics.ui import borrowed
from cdp_metrics.ui.borrowed import let_go, one_run, same
from cdp_metrics.warehouse.db import Store, open_store
from tests.stores import store_of

READERS, TURNS, SWAPS = 4, 60, 40
PATIENCE = 60.0


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(tmp_path_factory.mktemp("borrowed"), 13)


@pytest.fixture(autouse=True)
def all_given_back() -> Iterator[None]:
    """Nothing stays counted as read once every run has ended."""
    yield
    assert not borrowed._readers


def closed(store: Store) -> bool:
    """Return whether a store answers no more."""
    try:
        store.records("build")
    except CdpError:
        return True
    return False


def test_one_let_go_between_being_found_and_being_held_is_asked_for_again(
    place: Path,
) -> None:
    first, second = open_store(place), open_store(place)
    found, gone = threading.Event(), threading.Event()
    answers = iter((first, second))

    def ask() -> tuple[str, Store]:
        store = next(answers)
        if store is first:  # found, and not yet held, while another run lets it go
            found.set()
            assert gone.wait(PATIENCE)
        return "", store

    def read() -> tuple[Store, int]:
        with one_run():
            store = same("current", ask)[1]
            return store, len(store.records("build"))

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        assert found.wait(PATIENCE)
        let_go(first)
        assert closed(first), "nobody held it"
        gone.set()
        assert reading.result(PATIENCE) == (second, 1)
    assert not closed(second)
    let_go(second)
    assert closed(second)


def test_one_that_is_held_stays_open_until_its_last_run_has_ended(place: Path) -> None:
    store = open_store(place)
    held, end = threading.Barrier(3), [threading.Event(), threading.Event()]

    def read(at: int) -> int:
        with one_run():
            mine = same("current", lambda: ("", store))[1]
            held.wait(PATIENCE)
            assert end[at].wait(PATIENCE)
            return len(mine.records("build"))

    with ThreadPoolExecutor(2) as pool:
        first, last = pool.submit(read, 0), pool.submit(read, 1)
        held.wait(PATIENCE)
        let_go(store)
        assert not closed(store)
        end[0].set()
        assert first.result(PATIENCE) == 1
        assert not closed(store), "another run reads it still"
        end[1].set()
        assert last.result(PATIENCE) == 1
    assert closed(store)


def test_no_reader_of_many_meets_a_closed_store(place: Path) -> None:
    """Stores are replaced all the while, as publications do; each run reads one."""
    current = [open_store(place)]
    opened = [*current]
    begin = threading.Barrier(READERS + 1)

    def read() -> int:
        begin.wait(PATIENCE)
        rows = 0
        for _ in range(TURNS):
            with one_run():
                first = same("current", lambda: ("", current[0]))[1]
                rows += len(first.records("build"))
                assert same("current", lambda: ("", current[0]))[1] is first
                rows += len(first.records("build"))
        return rows

    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(read) for _ in range(READERS)]
        begin.wait(PATIENCE)
        for _ in range(SWAPS):
            before, current[0] = current[0], open_store(place)
            opened.append(current[0])
            let_go(before)
        assert [each.result(PATIENCE) for each in reading] == [2 * TURNS] * READERS
    assert [closed(each) for each in opened] == [True] * SWAPS + [False]
    let_go(current[0])
