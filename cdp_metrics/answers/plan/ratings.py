"""A target's status by the rule of its type, or what keeps it from having one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cdp_metrics.answers.figures.control import FEWEST, control
from cdp_metrics.answers.figures.measured import Measured
from cdp_metrics.answers.figures.reported import Reported, reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.errors import Embargoed, SourceMissing
from cdp_metrics.periods import period_name
from cdp_metrics.stats import (
    Basis,
    Count,
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
from cdp_metrics.words import BOUNDS, count, percent

__all__ = ["ENGLAND", "lacking", "rating"]

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
    """Return a target's status by the rule of its type; if grey, exactly why."""
    rated = _rated(store, target, found, then, path, polarity, today)
    if rated.status != "grey" or rated.detail:
        return rated
    if rated.why == "not_enough_data":
        return replace(rated, detail=lacking(found) or _few(then))
    if rated.why == "no_denominator":
        return replace(rated, detail=_bare(found))
    return rated


def _rated(
    store: Store,
    target: Target,
    found: Measured,
    then: Figure | None,
    path: float | None,
    polarity: Polarity,
    today: date,
) -> Rating:
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


def lacking(found: Measured) -> str:
    """Return why a measure has no figure to rate, and what would change that.

    Returns
    -------
    str
        Part of a sentence; "" where it has a figure.
    """
    if found.now is not None:
        return ""
    if found.series is None:
        return f"{found.why.partition('. What to do')[0]}; load one"
    latest = found.series.latest if isinstance(found.series, Reported) else None
    if latest and latest.bound:
        said = f"{BOUNDS[latest.bound]}{percent(latest.value)}"
        return (
            f"only a bound was published, {said}; its numerator and denominator would "
            "let it be rated"
        )
    if latest and latest.why and latest.why == found.why:
        return f"the latest figure is {latest.why}; it is rated once one can be shown"
    return f"{found.why}; the others are needed"


def _few(then: Figure | None) -> str:
    """Return that a baseline is too small to rate against."""
    if not isinstance(then, Count):
        return ""
    return (
        f"the baseline of {count(then.value)} is too small to rate against; state one "
        "of a wider measure"
    )


def _bare(found: Measured) -> str:
    """Return which of figure and baseline lacks the cases it is of."""
    if found.now is not None and found.now.limits() is None:
        return (
            "the figure was published without what it is a share of, so chance cannot "
            "be judged; its numerator and denominator would let it be rated"
        )
    return (
        "the plan states its baseline without the cases behind it, so chance cannot be "
        "judged; state in the plan of how many cases it is a share"
    )


def _assured(target: Target, found: Measured, polarity: Polarity) -> Rating:
    """Return whether ordinary variation of the months keeps to a target."""
    if not isinstance(found.series, Trend) or target.target_value is None:
        return not_rated(
            "not_enough_data",
            "ordinary variation is learnt from counts by month or quarter; set this "
            "measure a target of another type",
        )
    held = control(found.series)
    latest = held.chart.segments[-1] if held.chart else None
    if latest is None or latest.trial:
        few = (
            held.why or f"fewer than {FEWEST} usual periods since the limits began anew"
        )
        return not_rated(
            "not_enough_data", f"{few}; it is rated once that many are held"
        )
    lower, upper = latest.limits.lower, latest.limits.upper
    return rate_assurance(lower, upper, target.target_value, polarity)


def _benchmarked(
    store: Store, found: Measured, polarity: Polarity, today: date
) -> Rating:
    """Return how a proportion stands against England's of the same period."""
    own = found.series
    if not isinstance(own, Reported) or not isinstance(found.now, Proportion):
        return not_rated(
            "not_enough_data",
            "a benchmark is a published share of England, and this measure is a count; "
            "set it a target of another type",
        )
    period = period_name(found.start, found.end) if found.start and found.end else ""
    same = f"of {period} by the same source and definition"
    try:
        england = reported(store, found.indicator_id, ENGLAND, today)
    except SourceMissing as error:
        said = "embargoed" if isinstance(error, Embargoed) else "not loaded"
        return not_rated(
            "not_enough_data", f"England's figure is {said}; one {same} is needed"
        )
    alike = [
        each
        for each in england.readings
        if (each.period_start, each.period_end) == (found.start, found.end)
        and (each.definition_version, each.source) == (found.version, found.source)
    ]
    if not alike:
        return not_rated(
            "not_enough_data", f"England has no figure {same}; load one to compare with"
        )
    theirs = alike[0]
    if theirs.bound:
        said = f"{BOUNDS[theirs.bound]}{percent(theirs.value)}"
        return not_rated(
            "not_enough_data",
            f"for England only a bound was published, {said}; the figure is needed",
        )
    if theirs.value is None:
        return not_rated(
            "not_enough_data",
            f"England's figure is {theirs.why}; one {same} is needed",
        )
    limits = found.now.limits()
    if limits is None:
        return not_rated("no_denominator")
    return rate_benchmark(limits, theirs.value, polarity, "pp")
