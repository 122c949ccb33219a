"""Are people completing treatment?"""

import streamlit as st

from cdp_metrics.periods import month_of
from cdp_metrics.ui import (
    blocks,
    cached,
    cached_treatment,
    commentary,
    inputs,
    inputs_treatment,
    sharing,
    shell,
)
from cdp_metrics.ui.listing import listing
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.shown import shown
from cdp_metrics.ui.views.treatment.rows import Table
from cdp_metrics.ui.views.treatment.services import PARTS

SUMMARY = ("Measure", "Latest", "England", "Against England")


def table(caption: str, figures: Table) -> None:
    """Show figures as a table."""
    blocks.figures_table(
        caption, figures.columns, figures.rows, text_columns=figures.texts
    )


with shell.page(__file__):
    heading = st.container()
    today = cached.today()
    found = cached.treatment(cached.info()["area_code"], today)
    with inputs.bar():
        measure = inputs_treatment.measure(found)
        period = inputs_treatment.period(found, measure)
        view = cached.treatment_view(measure, period, today)
        download = st.empty()
    with heading:
        blocks.title("Are people completing treatment?", view.context)
    words = st.container()
    name = part(view.parts | PARTS)
    mode, size = blocks.mode(), blocks.chart_size()
    if name in PARTS:
        service = cached_treatment.part(name, today)
        with words:
            blocks.note(inputs_treatment.ASIDE)
        if service.csv:
            with download:
                sharing.download(service.csv, service.csv_name, service.source)
        drawn = cached_treatment.chart(name, today, mode, size)
        shown(service, drawn, name)
        blocks.source_line(*service.source)
    else:
        with download:
            sharing.download(view.csv, view.csv_name, view.source)
        with words:
            blocks.headline(view.headline, view.subtitle)
            if view.note:
                blocks.note(view.note)
            if view.state:
                blocks.state(*view.state)
        figure = cached.treatment_chart(measure, period, today, name, mode, size)
        if name == "places":
            if figure:
                blocks.chart(figure, view.places_alt, "places")
            table(view.place_caption, view.place_table)
        elif name == "periods":
            blocks.headline(view.line_title)
            if figure:
                blocks.chart(figure, view.line_alt, "periods")
            table("The same figures by period", view.time_table)
        else:
            blocks.block(
                listing("Every measure of treatment", SUMMARY, view.items), "measures"
            )
        shows = month_of(period[1]) if period else None
        commentary.beside(found.measure(measure).own, shows)
        blocks.source_line(*view.source)
