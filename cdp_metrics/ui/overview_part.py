"""The parts of the Overview: what asks for attention, the plan, and the counts."""

from __future__ import annotations

from functools import partial

from cdp_metrics.answers import PlanTable
from cdp_metrics.ui import (
    blocks,
    cached,
    cached_overview,
    cached_present,
    commentary,
    stage,
)
from cdp_metrics.ui.views.alerts import alerts_list
from cdp_metrics.ui.views.overview import OverviewView
from cdp_metrics.ui.views.plan.table import BASELINE, LATELY, PlanView

__all__ = ["aimed", "asking", "counted", "tabled"]


def aimed(plan: PlanView) -> None:
    """Show the plan's table; presented, each row by itself, as in the pack."""
    if held := stage.now():
        held.each(
            [
                partial(cached_present.plan_row, row, at)
                for at, row in enumerate(plan.rows)
            ]
        )
        return
    rows, notes = commentary.of_plan(plan.rows, _table())
    blocks.measures_table(
        plan.caption,
        rows,
        key="plan",
        change=BASELINE,
        lately=LATELY,
    )
    commentary.listed(notes)


def _table() -> PlanTable | None:
    """Return what the rows of the plan are from."""
    return cached.plan_table(cached.today(), cached.info()["area_code"])


def asking(revised: str) -> None:
    """Show what asks for attention, and how many quoted figures were revised."""
    blocks.block(alerts_list(cached_overview.alerts()), "alerts")
    if revised:
        blocks.note(revised)


def counted(counts: OverviewView) -> None:
    """Show what is counted from the street files."""
    blocks.headline("Recorded by month", counts.sentence)
    tabled(counts)


def tabled(counts: OverviewView) -> None:
    """Show the table of counts, and what analysts say of them."""
    held = cached.overview(cached.today()).rows
    rows, notes = commentary.of_counts(counts.rows, held)
    blocks.measures_table("Headline counts, twelve months", rows)
    commentary.listed(notes)
    commentary.faults()
