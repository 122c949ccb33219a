"""Who is being helped, and does it last?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_services, inputs, sharing, shell
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown
from cdp_metrics.ui.views.services.view import PARTS

QUESTION = "Who is being helped, and does it last?"


def lines() -> None:
    """Show each line of the domestic abuse services with its change."""
    blocks.measures_table(
        "Each line, its latest year and the change",
        cached_services.measures(),
        "lines",
        change=("In a year", "beyond chance or not"),
    )


with shell.page(__file__):
    today, place = cached.today(), cached.info()["place"]
    heading, bar = st.container(), st.container()
    name = part(PARTS)
    reach, found = cached_services.part(name, today)
    with heading:
        blocks.title(QUESTION, " · ".join(filter(None, (f"**{place}**", reach))))
    if found.csv:
        with bar, inputs.bar():
            sharing.download(found.csv, found.csv_name, found.source)
    shown(
        found,
        cached_services.chart(name, today, blocks.mode(), blocks.chart_size()),
        name,
        lines if name == "outputs" and not found.state else None,
    )
    blocks.source_line(*found.source, *filter(None, (reach,)))
