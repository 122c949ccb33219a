"""The dictionary that figures are read by: the product's own, or a snapshot's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

__all__ = ["Entries", "in_force", "reading_by"]

Entries = Mapping[str, Mapping[str, object]]
T = TypeVar("T")
_held: ContextVar[Entries | None] = ContextVar("dictionary", default=None)


@contextmanager
def reading_by(dictionary: Entries | None) -> Iterator[None]:
    """Read figures by a dictionary while the block runs.

    Parameters
    ----------
    dictionary
        Entries by kind ("indicators", "publishers", "templates"); None for the
        product's own.
    """
    token = _held.set(dictionary)
    try:
        yield
    finally:
        _held.reset(token)


def in_force(kind: str, own: Mapping[str, T]) -> Mapping[str, T]:
    """Return the entries of a kind that hold: the product's own unless others do."""
    held = _held.get()
    return own if held is None else held[kind]  # type: ignore[return-value]
