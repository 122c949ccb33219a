"""A target's status by the rule of its type, or what keeps it from having one."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers.control import control
from cdp_metrics.answers.measured import Measured
from cdp_metrics.answers.reported import Reported, reported
from cdp_metrics.answers.trend import Trend
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.errors import SourceMissing
from cdp_metrics.stats import (
    Basis,
    Figure,
    Polarity,
    Proportion,
    Rating,
    Reading,
    compare,
    not_rated,
    obstacle,
    rate_any_reduction,
    rate_assurance,
    rate_benchmark,
    rate_maintained,
    rate_reduction,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["ENGLAND", "rating"]

ENGLAND = "E92000001"


def rating(
    store: Store,
    target: Target,
    found: Measured,
    then: Figure | None,
    path: float | None,
    polarity: Polarity,
    today: date,
) -> Rating:
    """Return a target's status by the rule of its type."""
    entry, start = found.indicator, target.baseline
    rests = target.type in ("reduce_pct", "reduce_any", "maintain")
    if found.series is None or found.end is None:
        if rests and start is None:
            return not_rated("no_baseline")
        return not_rated("embargoed" if found.embargoed else "not_enough_data")
    basis = Basis(found.indicator_id, found.source, found.version)
    before = None
    if start:
        before = Reading(
            then,
            start.period_end,
            Basis(start.indicator, start.source, start.definition_version),
        )
    hindered = obstacle(
        Reading(found.now, found.end, basis),
        before,
        today=today,
        lag_days=entry.lag_days or 0,
        cadence_months=entry.cadence_months,
        needs_baseline=rests,
    )
    if hindered or found.now is None:
        return not_rated(hindered or "not_enough_data")
    if target.type == "reduce_pct" and start:
        goal = target.goal(start.value)
        assert goal is not None  # the plan's own check
        return rate_reduction(found.now, path, goal, tolerance=target.tolerance)
    if target.type == "assurance":
        return _assured(target, found, polarity)
    if target.type == "benchmark":
        return _benchmarked(store, found, polarity, today)
    assert then is not None  # an obstacle otherwise
    change = compare(found.now, then)
    if target.type == "maintain":
        return rate_maintained(change, polarity, margin=target.margin)
    return rate_any_reduction(change)


def _assured(target: Target, found: Measured, polarity: Polarity) -> Rating:
    """Return whether ordinary variation of the months keeps to a target."""
    if not isinstance(found.series, Trend) or target.target_value is None:
        return not_rated("not_enough_data")
    chart = control(found.series).chart
    latest = chart.segments[-1] if chart else None
    if latest is None or latest.trial:
        return not_rated("not_enough_data")
    lower, upper = latest.limits.lower, latest.limits.upper
    return rate_assurance(lower, upper, target.target_value, polarity)


def _benchmarked(
    store: Store, found: Measured, polarity: Polarity, today: date
) -> Rating:
    """Return how a proportion stands against England's of the same period."""
    own = found.series
    if not isinstance(own, Reported) or not isinstance(found.now, Proportion):
        return not_rated("not_enough_data")
    try:
        england = reported(store, found.indicator_id, ENGLAND, today)
    except SourceMissing:
        return not_rated("not_enough_data")
    same = [
        each.value
        for each in england.readings
        if (each.period_start, each.period_end) == (found.start, found.end)
        and (each.definition_version, each.source) == (found.version, found.source)
        and not each.bound
    ]
    limits = found.now.limits()
    if not same or same[0] is None:
        return not_rated("not_enough_data")
    if limits is None:
        return not_rated("no_denominator")
    return rate_benchmark(limits, same[0], polarity, "pp")
