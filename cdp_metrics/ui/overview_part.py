"""The parts of the Overview: what asks for attention, the plan, and the counts."""

from __future__ import annotations

from cdp_metrics.ui import blocks, cached_overview
from cdp_metrics.ui.views.alerts import alerts_list
from cdp_metrics.ui.views.overview import OverviewView
from cdp_metrics.ui.views.plan.table import BASELINE, LATELY, PlanView

__all__ = ["aimed", "asking", "counted"]


def aimed(plan: PlanView) -> None:
    """Show the plan's table."""
    blocks.measures_table(
        plan.caption, plan.rows, key="plan", change=BASELINE, lately=LATELY
    )


def asking(revised: str) -> None:
    """Show what asks for attention, and how many quoted figures were revised."""
    blocks.block(alerts_list(cached_overview.alerts()), "alerts")
    if revised:
        blocks.note(revised)


def counted(counts: OverviewView) -> None:
    """Show what is counted from the street files."""
    blocks.headline("Recorded by month", counts.sentence)
    blocks.measures_table("Headline counts, twelve months", counts.rows)
