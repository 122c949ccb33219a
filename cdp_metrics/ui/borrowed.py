"""The stores that a run reads: the same ones from its first question to its last.

What is published meanwhile is for the next run, so that a figure and the name of its
build are always of one store; and no store is closed under a run that reads it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from weakref import WeakSet

from cdp_metrics.warehouse.db import Store

__all__ = ["let_go", "one_run", "same"]

T = TypeVar("T")
_run: ContextVar[dict[Hashable, tuple[object, Store]] | None]
_run = ContextVar("stores_of_the_run", default=None)
_lock = threading.Lock()
_readers: Counter[Store] = Counter()
_gone: WeakSet[Store] = WeakSet()


@contextmanager
def one_run() -> Iterator[None]:
    """Have what a block asks twice answered by one store; a run in a run is the same.

    Set it around whatever shows figures: a page, and a part that runs by itself.
    """
    if _run.get() is not None:
        yield
        return
    held: dict[Hashable, tuple[object, Store]] = {}
    token = _run.set(held)
    try:
        yield
    finally:
        _run.reset(token)
        _give_back([store for _, store in held.values()])


def same(key: Hashable, ask: Callable[[], tuple[T, Store]]) -> tuple[T, Store]:
    """Return what was found for a key when the run first asked.

    Parameters
    ----------
    key
        What is asked for.
    ask
        Finds it, with its store; outside a run it is asked every time.
    """
    held = _run.get()
    if held is None:
        return ask()
    while key not in held:
        found = ask()
        with _lock:
            if found[1] not in _gone:  # else it was closed between two lines
                _readers[found[1]] += 1
                held[key] = found
    return held[key]  # type: ignore[return-value]


def let_go(store: Store) -> None:
    """Close a store, when the last run that reads it has ended."""
    with _lock:
        _gone.add(store)
        if _readers[store]:
            return
        del _readers[store]
    store.close()


def _give_back(stores: list[Store]) -> None:
    closing = []
    with _lock:
        for store in stores:
            _readers[store] -= 1
            if not _readers[store]:
                del _readers[store]
                if store in _gone:
                    closing.append(store)
    for store in closing:
        store.close()
