"""What analysts say of a figure, and the form to say it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from cdp_metrics.answers import PlanTable, Reported, Trend
from cdp_metrics.answers.meeting.notes import (
    Standing,
    as_known,
    figures,
    of_row,
    standing,
)
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.errors import CdpError
from cdp_metrics.periods import day_name, last_day
from cdp_metrics.ui import access, blocks, cached, kept, stage
from cdp_metrics.ui.tables import Measure
from cdp_metrics.ui.views.notes import latest_note, marked, notes_list, period_of
from cdp_metrics.warehouse.notes import (
    LONGEST,
    LONGEST_NAME,
    Note,
    held_notes,
    keep,
    new_note,
    notes_file,
)
from cdp_metrics.words import plural

__all__ = [
    "beside",
    "faults",
    "known",
    "listed",
    "of_counts",
    "of_measure",
    "of_plan",
    "told",
]

ROUND, KEPT = "note_round", "note_kept"
FEW: Final = 3  # faults of the file that are shown one by one
LEAVE: Final = "It is too long for a slide: leave to read it."
NEW: Final = "A new note"
RULES: Final = (
    f"At most {LONGEST} characters of plain words. Name nobody, and write no number "
    "that the page does not show. A note stays: a correction replaces it on screen, "
    "and the earlier one is kept."
)


def known() -> tuple[Note, ...]:
    """Return the notes that belong to what the session looks at."""
    demo = bool(cached.info()["demonstration"])
    held = held_notes(notes_file()).notes
    return as_known(held, cached.today(), kept.snapshot(), demo=demo)


def beside(found: Trend | Reported | None, shown: date | None = None) -> None:
    """Show the notes about a measure in an area, and let those who may write one.

    Parameters
    ----------
    found
        The measure; nothing is shown where nothing is held of it.
    shown
        The last month that is shown; None for the latest.
    """
    if found is None:
        return
    until = last_day(shown) if shown else date.max
    seen = [each for each in figures(found) if each.end <= until]
    if not seen:
        return
    own = of_measure(found, seen[-1].end)
    if held := stage.now():
        held.remark(told(own))
        return
    if body := notes_list(own):
        blocks.show(body)
    faults()
    figure = found.indicator_id, found.area, seen[-1].start, seen[-1].end
    if access.may("comment") and kept.snapshot() is None:
        _form(figure, own)


def of_measure(
    found: Trend | Reported, shown: date | None = None
) -> tuple[Standing, ...]:
    """Return the notes about a measure in an area; see `answers.meeting.notes`."""
    about = found.indicator_id, found.area
    own = [each for each in known() if (each.indicator, each.area) == about]
    return standing(own, *about, figures(found), shown) if own else ()


def told(found: Sequence[Standing]) -> str:
    """Return what of notes stands on a slide of present mode."""
    return latest_note(found, LEAVE)


def of_plan(
    rows: Sequence[Measure], table: PlanTable | None
) -> tuple[tuple[Measure, ...], tuple[Standing, ...]]:
    """Return rows of the plan, each telling of its notes, and the notes themselves."""
    notes = known()
    if table is None or not notes:
        return tuple(rows), ()
    return _marked(rows, [of_row(notes, row.measured) for row in table.rows])


def of_counts(
    rows: Sequence[Measure], counts: Sequence[Trend]
) -> tuple[tuple[Measure, ...], tuple[Standing, ...]]:
    """Return rows of counts, each telling of its notes, and the notes themselves."""
    return _marked(rows, [of_measure(each) for each in counts])


def _marked(
    rows: Sequence[Measure], found: Sequence[tuple[Standing, ...]]
) -> tuple[tuple[Measure, ...], tuple[Standing, ...]]:
    every = dict.fromkeys(each for own in found for each in own)
    return tuple(map(marked, rows, found)), tuple(every)


def listed(found: Sequence[Standing]) -> None:
    """Show notes of several measures, each under its measure's name."""
    if body := notes_list(found, named=True):
        blocks.show(body)


def faults() -> None:
    """Show what of the file of notes cannot be read: its notes are missing here."""
    found = held_notes(notes_file()).faults
    for fault in found[:FEW]:
        blocks.show_error(fault)
    if (more := len(found) - FEW) > 0:
        blocks.note(f"{plural(more, 'more line')} of notes.jsonl cannot be read.")


def _form(figure: tuple[str, str, date, date], own: Sequence[Standing]) -> None:
    """Offer the form; what was refused stays in it."""
    measure, area, start, end = figure
    if st.session_state.pop(KEPT, ""):
        blocks.note("**Kept:** the note is shown above, and in the meeting pack.")
    about = f"{indicator(measure).title}, {cached.area_name(area)}"
    at = st.session_state.setdefault(ROUND, 0)
    with st.expander("Write a note"), st.form(f"note_{at}_{measure}_{area}_{end}"):
        st.markdown(f"About: {about}, {period_of(measure, start, end)}")
        author = st.text_input("Your name", max_chars=LONGEST_NAME)
        text = st.text_area("Note", max_chars=LONGEST, help=RULES)
        st.caption(RULES)
        names = {"": NEW} | {
            each.note.id: f"{each.note.author}, {day_name(each.note.written_on)}"
            for each in own
            if not each.note.withdrawn
        }
        replaces, withdrawn = "", False
        if len(names) > 1:
            replaces = st.selectbox(
                "It replaces", list(names), format_func=names.__getitem__
            )
            withdrawn = st.checkbox("Withdraw that note; the text says why")
        sent = st.form_submit_button("Keep the note", type="primary")
    if sent:
        try:
            access.require("comment")
            note = new_note(
                figure,
                author,
                text,
                cached.today(),
                replaces=replaces,
                withdrawn=withdrawn,
                demonstration=bool(cached.info()["demonstration"]),
            )
            keep(notes_file(), note)
        except CdpError as error:
            blocks.show_error(error)
            return
        st.session_state[ROUND] += 1
        st.session_state[KEPT] = note.id
        st.rerun()
