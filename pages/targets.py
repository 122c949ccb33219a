"""Will we make it?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached,
    cached_plan,
    commentary,
    inputs,
    inputs_plan,
    sharing,
    shell,
)
from cdp_metrics.ui.views.targets.trust import TEST_COLUMNS

with shell.page(__file__):
    heading = st.container()
    with inputs.bar():
        target = inputs_plan.target()
        state = target, inputs_plan.ahead(target), cached.today()
        # the first forecast of a server also loads the library that makes it
        with st.spinner("Working out the forecast and its back-test…"):
            view = cached_plan.targets_view(*state)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title("Will we make it?", view.context)
    if view.stand:
        blocks.strip(view.rule, (view.stand,))
    blocks.headline(view.headline, view.subtitle)
    figure = cached_plan.targets_chart(*state, blocks.mode(), blocks.chart_size())
    if figure:
        blocks.chart(figure, view.alt, key="fan")
    if view.refusal:
        blocks.state(*view.refusal)
    for note in view.notes:
        blocks.note(note)
    if view.promise:
        blocks.figures_table(
            "What the plan says of it",
            ("What", "In the plan"),
            view.promise,
            text_columns=(0, 1),
        )
    if view.rows:
        blocks.figures_table(
            "The latest of the same figures",
            view.columns,
            view.rows,
            text_columns=view.text_columns,
        )
    if view.tests:
        blocks.figures_table(view.test_caption, TEST_COLUMNS, view.tests)
    commentary.beside(cached_plan.outlook(*state).series)
    blocks.source_line(*view.source)
