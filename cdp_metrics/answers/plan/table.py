"""The plan as a table: where each measure stands, what is said of it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.figures.measured import Measured, measure
from cdp_metrics.answers.plan.ratings import rating
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.catalogue.papers import plan_of
from cdp_metrics.catalogue.plan import Heading, Plan
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.periods import add_months, last_day, month_of
from cdp_metrics.stats import (
    Clock,
    Count,
    Figure,
    Polarity,
    Proportion,
    Rating,
    clock,
    months_along,
    path_value,
)
from cdp_metrics.warehouse.db import Store

__all__ = [
    "PlanRow",
    "PlanTable",
    "counted_alike",
    "papers",
    "path_at",
    "plan_table",
    "row_before",
]


@dataclass(frozen=True, eq=False)
class PlanRow:
    """A measure of the plan.

    Parameters
    ----------
    heading
        The part of the plan.
    target
        What is promised of it; None for a supporting measure.
    measured
        What is held of it.
    rating
        Status and its reason; None without a target.
    long
        Change against the plan's baseline; None without one that compares.
    recent
        Change of the latest months against the same a year earlier; None where one
        of them is missing.
    path
        Where the target's path asks it to be by now; None without a path.
    before
        Change against the period before, of the same length and definition; None
        where that is not held.
    """

    heading: Heading
    target: Target | None
    measured: Measured
    rating: Rating | None
    long: Clock | None
    recent: Clock | None
    path: float | None = None
    before: Clock | None = None

    @property
    def goal(self) -> float | None:
        """What the path leads to; None without a path."""
        start = self.target.baseline if self.target else None
        if self.target is None or start is None or self.path is None:
            return None
        return self.target.goal(start.value)

    @property
    def owner(self) -> str:
        """Group that answers for it."""
        return (self.target.owner if self.target else "") or self.heading.owner


@dataclass(frozen=True, eq=False)
class PlanTable:
    """The plan and its rows, the primary measure of each heading first."""

    plan: Plan
    rows: tuple[PlanRow, ...]
    ended: bool


def plan_table(store: Store, today: date, area: str) -> PlanTable | None:
    """Return where every measure of the plan stands.

    Parameters
    ----------
    store
        A published store.
    today
        The day it is looked at; a plan that has ended is shown as it was on its last.
    area
        Code of the partnership's area.

    Returns
    -------
    PlanTable or None
        None where the store was built without a plan.
    """
    plan = plan_of(papers(store))
    if plan is None:
        return None
    day = min(today, plan.last)
    rows = []
    for heading in plan.headings:
        own = [each for each in plan.on(day) if each.heading == heading.id]
        rows += [
            _row(store, heading, each, today, _until(plan, each, today), area)
            for each in own
        ]
        rows += [
            _supporting(store, heading, name, today, _until(plan, None, today), area)
            for name in heading.supporting
            if name not in {each.indicator for each in own}
        ]
    return PlanTable(plan, tuple(rows), today > plan.last)


def row_before(store: Store, row: PlanRow, today: date) -> PlanRow | None:
    """Return a row with a target as it stood one period earlier.

    Parameters
    ----------
    store
        The store that the row is from.
    row
        A row of the plan.
    today
        The day it is looked at.

    Returns
    -------
    PlanRow or None
        None without a target or a figure.
    """
    found = row.measured
    if row.target is None or found.end is None:
        return None
    earlier = add_months(month_of(found.end), -found.indicator.cadence_months)
    until = last_day(earlier)
    return _row(store, row.heading, row.target, today, until, found.area)


def _until(plan: Plan, target: Target | None, today: date) -> date | None:
    """Return the day that a row is shown as it stood on, where that has passed."""
    ends = (plan.last, target.target_date if target else None)
    return min((day for day in ends if day and day < today), default=None)


def _supporting(
    store: Store,
    heading: Heading,
    indicator_id: str,
    today: date,
    until: date | None,
    area: str,
) -> PlanRow:
    found = measure(store, indicator_id, area, today, until)
    entry = found.indicator
    recent, before = (
        _clock(pair, entry.polarity, entry) for pair in (found.recent, found.years)
    )
    return PlanRow(heading, None, found, None, None, recent, before=before)


def _row(
    store: Store,
    heading: Heading,
    target: Target,
    today: date,
    until: date | None,
    area: str,
) -> PlanRow:
    found = measure(store, target.indicator, area, today, until)
    entry = found.indicator
    polarity = target.polarity(entry.polarity)
    then = _baseline(target, found.now)
    alike = counted_alike(target, found)
    long = None
    if found.now and then and alike:
        long = clock(found.now, then, polarity=polarity, deadband=entry.deadband)
    recent, before = (
        _clock(pair, polarity, entry) for pair in (found.recent, found.years)
    )
    path = path_at(target, found.end) if found.end and alike else None
    # newer figures make one that is older by choice no staler
    day = until if until and found.cut else today
    status = rating(store, target, found, then, path, polarity, day)
    return PlanRow(heading, target, found, status, long, recent, path, before)


def _clock(
    pair: tuple[Figure, Figure] | None, polarity: Polarity, entry: Indicator
) -> Clock | None:
    if pair is None:
        return None
    return clock(*pair, polarity=polarity, deadband=entry.deadband)


def _baseline(target: Target, now: Figure | None) -> Figure | None:
    """Return what the plan starts from, varying as the series does."""
    start = target.baseline
    if start is None:
        return None
    if indicator(start.indicator).kind == "proportion":
        return Proportion(start.value, start.n_eff)
    spread = (now.phi, now.phi_df) if isinstance(now, Count) else ()
    return Count(start.value, *spread)


def counted_alike(target: Target, found: Measured) -> bool:
    """Return whether a baseline and a figure were counted alike."""
    start = target.baseline
    return start is not None and (
        start.indicator,
        start.source,
        start.definition_version,
    ) == (found.indicator_id, found.source, found.version)


def path_at(target: Target, end: date) -> float | None:
    """Return where the path asks a measure to be at the end of a period."""
    start = target.baseline
    goal = target.goal(start.value) if start else None
    if start is None or goal is None or target.target_date is None:
        return None
    began = target.path_start or start.period_end
    elapsed, length = months_along(began, target.target_date, end)
    return path_value(
        start.value, goal, elapsed, length, path=target.path, monthly=target.monthly
    )
