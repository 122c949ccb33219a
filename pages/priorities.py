"""What did we say we would do, and is it evidenced?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_priorities, inputs, sharing, shell
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown
from cdp_metrics.ui.views.priorities.view import SHOWN

QUESTION = "What did we say we would do, and is it evidenced?"

with shell.page(__file__):
    today = cached.today()
    blocks.title(QUESTION, f"**{cached.info()['place']}**")
    bar = st.container()
    name = part(SHOWN)
    found = cached_priorities.part(name, today)
    if found.csv:
        with bar, inputs.bar():
            sharing.download(found.csv, found.csv_name, found.source)
    figure = cached_priorities.chart(name, today, blocks.mode(), blocks.chart_size())
    shown(found, figure, name)
    if table := cached_priorities.table(name, today):
        blocks.block(table, f"table_{name}")
    blocks.source_line(*found.source)
