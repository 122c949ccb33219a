"""What a pack cannot show, in one place: what, why, and what to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cdp_metrics.export.pack.deck import Grid, Slide
from cdp_metrics.export.pack.parts import row_height

__all__ = ["Lacking", "absent_slides", "lacking"]

Lacking = tuple[str, str, str]
"""What is not in the pack, why, and what to send."""
COLUMNS: Final = ("Not in this pack", "Why", "What to do")
WIDTHS: Final = (3.1, 3.7, 5.5)  # inches on a slide
ROOM: Final = 4.5
LOAD: Final = "load the months that are missing and build again"
RULE: Final = "what has no figure has no slide of its own; missing is not nought."
SOURCE: Final = "this build; the page Data lists every file that it has read."


def lacking(name: str, reason: str) -> Lacking:
    """Return a row of the list from an error that says what is not held."""
    why, _, remedy = reason.partition(". What to do: ")
    return name, _sentence(why), _sentence(remedy or LOAD)


def _sentence(words: str) -> str:
    words = words.strip().rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."


def absent_slides(rows: Iterable[Lacking], place: str) -> Iterator[Slide]:
    """Return what is not in a pack, on as many slides as it needs; none for nothing."""
    held: list[Lacking] = []
    used, at = 0.0, 1
    for row in rows:
        tall = row_height(row, WIDTHS)
        if held and used + tall > ROOM:
            yield _slide(held, place, at)
            held, used, at = [], 0.0, at + 1
        held.append(row)
        used += tall
    if held:
        yield _slide(held, place, at)


def _slide(rows: list[Lacking], place: str, at: int) -> Slide:
    return Slide(
        f"What is not in this pack, and why{_more(at)}",
        Grid(COLUMNS, tuple(rows), WIDTHS, "What is not shown, why, and what to do."),
        rule=RULE,
        filters=place,
        source=SOURCE,
        notes=tuple(f"{name}: {why} {remedy}".strip() for name, why, remedy in rows),
        sheet=f"Not in this pack{f' {at}' if at > 1 else ''}",
    )


def _more(at: int) -> str:
    """Return what tells a slide from the first."""
    if at == 1:
        return ""
    return " (continued)" if at == 2 else f" (continued, {at})"
