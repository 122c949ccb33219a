"""The actions log: what was agreed, who owns it, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.returned.rows import Row, returned
from cdp_metrics.catalogue.papers import agenda_of
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store

__all__ = ["Action", "Actions", "actions"]

Status = Literal["open", "done", "dropped", "minuted"]


@dataclass(frozen=True)
class Action:
    """An action of a meeting.

    Parameters
    ----------
    meeting, met, number
        The group that met, the day, and the number in its minutes.
    owner
        The group or role that owns it.
    text
        What is to be done.
    due, closed
        When it is due and when it was closed; None where that is not stated.
    status
        Open, done or dropped; minuted where no log says how it stands.
    """

    meeting: str
    met: date
    number: str
    owner: str
    text: str
    due: date | None
    closed: date | None
    status: Status

    def overdue(self, today: date) -> int:
        """Return by how many days it is overdue on a day; 0 where it is not."""
        if self.status != "open" or self.due is None:
            return 0
        return max((today - self.due).days, 0)

    @property
    def late(self) -> int | None:
        """By how many days it was done late; None where a day is not stated."""
        if self.status != "done" or self.due is None or self.closed is None:
            return None
        return max((self.closed - self.due).days, 0)


@dataclass(frozen=True)
class Actions:
    """The log.

    Parameters
    ----------
    actions
        Every action, the newest meeting first.
    sent
        Day on which the newest file of it was made; None without any.
    why
        Why there is none; "" where there is one.
    minuted
        Actions that a paper's minutes record, for want of a log.
    """

    actions: tuple[Action, ...] = ()
    sent: date | None = None
    why: str = ""
    minuted: tuple[Action, ...] = ()

    @property
    def open(self) -> tuple[Action, ...]:
        """What is still to be done, the longest due first, undated last."""
        waiting = (each for each in self.actions if each.status == "open")
        return tuple(sorted(waiting, key=lambda each: each.due or date.max))

    def overdue(self, today: date) -> tuple[Action, ...]:
        """Return what is overdue on a day, the longest overdue first."""
        return tuple(each for each in self.open if each.overdue(today))

    def about(self, words: str) -> Action | None:
        """Return the newest action whose text holds some words; None without."""
        if not words:
            return None
        held = (e for e in self.actions if words.casefold() in e.text.casefold())
        return next(held, None)


def actions(store: Store) -> Actions:
    """Return the actions log.

    Parameters
    ----------
    store
        A published store.
    """
    try:
        held = returned(store, "actions_log")
    except SourceMissing as error:
        return Actions(why=str(error), minuted=_minuted(store))
    found = sorted(
        map(_action, held.rows), key=lambda e: (-e.met.toordinal(), e.meeting, e.number)
    )
    return Actions(tuple(found), max(day for _, day in held.files))


def _minuted(store: Store) -> tuple[Action, ...]:
    """Return the actions that papers record, the newest meeting first."""
    held = agenda_of(papers(store)).actions
    return tuple(
        Action(e.meeting, e.met, e.paragraph, e.owner, e.text, e.due, None, "minuted")
        for e in sorted(held, key=lambda e: e.met, reverse=True)
    )


def _action(row: Row) -> Action:
    met = row.day("meeting_on")
    said = row.said
    status = said["status"]
    return Action(
        said["meeting"],
        met or row.start,
        said["number"],
        said["owner_group"],
        said["text"],
        row.day("due_on"),
        row.day("closed_on"),
        "done" if status == "done" else "dropped" if status == "dropped" else "open",
    )
