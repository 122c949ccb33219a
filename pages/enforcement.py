"""Are cases settled early, and where do they repeat?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_enforcement, inputs, sharing, shell
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown
from cdp_metrics.ui.views.enforcement.view import PARTS

QUESTION = "Are cases settled early, and where do they repeat?"

with shell.page(__file__):
    today, place = cached.today(), cached.info()["place"]
    heading, bar = st.container(), st.container()
    name = part(PARTS)
    reach, found = cached_enforcement.part(name, today)
    with heading:
        blocks.title(QUESTION, " · ".join(filter(None, (f"**{place}**", reach))))
    if found.csv:
        with bar, inputs.bar():
            sharing.download(found.csv, found.csv_name, found.source)
    shown(
        found,
        cached_enforcement.chart(name, today, blocks.mode(), blocks.chart_size()),
        name,
    )
    blocks.source_line(*found.source, *filter(None, (reach,)))
