"""Are people completing treatment?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, inputs, inputs_treatment, shell
from cdp_metrics.ui.listing import listing
from cdp_metrics.ui.views.treatment.rows import Table

SUMMARY = ("Measure", "Latest", "England", "Against England")


def table(caption: str, figures: Table) -> None:
    """Show figures as a table."""
    blocks.figures_table(
        caption, figures.columns, figures.rows, text_columns=figures.texts
    )


with shell.page(__file__):
    heading = st.container()
    found = cached.treatment(cached.info()["area_code"], cached.today())
    with inputs.bar():
        measure = inputs_treatment.measure(found)
        period = inputs_treatment.period(found, measure)
        view = cached.treatment_view(measure, period, cached.today())
        inputs.download(view.csv, view.csv_name)
    with heading:
        blocks.title("Are people completing treatment?", view.context)
    blocks.headline(view.headline, view.subtitle)
    if view.note:
        blocks.note(view.note)
    if view.state:
        blocks.state(*view.state)
    across, over_time = cached.treatment_charts(
        measure, period, cached.today(), blocks.mode(), blocks.chart_size()
    )
    if across:
        blocks.chart(across, view.places_alt, "places")
        table(view.place_caption, view.place_table)
    if view.time_table.rows:
        blocks.headline(view.line_title)
        if over_time:
            blocks.chart(over_time, view.line_alt, "periods")
        table("The same figures by period", view.time_table)
    blocks.headline("Every measure of treatment")
    blocks.block(listing("Every measure of treatment", SUMMARY, view.items), "measures")
    blocks.source_line(*view.source)
