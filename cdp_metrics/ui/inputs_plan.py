"""Filters of the pages about targets and comparisons."""

from __future__ import annotations

from cdp_metrics.filters import AHEAD
from cdp_metrics.periods import month_name
from cdp_metrics.ui import cached, cached_plan
from cdp_metrics.ui.choices import choose, chosen, pick
from cdp_metrics.ui.views.comparison.view import VIEWS
from cdp_metrics.ui.views.targets.view import choices

__all__ = ["ahead", "comparison", "target"]


def target() -> str:
    """Let the reader choose a target, or a measure without one; return its measure."""
    options = choices(cached.plan_table(cached.today(), cached.info()["area_code"]))
    first = next(iter(options))
    picked = pick(
        "target",
        "Target",
        list(options),
        chosen().target or first,
        options.__getitem__,
    )
    choose(target="" if picked == first else picked)
    return picked


def ahead(target: str) -> int:
    """Let the reader choose how far a forecast without a target reaches; in quarters.

    A target's own date says how far; then there is no choice.
    """
    if cached_plan.promise(target, cached.today()):
        return AHEAD[0]
    picked = pick(
        "ahead",
        "Forecast",
        list(AHEAD),
        chosen().ahead,
        lambda number: f"{number} quarters ahead",
        200,
    )
    choose(ahead=picked)
    return picked


def comparison() -> str:
    """Let the reader choose what is compared with what; return which."""
    absent = set() if cached_plan.printed_rates() else {"printed"}
    if not any(each.kind == "ward_before" for each in cached.places()):
        absent.add("wards_before")
    words = dict(VIEWS)
    if redrawn := cached_plan.wards_redrawn():
        words["wards_before"] = (
            f"Wards before {month_name(redrawn)} against their average"
        )
    views = [name for name in VIEWS if name not in absent]
    picked = pick("view", "Compare", views, chosen().view, words.__getitem__, 390)
    choose(view="" if picked == views[0] else picked)
    return picked
