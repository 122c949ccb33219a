"""Repeat locations: which last, what was decided, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.places import places
from cdp_metrics.answers.returned import Row, returned
from cdp_metrics.answers.shares import whole
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, month_range
from cdp_metrics.stats import CountChange, benjamini_hochberg, compare_counts
from cdp_metrics.warehouse.db import Store

__all__ = ["LASTING", "LEAST_MONTHS", "Effect", "Location", "Tasking", "tasking"]

# Assumptions: reports in so many of 12 months make a location lasting; before and
# after a decision are compared from so many months on either side.
LASTING: Final = 6
LEAST_MONTHS: Final = 3
ENDED: Final = ("closed", "not agreed")


@dataclass(frozen=True)
class Effect:
    """Reports before and after a location was agreed.

    Parameters
    ----------
    agreed
        Month of the decision, itself in neither.
    before, after
        Reports, and over how many months.
    change
        After on before, a month; None where there are too few months.
    beyond
        Whether it is beyond chance among all that were tested together.
    """

    agreed: date
    before: tuple[float, int]
    after: tuple[float, int]
    change: CountChange | None
    beyond: bool = False


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
        """Those agreed in what is held, with enough months on either side first."""
        found = (each for each in self.locations if each.effect)
        return tuple(
            sorted(found, key=lambda e: (not (e.effect and e.effect.change), e.ref))
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
    found = [
        replace(each, lsoa=names.get(each.lsoa, each.lsoa))
        for ref, own in rows.items()
        for each in [_location(ref, own, first, last, sent, today)]
    ]
    return Tasking(_adjusted(found), first, last, end)


def _location(
    ref: str,
    rows: Sequence[Row],
    first: date,
    last: date,
    sent: frozenset[date],
    today: date,
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
        _effect(rows, counts, last, sent),
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
) -> Effect | None:
    """Return reports a month before and after it was first agreed.

    Before runs from its first month on the list, after to the latest month held: once
    it left the list, a month that was sent without it has no reports.
    """
    agreed = next((row.start for row in rows if row.said["decision"] == "agreed"), None)
    if agreed is None:
        return None
    before = _sum(month_range(rows[0].start, add_months(agreed, -1)), counts, sent)
    left = rows[-1].said["decision"] in ENDED
    final = rows[-1].start if left else last
    after = _sum(month_range(add_months(agreed, 1), final), counts, sent)
    if min(before[1], after[1]) < LEAST_MONTHS:
        return Effect(agreed, before, after, None)
    change = compare_counts(
        after[0], before[0], exposure_now=after[1], exposure_then=before[1]
    )
    return Effect(agreed, before, after, change)


def _sum(
    months: Iterable[date],
    counts: dict[date, float | None],
    sent: frozenset[date],
) -> tuple[float, int]:
    known = [
        value
        for month in months
        if month in sent and (value := counts.get(month, 0.0)) is not None
    ]
    return float(sum(known)), len(known)


def _adjusted(found: Sequence[Location]) -> tuple[Location, ...]:
    """Return the locations, told which changes are beyond chance among them all."""
    p = [
        e.effect.change.p_value if e.effect and e.effect.change else np.nan
        for e in found
    ]
    beyond = benjamini_hochberg(np.array(p, np.float64))
    return tuple(
        replace(each, effect=replace(each.effect, beyond=bool(sure)))
        if each.effect
        else each
        for each, sure in zip(found, beyond, strict=True)
    )
