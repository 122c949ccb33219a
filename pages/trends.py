"""What is happening, and since when?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached_trends,
    commentary,
    inputs,
    inputs_trends,
    sharing,
    shell,
)

QUESTION = "What is happening, and since when?"

with shell.page(__file__):
    heading = st.empty()
    with heading:
        blocks.title(QUESTION)
    with inputs.bar():
        asked = inputs_trends.asked()
        view = cached_trends.shown(asked)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title(QUESTION, view.context)
    blocks.headline(view.headline, view.subtitle)
    if view.note:
        blocks.note(view.note)
    if view.why:
        blocks.state("too_little", view.why, view.remedy)
    else:
        figure = cached_trends.chart(asked, blocks.mode(), blocks.chart_size())
        blocks.chart(figure, view.alt, key="trend")
        by = inputs_trends.table_by(asked.measure, tuple(view.tables))
        table = cached_trends.table(asked, by)
        if table is None:
            blocks.state(
                "too_little",
                "The twelve months to the last month shown are not complete.",
                "Choose another year under To.",
            )
        else:
            blocks.figures_table(
                table.caption,
                table.columns,
                table.rows,
                text_columns=table.text_columns,
            )
    commentary.beside(
        cached_trends.series(asked.measure, asked.area, asked.today),
        asked.last,
    )
    blocks.source_line(*view.source)
