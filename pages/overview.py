"""Are we meeting the plan, and where do crime and ASB stand?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, inputs, shell
from cdp_metrics.ui.views.overview import OverviewView
from cdp_metrics.ui.views.plan.published import COLUMNS, READING_COLUMNS
from cdp_metrics.ui.views.plan.table import BASELINE, LATELY, PlanView

NOTHING_YET = (
    "No figure of the plan’s own measures has been received, so none can be rated."
)
PRINTED = "overview?figures=published"


def aimed(plan: PlanView) -> None:
    """Show the plan's table."""
    blocks.measures_table(
        plan.caption, plan.rows, key="plan", change=BASELINE, lately=LATELY
    )


def counted(counts: OverviewView) -> None:
    """Show what is counted from the street files."""
    blocks.headline("Recorded by month", counts.sentence)
    blocks.measures_table("Headline counts, twelve months", counts.rows)


with shell.page(__file__):
    plan, counts = (
        cached.plan_view(cached.today()),
        cached.overview_view(cached.today()),
    )
    printed, heading = cached.published_view(), st.container()
    live = printed is None or inputs.figures() == "live"
    if printed and not live:
        with heading:
            blocks.title("What do our papers say?", printed.context)
        blocks.strip(printed.sentence, ())
        blocks.figures_table(
            "As printed, and what follows",
            COLUMNS,
            printed.rows,
            text_columns=(0, 1, 6, 7),
        )
        for note in printed.notes:
            blocks.note(note)
        if printed.readings:
            blocks.figures_table(
                "Illustrations, never ratings",
                READING_COLUMNS,
                printed.readings,
                text_columns=(0, 3, 4, 5),
            )
        blocks.source_line(printed.source)
    elif plan:
        with heading:
            blocks.title("Are we meeting the plan?", plan.context)
        blocks.strip(plan.sentence, plan.headings)
        if plan.note:
            blocks.note(plan.note)
        if plan.empty and printed:
            blocks.pointer(NOTHING_YET, "See the figures as published", PRINTED)
        if plan.empty:  # what can be read comes first
            counted(counts)
            aimed(plan)
        else:
            aimed(plan)
            counted(counts)
        blocks.source_line(*plan.source, *counts.source)
    else:
        with heading:
            blocks.title("Where do crime and ASB stand?", counts.context)
        blocks.strip(counts.sentence, ())
        blocks.measures_table("Headline counts, twelve months", counts.rows)
        blocks.source_line(*counts.source)
