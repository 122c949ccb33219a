"""Whether a target is being met: red, amber or green, by the type of the target.

Each rule returns what its sentence needs. A rule that chance could overturn never
gives red: a value that chance might have put past the line is amber.
"""

from __future__ import annotations

from functools import partial

from cdp_metrics.stats.change import PERCENT_FROM, CountChange
from cdp_metrics.stats.figures import Change, Count, Figure, Polarity, Unit, better
from cdp_metrics.stats.plan.rating import (
    Rating,
    effect,
    not_rated,
    of_change,
    of_figure,
)
from cdp_metrics.stats.rates import Interval

__all__ = [
    "MARGIN_PERCENT",
    "MARGIN_POINTS",
    "TOLERANCE_PERCENT",
    "rate_any_reduction",
    "rate_assurance",
    "rate_benchmark",
    "rate_maintained",
    "rate_reduction",
]

# Assumptions, for a plan that states none.
TOLERANCE_PERCENT = 5.0
MARGIN_PERCENT = 5.0
MARGIN_POINTS = 1.0


def rate_reduction(
    now: Figure,
    path: float | None,
    goal: float,
    *,
    tolerance: float | None = None,
    confidence: float = 0.95,
) -> Rating:
    """Rate a target to come down by a stated amount.

    Parameters
    ----------
    now
        The latest figure.
    path
        Value that the path asks for by now (`path_value`), in the unit of the figure;
        None where the plan states no path.
    goal
        The target itself; who is past it is green.
    tolerance
        How far above the path is still amber, % of the path. By default 5.
    confidence
        Coverage of the figure's interval, a share.

    Returns
    -------
    Rating
        Green at or below the path; amber within the tolerance or where the interval
        reaches down to the path; red above both. Grey without a path or without the
        denominator of a proportion.
    """
    tolerance = TOLERANCE_PERCENT if tolerance is None else tolerance
    limits = now.limits(confidence)
    if limits is None:
        return not_rated("no_denominator")
    unit: Unit = "percent" if isinstance(now, Count) else "pp"
    rate = partial(of_figure, limits, unit=unit, percent_from=PERCENT_FROM)
    if limits.value <= goal:
        return rate(goal, "green", "target_reached")
    if path is None:
        return not_rated("no_path")
    allowance = tolerance if unit == "percent" else path * tolerance / 100
    if limits.value <= path:
        return rate(path, "green", "on_path", allowance)
    if limits.value <= path * (1 + tolerance / 100):
        return rate(path, "amber", "within_tolerance", allowance)
    if limits.lower <= path:
        return rate(path, "amber", "within_chance", allowance)
    return rate(path, "red", "above_path", allowance)


def rate_any_reduction(change: Change) -> Rating:
    """Rate a target to come down, by no stated amount.

    Parameters
    ----------
    change
        The latest figure against the baseline (`compare`).

    Returns
    -------
    Rating
        Green significantly below the baseline, red significantly above it, amber
        between; grey without the denominators of proportions.
    """
    if change.significant is None:
        return not_rated("no_denominator")
    if not change.significant:
        return of_change(change, "amber", "no_clear_change")
    if change.difference < 0:
        return of_change(change, "green", "below_baseline")
    return of_change(change, "red", "above_baseline")


def rate_maintained(
    change: Change, polarity: Polarity, *, margin: float | None = None
) -> Rating:
    """Rate a target to keep up what was reached.

    Parameters
    ----------
    change
        The latest figure against the baseline (`compare`).
    polarity
        Which direction is better; not "neutral".
    margin
        How much worse still counts as maintained: percentage points for proportions,
        % of the baseline for counts. By default 1.0 and 5.

    Returns
    -------
    Rating
        Green where the limits exclude being worse by the margin, or where it is
        significantly better; red where it is significantly worse and by more than
        the margin; amber between. Grey without the denominators of proportions, and
        where a count of 0 leaves no limits and chance could have made it.

    Raises
    ------
    ValueError
        If `polarity` is "neutral".

    Notes
    -----
    Green is the test of non-inferiority: Piaggio, G. and others (2012), JAMA 308,
    2594-2604. Significance is that of the change itself, which keeps its power where
    the limits of a ratio, for a few events with much dispersion, lose theirs.
    """
    sign = _sign(polarity)
    if change.significant is None:
        return not_rated("no_denominator")
    if margin is None:
        counts = isinstance(change, CountChange)
        margin = MARGIN_PERCENT if counts else MARGIN_POINTS
    difference, lower, upper = effect(change)
    if difference is None:
        return not_rated("not_enough_data")
    gain, bound = sign * difference, lower if sign > 0 else upper
    if bound is not None and sign * bound > -margin:
        return of_change(change, "green", "maintained", margin)
    if change.significant and gain > 0:
        return of_change(change, "green", "improved")
    if change.significant and gain < -margin:
        return of_change(change, "red", "not_maintained", margin)
    if bound is None:
        return not_rated("not_enough_data")
    return of_change(change, "amber", "margin_unclear", margin)


def rate_benchmark(
    figure: Interval[float], benchmark: float, polarity: Polarity, unit: Unit
) -> Rating:
    """Rate a target to be no worse than others.

    Parameters
    ----------
    figure
        The latest figure with its limits.
    benchmark
        What others reach, in the same unit, taken as known without error.
    polarity
        Which direction is better; not "neutral".
    unit
        "pp" for proportions in %, else "percent".

    Returns
    -------
    Rating
        Green where the limits lie on the better side, red on the worse, amber where
        they hold the benchmark.

    Raises
    ------
    ValueError
        If `polarity` is "neutral".
    """
    sign = _sign(polarity)
    if figure.lower <= benchmark <= figure.upper:
        return of_figure(figure, benchmark, "amber", "near_benchmark", unit=unit)
    if sign * (figure.value - benchmark) > 0:
        return of_figure(figure, benchmark, "green", "better_than_benchmark", unit=unit)
    return of_figure(figure, benchmark, "red", "worse_than_benchmark", unit=unit)


def rate_assurance(
    lower: float, upper: float, target: float, polarity: Polarity
) -> Rating:
    """Rate whether a process meets its target reliably.

    Parameters
    ----------
    lower, upper
        Latest limits of its control chart.
    target
        Value to reach, in the same unit.
    polarity
        Which direction is better; not "neutral".

    Returns
    -------
    Rating
        Green where both limits meet the target, red where neither does, amber where
        ordinary variation will hit it some months and miss it others.

    Raises
    ------
    ValueError
        If `polarity` is "neutral".
    """
    sign = _sign(polarity)
    met = [sign * limit >= sign * target for limit in (lower, upper)]
    if all(met):
        return Rating("green", "consistently_met", against=target)
    if any(met):
        return Rating("amber", "hit_or_miss", against=target)
    return Rating("red", "consistently_missed", against=target)


def _sign(polarity: Polarity) -> int:
    if polarity == "neutral":
        raise ValueError("Better or worse needs a measure with a better direction.")
    return better(polarity)
