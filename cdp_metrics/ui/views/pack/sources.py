"""The last slides: who every figure is from, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cdp_metrics.answers.meeting.parts import Meeting
from cdp_metrics.export import plain
from cdp_metrics.export.pack.deck import Line, Slide
from cdp_metrics.export.pack.parts import BETWEEN, height_of
from cdp_metrics.periods import day_name

__all__ = ["embargoed", "source_slides"]

ROOM: Final = 12.3, 5.4  # inches that they have on a slide


def embargoed(found: Meeting) -> Iterator[str]:
    """Return of which measures a newer figure may not be shown yet."""
    for row in found.table.rows if found.table else ():
        measured = row.measured
        if measured.next_release:
            title, day = measured.indicator.title, day_name(measured.next_release)
            yield f"**{title}:** a newer figure is embargoed until {day}."


def source_slides(lines: Sequence[str], place: str) -> Iterator[Slide]:
    """Return sources and caveats, on as many slides as they need."""
    told: list[Line] = []
    width, room = ROOM
    used, more = 0.0, ""
    for line in dict.fromkeys(lines):
        name, _, words = line.removeprefix("**").partition("**")
        each = Line(name.rstrip(":."), plain(words)) if words else Line("", plain(line))
        tall = height_of(f"{each.name}: {each.words}", width) + BETWEEN
        if told and used + tall > room:
            yield _told(told, place, more)
            told, used, more = [], 0.0, " (continued)"
        told.append(each)
        used += tall
    yield _told(told, place, more)


def _told(lines: Sequence[Line], place: str, more: str) -> Slide:
    return Slide(
        f"Sources and caveats{more}",
        said=tuple(lines),
        filters=place,
        notes=tuple(f"{each.name}: {each.words}" for each in lines),
    )
