"""What a store is asked again and again, read once: a published store never changes."""

from __future__ import annotations

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
        if key not in known:
            found = answer(store, *asked)
            if len(known) >= MOST:
                known.pop(next(iter(known), None), None)
            known[key] = found
            return found
        return known[key]  # type: ignore[return-value]

    return ask
