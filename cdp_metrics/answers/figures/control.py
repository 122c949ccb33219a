"""A count's control chart: without its season, in limits that start anew for a reason.

The chart of a measure is the same wherever it is shown or rated.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.periods import MONTHS_IN_YEAR
from cdp_metrics.stats import (
    Assurance,
    Baseline,
    ControlChart,
    NotEnough,
    Seasonality,
    assurance,
    control_chart,
    learnt_dispersion,
)

__all__ = ["FEWEST", "Control", "control", "level_of"]

FEWEST = 12  # points that limits need to be more than a trial
LEARNT = {1: 24, 3: 12}  # months or quarters that limits are learnt from, at most
SMALL = 10.0  # a mean below it has the chart of small counts, whose season is unknown

REBASING = ("definition", "recording", "boundary")
NEW_DEFINITION = "counted by a new definition"


@dataclass(frozen=True, eq=False)
class Control:
    """A count in the limits of its common variation.

    Parameters
    ----------
    trend
        The count.
    chart
        Limits and marked points; None where there is too little to learn from.
    seasonal
        Whether the limits follow the season.
    why
        What is missing, a sentence; "" where there is a chart.
    """

    trend: Trend
    chart: ControlChart | None
    seasonal: bool
    why: str = ""

    def assured(self, level: float, target: Target) -> Assurance | None:
        """Return whether ordinary variation keeps to a target; None without limits.

        Parameters
        ----------
        level
            What it asks of an average period.
        target
            The target; a reduction wants less, any other what is better.
        """
        wanted = target.polarity(self.trend.indicator.polarity)
        if self.chart is None or wanted == "neutral":
            return None
        return assurance(self.chart, level, wanted)


def level_of(target: Target, trend: Trend) -> float | None:
    """Return what a target asks of an average period; None where it asks no level.

    A target of assurance states it. A reduction states twelve months, which count
    only against a baseline that was counted as the trend is.
    """
    if target.type == "assurance":
        return target.target_value
    start = target.baseline
    counted = (trend.indicator_id, trend.source, trend.version)
    if (
        target.type != "reduce_pct"
        or start is None
        or (start.indicator, start.source, start.definition_version) != counted
    ):
        return None
    goal = target.goal(start.value)
    return None if goal is None else goal * trend.step / MONTHS_IN_YEAR


def control(trend: Trend) -> Control:
    """Return a count's control chart.

    Parameters
    ----------
    trend
        By month or quarter.

    Notes
    -----
    Limits are learnt from the first 24 usual months, or 12 quarters, of a stretch and
    then held. A stretch begins at an event of the plan that changes how the measure is
    counted, or at a new definition, where at least 12 usual periods follow.
    """
    usual = np.isfinite(trend.counts) & ~trend.unusual
    if usual.sum() < FEWEST:
        many = "months" if trend.step == 1 else "quarters"
        return Control(
            trend, None, False, f"{FEWEST} usual {many} needed, {usual.sum()} held"
        )
    season, small = trend.season, float(trend.counts[usual].mean()) < SMALL
    if isinstance(season, NotEnough) and not small:
        return Control(trend, None, False, season.reason)
    expected = np.ones_like(trend.counts)
    if isinstance(season, Seasonality) and not small:
        expected = season.expected(trend.days)
    chart = control_chart(
        trend.counts,
        expected=expected,
        unusual=trend.unusual,
        baselines=_baselines(trend, usual),
        phi=learnt_dispersion(trend.counts, trend.per_year, unusual=trend.unusual).phi,
    )
    return Control(trend, chart, not small)


def _baselines(trend: Trend, usual: np.ndarray) -> list[Baseline]:
    """Return where limits start anew and why, the first at the first period."""
    reasons = {month: NEW_DEFINITION for month in trend.changed}
    for event in trend.events:
        if event.kind in REBASING:
            after = [m for m in trend.months if trend.end(m) >= event.first]
            if after:
                reasons[after[0]] = event.label
    starts = {0: ""}
    for month in sorted(reasons, reverse=True):
        at = trend.months.index(month)
        later = min((s for s in starts if s > at), default=len(usual))
        if at and usual[at:later].sum() >= FEWEST:
            starts[at] = reasons[month]
    edges = [*sorted(starts), len(usual)]
    baselines = []
    for at, stop in pairwise(edges):
        learnt = at + np.flatnonzero(usual[at:stop])[: LEARNT[trend.step]]
        window = (at, int(learnt[-1]) + 1) if learnt.size else None
        baselines.append(Baseline(at, window, starts[at]))
    return baselines
