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

from cdp_metrics.warehouse.db import Store, open_store
from cdp_metrics.warehouse.publish import Build, history, pointer

__all__ = ["HOLD_SECONDS", "ROOT", "builds", "folder", "kept", "store"]

ROOT: Final = Path(__file__).parents[2]
HOLD_SECONDS: Final = 1.0
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
        return held(store(), *asked).get()

    return ask
