"""A status, the reason for it and the numbers that its sentence needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cdp_metrics.stats.change import PERCENT_FROM, CountChange
from cdp_metrics.stats.figures import Change, Unit
from cdp_metrics.stats.plan.standing import Grey
from cdp_metrics.stats.rates import Interval

__all__ = [
    "Rating",
    "Reason",
    "Status",
    "effect",
    "not_rated",
    "of_change",
    "of_figure",
]

Status = Literal["green", "amber", "red", "grey"]
Reason = (
    Grey
    | Literal["target_reached", "on_path", "within_tolerance", "within_chance"]
    | Literal["above_path", "below_baseline", "no_clear_change", "above_baseline"]
    | Literal["maintained", "improved", "margin_unclear", "not_maintained"]
    | Literal["better_than_benchmark", "near_benchmark", "worse_than_benchmark"]
    | Literal["consistently_met", "hit_or_miss", "consistently_missed"]
)


@dataclass(frozen=True)
class Rating:
    """A status, the reason for it and the numbers that its sentence needs.

    Attributes
    ----------
    status
        "green", "amber", "red" or "grey".
    why
        Code of the reason.
    unit
        "percent": counts and rates, whose differences are in % of `against`; "pp":
        proportions, whose differences are in percentage points.
    value, against
        The figure rated and the path, target, baseline or benchmark it was held
        against; None where grey.
    difference
        `value` less `against`, in `unit`; None where `against` is too small a count
        for a percentage.
    lower, upper
        Limits of the difference, in `unit`; None as it.
    allowance
        Tolerance or margin, in `unit`; None where the rule has none.
    detail
        What exactly keeps it grey, and what would change that; "" where `why` says it.
    """

    status: Status
    why: Reason
    unit: Unit = "percent"
    value: float | None = None
    against: float | None = None
    difference: float | None = None
    lower: float | None = None
    upper: float | None = None
    allowance: float | None = None
    detail: str = ""


def not_rated(why: Grey, detail: str = "") -> Rating:
    """Return grey, with the reason why there is no rating."""
    return Rating("grey", why, detail=detail)


def effect(change: Change) -> tuple[float | None, float | None, float | None]:
    """Return a difference and its limits.

    Returns
    -------
    tuple of float or None
        Difference, lower and upper limit: in percentage points for proportions, in %
        of the earlier count for counts. None where there is nothing to divide by, and
        for the limits where there are none.
    """
    if not isinstance(change, CountChange):
        return change.difference, change.lower, change.upper
    difference = 100 * change.difference / change.then if change.then else None
    lower, upper = (
        None if ratio is None else 100 * (ratio - 1)
        for ratio in (change.ratio_lower, change.ratio_upper)
    )
    return difference, lower, upper


def of_change(
    change: Change, status: Status, why: Reason, allowance: float | None = None
) -> Rating:
    """Return the rating of a change from a baseline."""
    unit: Unit = "percent" if isinstance(change, CountChange) else "pp"
    few = unit == "percent" and change.then < PERCENT_FROM
    difference, lower, upper = (None, None, None) if few else effect(change)
    return Rating(
        status,
        why,
        unit=unit,
        value=change.now,
        against=change.then,
        difference=difference,
        lower=lower,
        upper=upper,
        allowance=allowance,
    )


def of_figure(
    figure: Interval[float],
    against: float,
    status: Status,
    why: Reason,
    allowance: float | None = None,
    *,
    unit: Unit,
    percent_from: float = 0.0,
) -> Rating:
    """Return the rating of a figure held against one value.

    Parameters
    ----------
    figure
        Value and limits, in the unit of `against`.
    against
        Path, target or benchmark.
    status, why, allowance, unit
        As `Rating` has them.
    percent_from
        A smaller `against` has no percentages.
    """
    few = unit == "percent" and (against == 0 or against < percent_from)
    scale = 100 / against if unit == "percent" and not few else 1.0
    difference, lower, upper = (
        None if few else (x - against) * scale
        for x in (figure.value, figure.lower, figure.upper)
    )
    return Rating(
        status,
        why,
        unit=unit,
        value=figure.value,
        against=against,
        difference=difference,
        lower=lower,
        upper=upper,
        allowance=allowance,
    )
