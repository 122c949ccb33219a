"""Whether a figure may be rated at all, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cdp_metrics.periods import add_months, last_day, month_of
from cdp_metrics.stats.change import SMALL_BELOW
from cdp_metrics.stats.figures import Count, Figure

__all__ = ["Basis", "Grey", "Reading", "obstacle", "stale_after"]

Grey = Literal[
    "embargoed",
    "no_baseline",
    "not_comparable",
    "definition_changed",
    "not_enough_data",
    "stale",
    "no_denominator",
    "no_path",
]


@dataclass(frozen=True)
class Basis:
    """What a figure was counted as: only like is held against like.

    Attributes
    ----------
    indicator, source
        Identifiers of the measure and of where it came from.
    definition_version
        Version of the measure's definition.
    """

    indicator: str
    source: str
    definition_version: int


@dataclass(frozen=True)
class Reading:
    """A figure with its period and its basis.

    Attributes
    ----------
    figure
        None where the period is not complete.
    period_end
        Last day of the period.
    basis
        What it was counted as.
    release_on
        Day from which it may be seen; None where it always may.
    """

    figure: Figure | None
    period_end: date
    basis: Basis
    release_on: date | None = None


def stale_after(period_end: date, lag_days: int, cadence_months: int) -> date:
    """Return the last day on which a figure is as new as can be expected.

    Parameters
    ----------
    period_end
        Last day of the figure's period.
    lag_days
        Days from the end of a period to its usual publication.
    cadence_months
        Months between one publication and the next.
    """
    following = last_day(add_months(month_of(period_end), cadence_months))
    return following + timedelta(days=lag_days)


def obstacle(
    now: Reading,
    baseline: Reading | None,
    *,
    today: date,
    lag_days: int,
    cadence_months: int,
    needs_baseline: bool = True,
) -> Grey | None:
    """Return what keeps a figure from being rated.

    Parameters
    ----------
    now
        The latest reading.
    baseline
        What the plan starts from; None where it states none.
    today
        The day of the rating.
    lag_days, cadence_months
        As for `stale_after`.
    needs_baseline
        Whether the target's rule holds the figure against a baseline.

    Returns
    -------
    str or None
        The first obstacle, in an order that leads with what no newer figure would
        mend, after an embargo, which hides all else; None where the figure may be
        rated.

    Notes
    -----
    A baseline count below 5 is too little to rate against.
    """
    if now.release_on is not None and now.release_on > today:
        return "embargoed"
    if needs_baseline:
        if baseline is None or baseline.figure is None:
            return "no_baseline"
        before, after = baseline.basis, now.basis
        if (before.indicator, before.source) != (after.indicator, after.source):
            return "not_comparable"
        if before.definition_version != after.definition_version:
            return "definition_changed"
        start = baseline.figure
        if isinstance(start, Count) and start.value < SMALL_BELOW:
            return "not_enough_data"
    if now.figure is None:
        return "not_enough_data"
    if today > stale_after(now.period_end, lag_days, cadence_months):
        return "stale"
    return None
