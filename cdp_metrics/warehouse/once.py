"""What a store is asked again and again, read once: a published store never changes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Final, TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from cdp_metrics.warehouse.db import Store

__all__ = ["MOST", "once"]

T = TypeVar("T")
Asked = TypeVarTuple("Asked")
MOST: Final = 1024
"""Answers held of one store; the oldest goes for the next."""

_lock = threading.Lock()
_known: WeakKeyDictionary[Store, dict[Hashable, object]] = WeakKeyDictionary()


def once(answer: Callable[[Store, *Asked], T]) -> Callable[[Store, *Asked], T]:
    """Return a function that reads the same of a store only once.

    For what nearly every answer needs besides: areas, residents, the plan. It goes
    with its store.

    Parameters
    ----------
    answer
        A function of a store and of what can be hashed. Callers share what it returns
        and leave it as it is; an error is not held.
    """

    @wraps(answer)
    def ask(store: Store, *asked: *Asked) -> T:
        known = _known.setdefault(store, {})
        key = (answer, *asked)
        if (held := known.get(key, _known)) is not _known:
            return held  # type: ignore[return-value]
        found = answer(store, *asked)
        with _lock:
            if len(known) >= MOST:
                known.pop(next(iter(known)), None)
            known[key] = found
        return found

    return ask
