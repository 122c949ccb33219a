"""A part of a page that shows one at a time: what is drawn, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cdp_metrics.ui.markup import State

__all__ = ["Absent", "Part", "missing", "not_received"]

Absent = tuple[State, str, str]
"""Kind of state, reason and what to do."""
Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a page.

    Parameters
    ----------
    title, subtitle
        The answer, and what it is about.
    state
        Why there is no answer, and what to do; None where there is one.
    draw, alt
        What draws it, None where there is nothing to draw, and the chart in words.
    notes
        What must be read with it.
    caption, columns, rows, texts
        The table, and the places of its columns of words.
    source
        Source and method.
    csv, csv_name
        The download.
    """

    title: str
    subtitle: str = ""
    state: Absent | None = None
    draw: Callable[..., dict[str, Any]] | None = None
    alt: str = ""
    notes: Sequence[str] = ()
    caption: str = ""
    columns: Sequence[str] = ()
    rows: Rows = ()
    texts: tuple[int, ...] = (0,)
    source: Sequence[str] = ()
    csv: Callable[[], bytes] | None = None
    csv_name: str = ""


def missing(error: Exception) -> Absent:
    """Return the state of a page from an error that says what is not held."""
    what, _, remedy = str(error).partition(". What to do: ")
    remedy = remedy[:1].upper() + remedy[1:]
    return "missing", what, f"{remedy.rstrip('.')}." if remedy else ""


def not_received(name: str, place: str, error: Exception) -> Part:
    """Return the part ``name`` of a page for which no return has been received."""
    return Part(
        f"{name}: no return has been received",
        place,
        missing(error),
        source=("**Source:** none is loaded.",),
    )
