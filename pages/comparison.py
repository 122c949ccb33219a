"""How do we compare?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached,
    cached_plan,
    inputs,
    inputs_plan,
    sharing,
    shell,
)

WITHOUT_MEASURE = "printed", "similar"

with shell.page(__file__):
    heading = st.container()
    with inputs.bar():
        view_name = inputs_plan.comparison()
        measure = "" if view_name in WITHOUT_MEASURE else inputs.measure()
        state = measure, view_name, cached.today()
        view = cached_plan.comparison_view(*state)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title("How do we compare?", view.context)
    blocks.headline(view.headline, view.subtitle)
    figure = cached_plan.comparison_chart(*state, blocks.mode(), blocks.chart_size())
    if figure:
        blocks.chart(figure, view.alt, key="comparison")
    if view.refusal:
        blocks.state(
            "missing" if view.remedy else "too_little", view.refusal, view.remedy
        )
    for note in view.notes:
        blocks.note(note)
    if view.rows:
        blocks.figures_table(
            view.caption, view.columns, view.rows, text_columns=view.text_columns
        )
    blocks.source_line(*view.source)
