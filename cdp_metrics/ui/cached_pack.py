"""The meeting pack, made once a build and day when somebody asks for it."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.meeting.parts import meeting
from cdp_metrics.export.pack import pack_workbook, powerpoint
from cdp_metrics.export.pack.deck import Deck
from cdp_metrics.ui.commentary import known
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.notes import Note

__all__ = ["deck", "slides", "workbook"]


Notes = tuple[Note, ...]


def _deck(store: Store, today: date, snapshot: str, notes: Notes) -> Deck:
    return deck_of(meeting(store, today, lambda *_: None), snapshot, notes)


def _slides(_: Store, today: date, snapshot: str, notes: Notes) -> bytes:
    return powerpoint(_decks(today, snapshot, notes))


def _workbook(_: Store, today: date, snapshot: str, notes: Notes) -> bytes:
    return pack_workbook(_decks(today, snapshot, notes))


_decks = kept(2, _deck)
_slide_files = kept(2, _slides)
_workbooks = kept(2, _workbook)


def deck(today: date, snapshot: str) -> Deck:
    """Return the pack of a day: the pages' own figures, and what is written of them."""
    return _decks(today, snapshot, known())


def slides(today: date, snapshot: str) -> bytes:
    """Return the pack as PowerPoint."""
    return _slide_files(today, snapshot, known())


def workbook(today: date, snapshot: str) -> bytes:
    """Return the pack's figures as Excel."""
    return _workbooks(today, snapshot, known())
