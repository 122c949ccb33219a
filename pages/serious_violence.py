"""Is serious violence falling?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached,
    cached_serious_violence,
    inputs,
    sharing,
    shell,
)
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown
from cdp_metrics.ui.views.serious_violence.view import PARTS

QUESTION = "Is serious violence falling?"

with shell.page(__file__):
    today = cached.today()
    blocks.title(QUESTION, cached_serious_violence.context(today))
    bar = st.container()
    name = part(PARTS)
    found = cached_serious_violence.part(name, today)
    if found.csv:
        with bar, inputs.bar():
            sharing.download(found.csv, found.csv_name, found.source)
    mode, size = blocks.mode(), blocks.chart_size()
    shown(found, cached_serious_violence.chart(name, today, mode, size), name)
    if table := cached_serious_violence.table(name, today):
        blocks.block(table, f"table_{name}")
    blocks.source_line(*found.source)
