"""What a plan says of one target, row by row."""

from __future__ import annotations

import math

from cdp_metrics.answers import PlanRow
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.periods import day_name, month_name, month_of, year_to
from cdp_metrics.stats import Count
from cdp_metrics.words import count, inside, percent, points

__all__ = ["promise_rows"]

WITHOUT_BASELINE = ("benchmark", "assurance")
PATHS = {
    "linear": "In a straight line from {start}",
    "stepped": "In yearly steps from {start}",
    "monthly": "Month by month as the plan lists, from {start}",
    "none": "Not stated",
}


def promise_rows(row: PlanRow, plan: str) -> tuple[tuple[str, str], ...]:
    """Return what the plan says of a target: name and words, row by row.

    Parameters
    ----------
    row
        A row of the plan with a target.
    plan
        Name of the plan.
    """
    target, found = row.target, row.measured
    assert target is not None  # what the caller asks about
    shares = found.indicator.kind == "proportion"
    write = percent if shares else count
    start, latest = target.baseline, "Not held"
    if found.series and found.why:
        latest = f"Not complete: {found.why}"
    if found.now and found.end:
        value = found.now.value if isinstance(found.now, Count) else found.now.percent
        latest = f"{write(value)}, {inside(year_to(month_of(found.end)))}"
    baseline = "Not stated in the plan, so no rating"
    if target.type in WITHOUT_BASELINE:
        baseline = "None: this rule needs none"
    if start:
        end = inside(year_to(month_of(start.period_end)))
        baseline = f"{write(start.value)}, {end}"
    path = PATHS[target.path]
    if target.path_start:
        path = path.format(start=month_name(target.path_start))
    if row.path is not None and found.end:
        period = inside(year_to(month_of(found.end)))
        path += f"; it asks for {write(row.path)} in the {period}"
    notes = " ".join(filter(None, (target.note, row.heading.note)))
    return (
        ("Target", f"{target.statement}: {_aim(target, shares=shares)}"),
        ("Latest", latest),
        ("Baseline", baseline),
        (
            "Date",
            day_name(target.target_date) if target.target_date else "Not stated",
        ),
        ("Path", path),
        ("Owner", row.owner),
        ("Assumptions", notes or "None noted"),
        ("Plan", plan),
    )


def _aim(target: Target, *, shares: bool) -> str:
    """Return what a target asks for, by its type."""
    start = target.baseline
    goal = target.goal(start.value) if start else target.target_value
    write = percent if shares else count
    less = goal if goal is None or shares else math.floor(goal)
    said = "" if goal is None else f" ({write(less)} or less)"
    if target.type == "reduce_pct":
        if target.target_percent is not None:
            return f"{target.target_percent:g}% below the baseline{said}"
        return f"down to {write(goal)}"
    if target.type == "reduce_any":
        return f"below the baseline, beyond chance{said}"
    if target.type == "maintain":
        margin = target.margin
        if margin is None:
            return "no worse than the baseline"
        size = points(margin, plus=False) if shares else f"{margin:g}%"
        return f"no worse than the baseline by more than {size}"
    if target.type == "benchmark":
        return "better than England"
    side = {"lower": " or less", "higher": " or more"}.get(target.better or "", "")
    return f"ordinary variation keeps to {write(target.target_value)}{side}"
