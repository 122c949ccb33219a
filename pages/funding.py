"""Where does the money come from, and what does it buy?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_funding, inputs, sharing, shell
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown

QUESTION = "Where does the money come from, and what does it buy?"

with shell.page(__file__):
    today = cached.today()
    blocks.title(QUESTION, cached_funding.context(today))
    bar = st.container()
    name = part(cached_funding.parts())
    found = cached_funding.part(name, today)
    if found.csv:
        with bar, inputs.bar():
            sharing.download(found.csv, found.csv_name, found.source)
    figure = cached_funding.chart(name, today, blocks.mode(), blocks.chart_size())
    shown(found, figure, name)
    blocks.source_line(*found.source)
