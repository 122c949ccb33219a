"""The notes of analysts that stand beside a figure, as they were known on a day."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from weakref import WeakKeyDictionary

from cdp_metrics.answers.figures.measured import Measured
from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, month_of
from cdp_metrics.stats import present_in_window
from cdp_metrics.warehouse.notes import Note
from cdp_metrics.warehouse.snapshots import Snapshot

__all__ = ["Figure", "Standing", "as_known", "figures", "of_row", "standing"]

Placed = Literal["same", "earlier", "later"]
Withheld = Literal["", "later", "hidden"]
_IN_WORDS: Final = "nil none zero one two three four five six seven eight nine ten"
_NUMBER: Final = re.compile(
    r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+"
    rf"|\b(?:{_IN_WORDS.replace(' ', '|')}|once|twice|single|couple|pair)\b",
    re.IGNORECASE,
)
"""Digits that are no year, and the words for the small counts that are hidden."""


@dataclass(frozen=True)
class Figure:
    """A period of which there may be a figure: its days, and whether it is shown."""

    start: date
    end: date
    shown: bool


@dataclass(frozen=True)
class Standing:
    """A note beside a figure.

    Parameters
    ----------
    note
        What was written last.
    corrects
        Day of the note that it replaces; None for none.
    placed
        Whether its period is the one shown, an earlier or a later one.
    withheld
        Why its text may not be shown: its period is later than any that is released,
        or it holds numbers of a figure that is hidden; "" where it may.
    """

    note: Note
    corrects: date | None
    placed: Placed
    withheld: Withheld


def figures(found: Trend | Reported | None) -> tuple[Figure, ...]:
    """Return the periods of a measure that a reader may see, oldest first.

    Parameters
    ----------
    found
        A count, of which twelve months are the figure, or published figures; None
        where nothing is held.
    """
    if isinstance(found, Trend):
        # a trend never changes, and every run of its page asks
        if (years := _years.get(found)) is None:
            years = _years[found] = _of_trend(found)
        return years
    readings = found.readings if found else ()
    return tuple(
        Figure(each.period_start, each.period_end, not each.why) for each in readings
    )


_years: Final[WeakKeyDictionary[Trend, tuple[Figure, ...]]] = WeakKeyDictionary()


def _of_trend(found: Trend) -> tuple[Figure, ...]:
    ends = [found.end(month) for month in found.months]
    held = present_in_window(found.counts, found.per_year) == found.per_year
    return tuple(
        Figure(
            add_months(month_of(end), 1 - MONTHS_IN_YEAR),
            end,
            # a year may be shown whose months are not: a note could tell one
            math.isfinite(total) and bool(whole),
        )
        for end, total, whole in zip(ends, found.totals, held, strict=True)
    )


def as_known(
    notes: Iterable[Note], day: date, snapshot: Snapshot | None, *, demo: bool
) -> tuple[Note, ...]:
    """Return the notes that were written by a day, and before a snapshot was taken.

    Parameters
    ----------
    notes
        In the order written.
    day
        The day that figures are looked at.
    snapshot
        What is looked at; None for the current figures.
    demo
        Whether the figures are invented: their notes are never those of real ones.
    """
    taken = datetime.fromisoformat(snapshot.taken_at) if snapshot else None
    return tuple(
        each
        for each in notes
        if each.demonstration == demo
        and each.written_on <= day
        and (taken is None or each.written_at.replace(microsecond=0) <= taken)
    )


def standing(
    notes: Iterable[Note],
    indicator: str,
    area: str,
    periods: Sequence[Figure],
    shown: date | None = None,
) -> tuple[Standing, ...]:
    """Return the notes about an indicator in an area, the latest written first.

    Parameters
    ----------
    notes
        Those that are known; see `as_known`.
    indicator, area
        Identifier and code.
    periods
        What may be seen of it; see `figures`.
    shown
        Last day of the period shown; None for the latest.
    """
    own = [each for each in notes if (each.indicator, each.area) == (indicator, area)]
    written = {each.id: each.written_on for each in own}
    replaced = {each.replaces for each in own}
    last = periods[-1].end if periods else None
    beside = shown or last
    return tuple(
        Standing(
            each,
            written.get(each.replaces),
            _placed(each, beside),
            _withheld(each, periods, last),
        )
        for each in reversed(own)
        if each.id not in replaced
    )


def of_row(notes: Iterable[Note], row: Measured) -> tuple[Standing, ...]:
    """Return the notes about a measure of the plan; see `standing`."""
    if row.series is None:
        return ()
    return standing(
        notes, row.series.indicator_id, row.series.area, figures(row.series)
    )


def _placed(note: Note, shown: date | None) -> Placed:
    if shown is None or note.end == shown:
        return "same"
    return "earlier" if note.end < shown else "later"


def _withheld(note: Note, periods: Sequence[Figure], last: date | None) -> Withheld:
    """Return why a note may not be read: it could tell a figure that is not shown."""
    if last is None or note.end > last:
        return "later"
    seen = any(
        (each.start, each.end) == (note.start, note.end) and each.shown
        for each in periods
    )
    return "" if seen or not _NUMBER.search(note.text) else "hidden"
