"""The meeting pack, made once a build and day when somebody asks for it."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.meeting.parts import meeting
from cdp_metrics.export.pack import pack_workbook, powerpoint
from cdp_metrics.export.pack.deck import Deck
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.pack.view import deck_of
from cdp_metrics.warehouse.db import Store

__all__ = ["deck", "slides", "workbook"]


def _deck(store: Store, today: date) -> Deck:
    """Return the pack of a day; the figures are the pages' own."""
    return deck_of(meeting(store, today, lambda *_: None))


def _slides(_: Store, today: date) -> bytes:
    """Return the pack as PowerPoint."""
    return powerpoint(deck(today))


def _workbook(_: Store, today: date) -> bytes:
    """Return the pack's figures as Excel."""
    return pack_workbook(deck(today))


deck = kept(2, _deck)
slides = kept(2, _slides)
workbook = kept(2, _workbook)
