"""Are we meeting the plan, and where do crime and ASB stand?"""

from functools import partial

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_overview, inputs, pack_part, shell
from cdp_metrics.ui.overview_part import aimed, asking, counted, tabled
from cdp_metrics.ui.views.plan.download import measures_csv, printed_csv
from cdp_metrics.ui.views.plan.published import COLUMNS, READING_COLUMNS

NOTHING_YET = (
    "No figure of the plan's own measures has been received, so none can be rated."
)
PRINTED = "overview?figures=published"

with shell.page(__file__):
    demo = cached.info()["demonstration"]
    found = cached_overview.explained(cached.today())
    plan, counts = found.plan, found.counts
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
        file = partial(printed_csv, printed, demo=demo)
        pack_part.taken(file, "plan-as-printed.csv", (printed.source,))
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
            asking(found.note)
            aimed(plan)
        else:
            aimed(plan)
            asking(found.note)
            counted(counts)
        source = (*plan.source, *counts.source)
        file = partial(measures_csv, plan, counts, demo=demo)
        pack_part.taken(file, "overview.csv", source)
    else:
        with heading:
            blocks.title("Where do crime and ASB stand?", counts.context)
        blocks.strip(counts.sentence, ())
        asking(found.note)
        tabled(counts)
        file = partial(measures_csv, None, counts, demo=demo)
        pack_part.taken(file, "overview.csv", counts.source)
