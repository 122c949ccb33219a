"""The published store, and answers kept for every session.

Everything is keyed by the store, so a new publication is seen within a second and
nothing stale survives it; each cache is bounded. Answers are frozen, so all sessions
share one object: a hit copies nothing and computes nothing again.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache, partial, wraps
from pathlib import Path
from typing import Final, Generic, TypeVar, TypeVarTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.errors import SnapshotMissing, StoreMissing
from cdp_metrics.ui import choices
from cdp_metrics.ui.borrowed import let_go, same
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.pinned import open_snapshot
from cdp_metrics.warehouse.publish import Build, history, pointer
from cdp_metrics.warehouse.snapshots import (
    STORE,
    Snapshot,
    find,
    listed,
    snapshots_folder,
)

__all__ = [
    "HOLD_SECONDS",
    "ROOT",
    "builds",
    "current_store",
    "folder",
    "kept",
    "opened",
    "snapshot",
    "snapshots",
    "store",
]

ROOT: Final = Path(__file__).parents[2]
HOLD_SECONDS: Final = 1.0
SNAPSHOTS: Final = 6  # open at a time
FAILED_SECONDS: Final = 60.0
"""For so long a store that did not open is not tried again, if its file is the same."""
T = TypeVar("T")
Asked = TypeVarTuple("Asked")


def folder() -> Path:
    """Return the folder of stores: ``CDP_STORE``, else ``data/build``."""
    return Path(os.environ.get("CDP_STORE") or ROOT / "data" / "build")


def builds() -> list[Build]:
    """Return the builds that are kept, the current one first."""
    return history(folder())


Found = tuple[Snapshot | Build, Store]
_held: tuple[float, Path, Store] | None = None
_pins: dict[tuple[Path, str], tuple[float, Snapshot, Store]] = {}


def store() -> Store:
    """Return the store that the session looks at: a snapshot's, or the current one.

    It is the same one for the whole of a run; see `borrowed.one_run`.
    """
    return _found(_named())[1]


def current_store() -> Store:
    """Return the published store, one read-only connection for everybody."""
    return _found("")[1]


def opened(found: Snapshot | Build) -> Store:
    """Return the store of a snapshot, or of a build that is kept."""
    if isinstance(found, Build):
        return same(found, partial(_build, found))[1]
    return _found(found.name)[1]


def snapshots() -> list[Snapshot]:
    """Return the snapshots that are kept, the latest day first."""
    return listed(snapshots_folder())


def snapshot() -> Snapshot | None:
    """Return the snapshot that the session looks at; None for the current figures."""
    found = _found(name)[0] if (name := _named()) else None
    return found if isinstance(found, Snapshot) else None


def _named() -> str:
    """Return the name of the session's snapshot; "" outside a session too."""
    return choices.snapshot() if get_script_run_ctx(suppress_warning=True) else ""


def _found(name: str) -> Found:
    """Return a snapshot and its store; of no name, the current build and its own."""
    ask = partial(_pin_of, name) if name else _current
    return same(name, ask)


def _current() -> Found:
    """Return what is published; the pointer is read again after `HOLD_SECONDS`."""
    global _held
    now, place, held = time.monotonic(), folder(), _held
    if held and now - held[0] < HOLD_SECONDS and held[1] == place:
        return held[2].build, held[2]
    found = _store(str(place), pointer(place))
    _held = now, place, found
    return found.build, found


def _pin_of(name: str) -> Found:
    """Return a snapshot and its store, one connection for everybody."""
    now, place = time.monotonic(), snapshots_folder()
    held = _pins.get((place, name))
    if held and now - held[0] < HOLD_SECONDS:
        return held[1], held[2]
    found = find(place, name)
    opened = _tried(place / name / STORE, partial(_pinned, str(place), found))
    _pins[place, name] = now, found, opened
    return found, opened


def _build(found: Build) -> Found:
    """Return a build that is kept, and its store."""
    place = folder()
    return found, _tried(place / found.file, partial(_store, str(place), found))


_failed: dict[Path, tuple[float, tuple[int, int], str]] = {}


def _tried(path: Path, opening: Callable[[], Store]) -> Store:
    """Open a store; what did not open is not tried again with every click."""
    with suppress(OSError):
        seen = path.stat().st_mtime_ns, path.stat().st_size
        when, before, why = _failed.get(path, (0.0, (0, 0), ""))
        if before == seen and time.monotonic() - when < FAILED_SECONDS:
            raise SnapshotMissing(why)
        try:
            return opening()
        except StoreMissing as error:
            _failed[path] = time.monotonic(), seen, str(error)
            raise
    return opening()


def _let_go(store: Store) -> None:
    """Forget a store that too many others were opened after."""
    global _held
    for key, (_, _, held) in list(_pins.items()):
        if held is store:
            _pins.pop(key, None)
    if _held and _held[2] is store:
        _held = None
    let_go(store)


@st.cache_resource(max_entries=3, show_spinner=False, on_release=_let_go)
def _store(path: str, build: Build) -> Store:
    return open_store(Path(path), build)


@st.cache_resource(max_entries=SNAPSHOTS, show_spinner=False, on_release=_let_go)
def _pinned(folder: str, snapshot: Snapshot) -> Store:
    return open_snapshot(Path(folder), snapshot.name)[1]


class _Answer(Generic[T]):
    """An answer that is computed when first asked for; an error is not kept."""

    def __init__(self, compute: Callable[[], T]) -> None:
        self._compute, self._lock = compute, threading.Lock()

    def get(self) -> T:
        with self._lock:  # sessions that ask at one moment wait for one computation
            if not hasattr(self, "_value"):
                self._value = self._compute()
            return self._value


def kept(entries: int, answer: Callable[[Store, *Asked], T]) -> Callable[[*Asked], T]:
    """Return a function of the published store that computes each answer once.

    Streamlit's own caches hash every argument at every hit, which came to a tenth of
    a click.
    """

    @lru_cache(entries)
    def held(store: Store, *asked: *Asked) -> _Answer[T]:
        return _Answer(partial(answer, store, *asked))

    @wraps(answer)
    def ask(*asked: *Asked) -> T:
        found = store()
        with reading_by(found.dictionary):
            return held(found, *asked).get()

    return ask
