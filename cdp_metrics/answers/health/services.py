"""What services around treatment return: courts, exchanges, tests, reoffending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from cdp_metrics.answers.returned.rows import Returned, Shown, returned
from cdp_metrics.answers.returned.shares import beside
from cdp_metrics.periods import add_months, last_day
from cdp_metrics.stats import (
    LEAST_SHOWN,
    Proportion,
)
from cdp_metrics.warehouse.db import Store

__all__ = [
    "Period",
    "counts_by",
    "custody_tests",
    "exchanges",
    "orders",
    "reoffending",
    "share_of",
]

Period = tuple[date, date]
EVERYONE: Final = "all"
"""The group of offenders that is all of them."""


def share_of(part: Shown, of: Shown) -> Proportion | None:
    """Return one count as a share of another; None where either is not shown.

    Nor where the two would give away a count of people under 5.
    """
    if part.value is None or not of.value or part.bound or of.bound:
        return None
    others = of.value - part.value
    if others < 0 or 0 < others < LEAST_SHOWN:
        return None
    return Proportion(100 * part.value / of.value, of.value)


@dataclass(frozen=True)
class Series:
    """Counts by period and by what tells rows of a period apart.

    Parameters
    ----------
    name
        Site, kind of order or group.
    periods
        First and last days, oldest first; every period of the return's calendar.
    figures
        A mapping by column would be long: one tuple a column, one figure a period.
    """

    name: str
    periods: tuple[Period, ...]
    figures: dict[str, tuple[Shown, ...]]
    said: tuple[str, ...]


def counts_by(
    sent: Returned, names: Sequence[str], by: str = "", said: str = ""
) -> tuple[Series, ...]:
    """Return figures of a return by period, a series a name.

    Parameters
    ----------
    sent
        The return.
    names
        Columns of figures.
    by
        Column that tells rows of a period apart; "" for none.
    said
        Column of a remark on the period; "" for none.
    """
    groups = tuple(dict.fromkeys(row.said[by] if by else "" for row in sent.rows))
    periods = _calendar(sent)
    absent = Shown(None, "missing")
    found = []
    for group in groups:
        rows = {row.start: row for row in sent.rows if not by or row.said[by] == group}
        first, last = min(rows), max(rows)
        own = tuple(each for each in periods if first <= each[0] <= last)
        found.append(
            Series(
                group,
                own,
                {
                    name: tuple(
                        rows[start].figures[name] if start in rows else absent
                        for start, _ in own
                    )
                    for name in names
                },
                tuple(
                    rows[start].said[said] if said and start in rows else ""
                    for start, _ in own
                ),
            )
        )
    return tuple(found)


def _calendar(sent: Returned) -> tuple[Period, ...]:
    """Return every period from the first held to the last, held or not."""
    months = sent.template.months
    start, last = sent.periods[0][0], sent.periods[-1][0]
    found = []
    while start <= last:
        found.append((start, last_day(add_months(start, months - 1))))
        start = found[-1][1] + timedelta(days=1)
    return tuple(found)


def orders(store: Store) -> tuple[Series, ...]:
    """Return court orders by quarter, a series a kind; raise SourceMissing."""
    names = ("imposed", "completed", "breached", "sentences")
    return counts_by(returned(store, "court_orders"), names, "order_type")


def exchanges(store: Store) -> tuple[Series, ...]:
    """Return needle exchange by month, a series a site; raise SourceMissing."""
    names = ("visits", "clients", "packs")
    sent = returned(store, "needle_exchange")
    return counts_by(sent, names, "site", "service_change")


def custody_tests(store: Store) -> Series:
    """Return drug tests on arrest by month; raise SourceMissing."""
    (found,) = counts_by(returned(store, "test_on_arrest"), ("tested", "positive"))
    pairs = zip(found.figures["positive"], found.figures["tested"], strict=True)
    positive = tuple(beside(part, of) for part, of in pairs)
    return replace(found, figures=found.figures | {"positive": positive})


def reoffending(store: Store) -> tuple[Series, ...]:
    """Return groups of offenders by quarter, a series a group; raise SourceMissing.

    Together the groups are all: what is hidden of one is not to follow from the rest.
    """
    names = ("offenders", "reoffenders", "reoffences")
    sent = returned(store, "reoffending")
    found = counts_by(sent, names, "cohort")
    shown = {each: _together(sent, each) for each in sent.periods}
    return tuple(
        replace(
            each,
            figures={
                name: tuple(
                    shown.get(period, {}).get((name, each.name), figure)
                    for period, figure in zip(each.periods, figures, strict=True)
                )
                for name, figures in each.figures.items()
            },
        )
        for each in found
    )


def _together(sent: Returned, period: Period) -> dict[tuple[str, str], Shown]:
    """Return the people of a period by column and group, as they may be shown."""
    held = sent.within(*period)
    parts = held.only(lambda row: row.said["cohort"] != EVERYONE)
    groups = [row.said["cohort"] for row in held.rows]
    part, of = people = ("reoffenders", "offenders")
    found = {
        (name, row.said["cohort"]): row.figures[name]
        for row in held.rows
        for name in people
    }
    for name in people if parts.rows else ():
        table = parts.crosstab(name, "cohort")
        found |= {(name, group): table.row(group)[0] for group in table.rows}
        if table.total.state not in ("shown", "missing"):
            found[name, EVERYONE] = table.total
    again = {group: found[part, group] for group in groups}
    if any(beside(each, found[of, group]) != each for group, each in again.items()):
        # few of one group did not offend again: no group's count may tell how few
        for group, each in again.items():
            if each.value is not None:
                found[part, group] = Shown(None, "secondary")
    return found
