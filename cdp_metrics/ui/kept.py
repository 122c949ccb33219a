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
from functools import lru_cache, partial, wraps
from pathlib import Path
from typing import Final, Generic, TypeVar, TypeVarTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.ui import choices
from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import Build, history, pointer
from cdp_metrics.warehouse.snapshots import (
    Snapshot,
    find,
    listed,
    open_snapshot,
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
T = TypeVar("T")
Asked = TypeVarTuple("Asked")


def folder() -> Path:
    """Return the folder of stores: ``CDP_STORE``, else ``data/build``."""
    return Path(os.environ.get("CDP_STORE") or ROOT / "data" / "build")


def builds() -> list[Build]:
    """Return the builds that are kept, the current one first."""
    return history(folder())


@st.cache_resource(max_entries=3, show_spinner=False, on_release=Store.close)
def _store(path: str, build: Build) -> Store:
    return open_store(Path(path), build)


_held: tuple[float, Path, Store] | None = None


def store() -> Store:
    """Return the store that the session looks at: a snapshot's, or the current one."""
    name = _named()
    return _opened(name)[1] if name else current_store()


def opened(found: Snapshot | Build) -> Store:
    """Return the store of a snapshot, or of a build that is kept."""
    if isinstance(found, Build):
        return _store(str(folder()), found)
    return _opened(found.name)[1]


def snapshots() -> list[Snapshot]:
    """Return the snapshots that are kept, the latest day first."""
    return listed(snapshots_folder())


def snapshot() -> Snapshot | None:
    """Return the snapshot that the session looks at; None for the current figures."""
    name = _named()
    return _opened(name)[0] if name else None


def _named() -> str:
    """Return the name of the session's snapshot; "" outside a session too."""
    return choices.snapshot() if get_script_run_ctx(suppress_warning=True) else ""


def current_store() -> Store:
    """Return the published store, one read-only connection for everybody.

    A run asks several times; the pointer is read again after `HOLD_SECONDS`.
    """
    global _held
    now, place, held = time.monotonic(), folder(), _held
    if held and now - held[0] < HOLD_SECONDS and held[1] == place:
        return held[2]
    found = _store(str(place), pointer(place))
    _held = now, place, found
    return found


_pins: dict[tuple[Path, str], tuple[float, Snapshot, Store]] = {}


def _let_go(store: Store) -> None:
    """Close a snapshot's store that too many others were opened after."""
    for key, (_, _, held) in list(_pins.items()):
        if held is store:
            _pins.pop(key, None)
    store.close()


@st.cache_resource(max_entries=SNAPSHOTS, show_spinner=False, on_release=_let_go)
def _pinned(folder: str, snapshot: Snapshot) -> Store:
    return open_snapshot(Path(folder), snapshot.name)[1]


def _opened(name: str) -> tuple[Snapshot, Store]:
    """Return a snapshot and its store, one connection for everybody."""
    now, place = time.monotonic(), snapshots_folder()
    held = _pins.get((place, name))
    if held and now - held[0] < HOLD_SECONDS:
        return held[1], held[2]
    found = find(place, name)
    opened = _pinned(str(place), found)
    _pins[place, name] = now, found, opened
    return found, opened


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
