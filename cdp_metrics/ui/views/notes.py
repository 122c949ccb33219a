"""Notes in words: whole beside a figure, in a line in a table, on a slide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import Final

from cdp_metrics.answers.meeting.notes import Standing
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.export.pack.deck import Line
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    month_of,
    months_between,
    period_name,
    year_to,
)
from cdp_metrics.ui.tables import Measure
from cdp_metrics.words.figures import plural
from cdp_metrics.words.notes import byline, not_shown

__all__ = [
    "latest_note",
    "marked",
    "notes_list",
    "period_of",
    "slide_lines",
    "speaker_lines",
]

CAPTION: Final = "What analysts say"
BESIDE: Final = 220
"""Characters of a note that a slide has room for."""
WITHDRAWN: Final = "Withdrawn: "


def period_of(measure: str, start: date, end: date) -> str:
    """Return the name of a figure's period; twelve months that roll end with one."""
    months = months_between(month_of(start), month_of(end)) + 1
    rolls = indicator(measure).cadence_months < MONTHS_IN_YEAR
    if rolls and months == MONTHS_IN_YEAR:
        return year_to(end)
    return period_name(start, end)


def said(each: Standing) -> tuple[str, str]:
    """Return a note's text and who wrote it, or that it is not shown and ""."""
    note = each.note
    if each.withheld:
        return not_shown(note.author, note.written_on, each.withheld), ""
    text = f"{WITHDRAWN * note.withdrawn}{note.text}"
    return text, byline(
        note.author,
        note.written_on,
        period_of(note.indicator, note.start, note.end),
        each.placed,
        corrects=each.corrects,
        withdrawn=note.withdrawn,
    )


def notes_list(found: Sequence[Standing], *, named: bool = False) -> str:
    """Return notes as escaped markup, the latest first; "" without any.

    Parameters
    ----------
    found
        Notes.
    named
        Whether each says its measure too.
    """
    if not found:
        return ""
    lines = []
    for each in found:
        text, by = said(each)
        if named:
            text = f"{indicator(each.note.indicator).title}: {text}"
        small = f'<br><span class="sub">{escape(by)}</span>' if by else ""
        lines.append(f'<p class="note">{escape(text)}{small}</p>')
    label = f'<section aria-label="{CAPTION}"><p class="note"><b>{CAPTION}</b></p>'
    return f"{label}{''.join(lines)}</section>"


def marked(row: Measure, found: Sequence[Standing]) -> Measure:
    """Return a row of a table that tells, where its age stands, of notes below it."""
    if not found:
        return row
    told = f"{plural(len(found), 'note')} below"
    return replace(row, age="; ".join(filter(None, (row.age, told))))


def latest_note(found: Sequence[Standing], elsewhere: str) -> str:
    """Return the latest note that may be read, for a slide; "" without any.

    Parameters
    ----------
    found
        Notes.
    elsewhere
        Where one stands that is too long for a slide, in a sentence.
    """
    shown = [each for each in found if not (each.withheld or each.note.withdrawn)]
    if not shown:
        return ""
    text, by = said(shown[0])
    return f"{by} {elsewhere}" if len(text) + len(by) > BESIDE else f"{text} {by}"


def slide_lines(found: Sequence[Standing]) -> tuple[Line, ...]:
    """Return the latest note as a line beside a chart of the meeting pack."""
    line = latest_note(found, "In the speaker's notes.")
    return (Line("Note", line),) if line else ()


def speaker_lines(found: Sequence[Standing]) -> tuple[str, ...]:
    """Return every note for the speaker's notes."""
    return tuple(" ".join(filter(None, ("Note:", *said(each)))) for each in found)
