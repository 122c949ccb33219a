"""Whether a measure is on its way to its target, and with what chance."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.projected import Projection, last_counted, projection
from cdp_metrics.answers.figures.recently import recently
from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.plan.table import PlanRow, counted_alike
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import MONTHS_IN_YEAR, month_of, months_between
from cdp_metrics.stats import (
    Chance,
    NotEnough,
    RecentTrend,
    yardstick,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["Outlook", "force_outlook", "target_outlook"]

Kind = Literal["forecast", "passed", "share", "refused"]


@dataclass(frozen=True, eq=False)
class Outlook:
    """How a measure may go on, and whether it meets its target.

    Parameters
    ----------
    indicator_id
        What is measured.
    series
        Its figures; None where none are held.
    kind
        A forecast, the date has passed, a share that is not forecast, or no answer.
    events
        Events of the plan that touch the figures.
    target
        What is promised of it; None for a measure without a target.
    alike
        Whether figures and baseline were counted alike, where there is a baseline.
    goal
        The figure to reach; None where the plan tells none that compares.
    end
        Last month of the 12 that the target is about; None without a date.
    why
        Why there is no forecast, or what is missing to tell whether it was reached.
    reached, total
        Whether a target whose date has passed was met, and the count of the 12 months
        to then; None and NaN where that is not known.
    projection
        The forecast and its test.
    chance
        Of meeting the target; None where it is not shown.
    no_chance
        Why it is not; "" where it is, or where there is no target.
    lately
        Whether the latest five shares rise or fall; None for counts.
    """

    indicator_id: str
    series: Trend | Reported | None
    kind: Kind
    events: tuple[Event, ...] = ()
    target: Target | None = None
    alike: bool = True
    goal: float | None = None
    end: date | None = None
    why: str = ""
    reached: bool | None = None
    total: float = math.nan
    projection: Projection | None = None
    chance: Chance | None = None
    no_chance: str = ""
    lately: RecentTrend | None = None


def target_outlook(row: PlanRow, events: tuple[Event, ...], today: date) -> Outlook:
    """Return whether a measure of the plan is on its way to its target.

    Parameters
    ----------
    row
        A measure of the plan with a target.
    events
        Of the plan.
    today
        The day it is looked at.
    """
    target, found = row.target, row.measured
    assert target is not None  # what the caller asks about
    goal = _goal(target)
    alike = target.baseline is None or counted_alike(target, found)
    plain = Outlook(
        found.indicator_id,
        found.series,
        "refused",
        _touching(events, found.indicator_id, target.area),
        target,
        alike,
        goal if alike else None,
        month_of(target.target_date) if target.target_date else None,
        no_chance=_no_goal(target, goal, alike),
    )
    series = found.series
    if target.target_date and target.target_date < today:
        return _passed(plain, found.why)
    if isinstance(series, Reported):
        return replace(plain, kind="share", lately=recently(series).test)
    if series is None:
        return replace(plain, why=found.why)
    last = last_counted(series)
    ahead = MONTHS_IN_YEAR
    if plain.end and last:
        ahead = months_between(month_of(series.end(last)), plain.end)
    if ahead < 1:
        return _passed(plain, found.why)
    if ahead % series.step and not plain.no_chance:
        words = "The target date does not end a period of the figures."
        plain = replace(plain, no_chance=words)
    return _forecast(plain, series, -(-ahead // series.step))


def force_outlook(
    store: Store,
    indicator_id: str,
    force: str,
    events: tuple[Event, ...],
    ahead: int,
    today: date,
) -> Outlook:
    """Return how a count of the force may go on, without a target.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that is counted by quarter for force areas.
    force
        Code of the force's area.
    events
        Of the plan; none without one.
    ahead
        Periods to look ahead from the latest that is complete.
    today
        What is under embargo on this day is left out.
    """
    touching = _touching(events, indicator_id, "force")
    try:
        series = trend(store, indicator_id, force, today)
    except SourceMissing as error:
        return Outlook(indicator_id, None, "refused", touching, why=str(error))
    plain = Outlook(indicator_id, series, "refused", touching)
    return _forecast(plain, series, ahead)


def _goal(target: Target) -> float | None:
    """Return the figure to reach, where the plan tells one."""
    start = target.baseline
    goal = target.goal(start.value if start else math.nan)
    return None if goal is None or math.isnan(goal) else goal


def _no_goal(target: Target, goal: float | None, alike: bool) -> str:
    """Return why a plan's words allow no chance; "" where they do."""
    if not target.type.startswith("reduce"):
        return "This target is not a total to reach: it is judged by its own rule."
    if not alike:
        return (
            "The plan's baseline was counted from another source, as another measure "
            "or by another definition, so the figure to reach does not compare."
        )
    if goal is None and target.target_percent is not None:
        return "The plan states no baseline, so the figure to reach is not known."
    if goal is None:
        return "The plan states no figure to reach."
    return "" if target.target_date else "The plan states no date."


def _touching(
    events: tuple[Event, ...], indicator_id: str, area: str
) -> tuple[Event, ...]:
    """Return the events that touch an indicator's figures of a type of area."""
    return tuple(
        each
        for each in events
        if each.area in ("all", area)
        and (not each.indicators or indicator_id in each.indicators)
    )


def _passed(plain: Outlook, why: str) -> Outlook:
    """Return whether a target whose date has passed was reached."""
    series, goal, total = plain.series, plain.goal, math.nan
    if isinstance(series, Trend):
        ends = [month_of(series.end(month)) for month in series.months]
        if plain.end in ends:
            total = float(series.totals[ends.index(plain.end)])
    known = goal is not None and math.isfinite(total) and not plain.no_chance
    lacking = plain.no_chance or "The 12 months to that date are not all held."
    if series is None:
        lacking = why
    return replace(
        plain,
        kind="passed",
        total=total,
        reached=total <= goal if known and goal is not None else None,
        why="" if known else lacking,
    )


def _forecast(plain: Outlook, series: Trend, ahead: int) -> Outlook:
    """Return the forecast, and the chance where its test allows one."""
    ahead_of = projection(series, plain.events, ahead)
    if isinstance(ahead_of, NotEnough):
        return replace(plain, why=ahead_of.reason)
    found = replace(plain, kind="forecast", projection=ahead_of)
    if plain.target is None or plain.no_chance or plain.goal is None:
        return found
    if isinstance(ahead_of.test, NotEnough):
        words = f"The method could not be tested: {ahead_of.test.reason}"
        return replace(found, no_chance=words)
    if not ahead_of.trusted:
        words = "The 95% range of the total held too rarely in the back-test."
        return replace(found, no_chance=words)
    share = ahead_of.forecast.chance(plain.goal, ahead)
    if math.isnan(share):
        words = "One of the 12 months to the target date is not held."
        return replace(found, no_chance=words)
    return replace(found, chance=yardstick(share))
