"""Repeat locations: which last, what was decided, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from cdp_metrics.answers.partners.tasking_effect import (
    Counts,
    Effect,
    beyond_chance,
    effect,
    rest,
)
from cdp_metrics.answers.places import places
from cdp_metrics.answers.returned.rows import Row, returned
from cdp_metrics.answers.returned.shares import whole
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, month_range
from cdp_metrics.warehouse.db import Store

__all__ = ["LASTING", "Location", "Tasking", "tasking"]

# Assumption: reports in so many of 12 months make a location lasting.
LASTING: Final = 6
ENDED: Final = ("closed", "not agreed")


@dataclass(frozen=True)
class Location:
    """One location, by the group's own reference.

    Parameters
    ----------
    ref, asb_type, lsoa
        What the group calls it, its main type of ASB, and its LSOA's name.
    sources
        Who took its reports.
    reports
        In the latest twelve months; None where a count is missing.
    active, months
        Months with reports among them, and how many of them were sent.
    month, decision, action, owner
        The latest decision.
    review_on, overdue
        When it is looked at again, and days past that; 0 where it is not past.
    effect
        Before and after it was agreed; None where it was not, in what is held.
    """

    ref: str
    asb_type: str
    lsoa: str
    sources: tuple[str, ...]
    reports: float | None
    active: int
    months: int
    month: date
    decision: str
    action: str
    owner: str
    review_on: date | None
    overdue: int
    effect: Effect | None

    @property
    def listed(self) -> bool:
        """Whether it is still on the list."""
        return self.decision not in ENDED


@dataclass(frozen=True)
class Tasking:
    """Every location, and the twelve months they are looked at over."""

    locations: tuple[Location, ...]
    first: date
    last: date
    end: date

    @property
    def listed(self) -> tuple[Location, ...]:
        """Those on the list, the longest overdue first."""
        found = (each for each in self.locations if each.listed)
        return tuple(sorted(found, key=lambda each: (-each.overdue, each.ref)))

    @property
    def lasting(self) -> tuple[Location, ...]:
        """Those with reports in the twelve months, the most months first."""
        found = (each for each in self.locations if each.active)
        return tuple(
            sorted(found, key=lambda e: (-e.active, -(e.reports or 0.0), e.ref))
        )

    @property
    def tested(self) -> tuple[Location, ...]:
        """Those agreed in what is held, first those of which something can be told."""
        found = (each for each in self.locations if each.effect)
        return tuple(
            sorted(found, key=lambda e: (not (e.effect and e.effect.tested), e.ref))
        )


def tasking(store: Store, today: date) -> Tasking:
    """Return the repeat locations.

    Parameters
    ----------
    store
        A published store.
    today
        The day from which a review is overdue.
    """
    held = returned(store, "tasking_locations")
    sent = whole(held)
    last, end = held.periods[-1]
    first = add_months(last, 1 - MONTHS_IN_YEAR)
    rows: dict[str, list[Row]] = {}
    for row in held.rows:
        rows.setdefault(row.said["location_ref"], []).append(row)
    names = {each.code: each.name for each in places(store)}
    elsewhere = rest(store)
    found = [
        _location(ref, own, first, last, sent, today, elsewhere)
        for ref, own in rows.items()
    ]
    effects = beyond_chance([each.effect for each in found])
    locations = tuple(
        replace(each, lsoa=names.get(each.lsoa, each.lsoa), effect=sure)
        for each, sure in zip(found, effects, strict=True)
    )
    return Tasking(locations, first, last, end)


def _location(
    ref: str,
    rows: Sequence[Row],
    first: date,
    last: date,
    sent: frozenset[date],
    today: date,
    elsewhere: Callable[[str], Counts],
) -> Location:
    latest = [row for row in rows if row.start == rows[-1].start]
    said, review = latest[0].said, _first_day(latest)
    counts = _counts(rows)
    year = [month for month in month_range(first, last) if month in sent]
    own = [counts.get(month, 0.0) for month in year]
    overdue = 0
    if review and said["decision"] not in ENDED:
        overdue = max(0, (today - review).days)
    return Location(
        ref,
        said["asb_type"],
        said["lsoa"],
        tuple(dict.fromkeys(row.said["source"] for row in rows)),
        None if any(n is None for n in own) else float(sum(n or 0.0 for n in own)),
        sum(bool(n) for n in own),
        len(year),
        latest[0].start,
        said["decision"],
        said["action"],
        said["owner_role"],
        review,
        overdue,
        _effect(rows, counts, last, sent, elsewhere),
    )


def _first_day(rows: Sequence[Row]) -> date | None:
    """Return the earliest review of a month's lines."""
    days = [day for row in rows if (day := row.day("review_on"))]
    return min(days, default=None)


def _counts(rows: Sequence[Row]) -> dict[date, float | None]:
    """Return reports by month over all sources; None where one is missing."""
    counts: dict[date, float | None] = {}
    for row in rows:
        value, before = row.figures["reports"].value, counts.get(row.start, 0.0)
        known = value is not None and before is not None
        counts[row.start] = (before or 0.0) + (value or 0.0) if known else None
    return counts


def _effect(
    rows: Sequence[Row],
    counts: dict[date, float | None],
    last: date,
    sent: frozenset[date],
    elsewhere: Callable[[str], Counts],
) -> Effect | None:
    """Return reports a month before and after it was first agreed.

    Before runs from its first month on the list, after to the latest month held: once
    it left the list, a month that was sent without it has no reports.
    """
    agreed = next((row.start for row in rows if row.said["decision"] == "agreed"), None)
    if agreed is None:
        return None
    left = rows[-1].said["decision"] in ENDED
    final = rows[-1].start if left else last
    before, after = (
        [month for month in month_range(first, end) if month in sent]
        for first, end in (
            (rows[0].start, add_months(agreed, -1)),
            (add_months(agreed, 1), final),
        )
    )
    own = {month: counts.get(month, 0.0) for month in (*before, *after)}
    return effect(agreed, before, after, own, elsewhere(rows[-1].said["lsoa"]))
