"""The meeting pack, made once a build and day when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from cdp_metrics.answers import Outlook, PlanRow
from cdp_metrics.answers.meeting.parts import meeting
from cdp_metrics.answers.plan.outlook import target_outlook
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.export.pack import pack_workbook, powerpoint
from cdp_metrics.export.pack.deck import Deck
from cdp_metrics.filters import AHEAD
from cdp_metrics.ui import cached, cached_plan
from cdp_metrics.ui.commentary import known
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.notes import Note

__all__ = ["deck", "forecasts", "slides", "workbook"]


Notes = tuple[Note, ...]


def _deck(store: Store, today: date, snapshot: str, notes: Notes) -> Deck:
    found = meeting(store, today, lambda *_: None, _outlook)
    return deck_of(found, snapshot, notes)


def _outlook(row: PlanRow, events: tuple[Event, ...], today: date) -> Outlook:
    """Return what the Targets page holds already, where it is of the same target."""
    measure = row.measured.indicator_id
    shown = cached_plan.promise(measure, today)
    if shown is None or shown.target != row.target:
        return target_outlook(row, events, today)
    return cached_plan.outlook(measure, AHEAD[0], today)


def _slides(_: Store, today: date, snapshot: str, notes: Notes) -> bytes:
    return powerpoint(_decks(today, snapshot, notes))


def _workbook(_: Store, today: date, snapshot: str, notes: Notes) -> bytes:
    return pack_workbook(_decks(today, snapshot, notes))


_decks = kept(2, _deck)
_slide_files = kept(2, _slides)
_workbooks = kept(2, _workbook)


def forecasts(today: date) -> list[tuple[str, Callable[[], object]]]:
    """Return what takes longest, a measure at a time: its words, and what makes it."""
    table = cached.plan_table(today, cached.info()["area_code"])
    return [
        (
            f"Forecasting {row.measured.indicator.short}…",
            partial(_outlook, row, table.plan.events, today),
        )
        for row in (table.rows if table else ())
        if table and row.target
    ]


def deck(today: date, snapshot: str) -> Deck:
    """Return the pack of a day: the pages' own figures, and what is written of them."""
    return _decks(today, snapshot, known())


def slides(today: date, snapshot: str) -> bytes:
    """Return the pack as PowerPoint."""
    return _slide_files(today, snapshot, known())


def workbook(today: date, snapshot: str) -> bytes:
    """Return the pack's figures as Excel."""
    return _workbooks(today, snapshot, known())
