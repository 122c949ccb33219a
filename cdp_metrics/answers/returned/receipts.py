"""Which returns were due, which came, and how late: a grid of senders and periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from cdp_metrics.catalogue.returns import Template, templates
from cdp_metrics.periods import add_months
from cdp_metrics.sources.returned import begins, due, period_end
from cdp_metrics.warehouse.db import Store

__all__ = ["PERIODS", "Receipt", "Sender", "receipts"]

State = Literal["received", "received late", "due", "overdue"]
PERIODS: Final = 8
"""How many of the last periods of a return are looked at; more where none came."""


@dataclass(frozen=True)
class Receipt:
    """One period of a return of one sender.

    Parameters
    ----------
    start, end, due
        The period, and the day by which it was to come.
    received_on, versions
        When the version that stands was made, and how many there were; None and 0
        where none came.
    state
        Received in time or late by its first version; due, or overdue today.
    """

    start: date
    end: date
    due: date
    received_on: date | None
    versions: int
    state: State


@dataclass(frozen=True)
class Sender:
    """What one sender sent of one return.

    Parameters
    ----------
    template
        The return.
    provider
        The sender; "" where nobody has sent it yet.
    periods
        The last periods, newest first; none where nobody has sent it.
    """

    template: Template
    provider: str
    periods: tuple[Receipt, ...]

    @property
    def overdue(self) -> int:
        """How many of these periods are overdue."""
        return sum(each.state == "overdue" for each in self.periods)


def receipts(store: Store, today: date) -> tuple[Sender, ...]:
    """Return the grid: every template, and every sender that ever sent it.

    Parameters
    ----------
    store
        A published store.
    today
        The day from which "overdue" is told.

    Notes
    -----
    A sender is expected from its first period on, until the store is built without
    any return of it; what came with its first file is history, and not late. The
    partnership's file may name who is expected from a day on, sent or not. A return
    that nobody has sent or agreed is listed without a period, and is not late.
    """
    agreed = {
        (row["return_id"], row["provider"]): row["first_day"]
        for row in store.records("expected_returns")
    }
    sent: dict[tuple[str, str], dict[date, dict[str, object]]] = {}
    for row in store.records("receipts"):
        periods = sent.setdefault((row["return_id"], row["provider"]), {})
        periods[row["period_start"]] = row
    grid = []
    for name, entry in templates().items():
        senders = sorted(
            {provider for given, provider in [*sent, *agreed] if given == name}
        )
        if not senders:
            grid.append(Sender(entry, "", ()))
        for provider in senders:
            held = sent.get((name, provider), {})
            first = min(*held, agreed.get((name, provider), date.max), date.max)
            told = _periods(entry, first, held, today)
            grid.append(Sender(entry, provider, told))
    return tuple(grid)


def _periods(
    entry: Template,
    start: date,
    held: dict[date, dict[str, object]],
    today: date,
) -> tuple[Receipt, ...]:
    """Return the periods that have ended since a day on which they are expected."""
    found: list[Receipt] = []
    began = min((str(row["first_received_on"]) for row in held.values()), default="")
    while not begins(entry, start):
        start = add_months(start.replace(day=1), 1)
    while period_end(entry, start) < today:
        row, by = held.get(start), due(entry, start)
        first = row and row["first_received_on"]
        state: State
        if isinstance(first, date):
            in_time = first <= by or str(first) == began
            state = "received" if in_time else "received late"
        else:
            state = "due" if today <= by else "overdue"
        received_on = row and row["received_on"]
        found.append(
            Receipt(
                start=start,
                end=period_end(entry, start),
                due=by,
                received_on=received_on if isinstance(received_on, date) else None,
                versions=int(str(row["versions"])) if row else 0,
                state=state,
            )
        )
        start = add_months(start, entry.months)
    newest = found[::-1]
    # cut short, a sender long silent would seem to owe less than it does
    silent = next((at for at, one in enumerate(newest) if one.versions), len(newest))
    return tuple(newest[: max(PERIODS, silent)])
