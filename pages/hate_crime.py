"""Is hate crime being repeated?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, cached_hate_crime, inputs, sharing, shell
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown
from cdp_metrics.ui.views.hate_crime.view import PARTS
from cdp_metrics.ui.views.plan.table import BASELINE, LATELY

QUESTION = "Is hate crime being repeated?"

with shell.page(__file__):
    today = cached.today()
    blocks.title(QUESTION, cached_hate_crime.context(today))
    bar = st.container()
    name = part(PARTS)
    seen = cached_hate_crime.part(name, today)
    if seen.csv:
        with bar, inputs.bar():
            sharing.download(seen.csv, seen.csv_name, seen.source)
    measures = cached_hate_crime.plan(today) if name == "plan" else ()
    if measures:
        blocks.headline(seen.title, seen.subtitle)
        blocks.measures_table(
            "Hate crime in the plan", measures, "plan", change=BASELINE, lately=LATELY
        )
    else:
        mode, size = blocks.mode(), blocks.chart_size()
        shown(seen, cached_hate_crime.chart(name, today, mode, size), name)
    blocks.source_line(*seen.source)
