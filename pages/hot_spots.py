"""Where are the hot spots, and do they last?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached,
    cached_hot_spots,
    inputs,
    inputs_hot_spots,
    sharing,
    shell,
)
from cdp_metrics.ui.lsoa_map import lsoa_map
from cdp_metrics.ui.views.hot_spots import view as hot_spots
from cdp_metrics.ui.views.hot_spots.words import hot_spot_card

with shell.page(__file__):
    heading = st.container()
    with inputs.bar():
        measure, ward = inputs_hot_spots.measure(), inputs.ward()
        found = cached_hot_spots.found(measure)
        state = measure, ward, cached.today()
        view = cached_hot_spots.view(*state)
        lsoa = inputs.lsoa(view.names)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title("Where are the hot spots, and do they last?", view.context)
    blocks.headline(view.headline, view.subtitle)
    drawn, beside = st.columns([2, 1], gap="medium")
    with drawn:
        if found.version:
            lsoa_map(
                "hot_spots",
                url=cached.map_file(found.version),
                version=found.version,
                classes=view.classes,
                uncertain=view.uncertain,
                values=view.values,
                selected=lsoa or None,
                on_select=inputs.pick_lsoa,
                label=view.label,
                legend=view.legend,
                home="Whole area",
            )
        else:
            blocks.state(
                "missing",
                "Boundaries of these small areas are not loaded, so it is not known "
                "which of them touch.",
                "Add the ONS LSOA 2021 boundaries and build again.",
            )
    with beside:
        area = found.area(lsoa)
        if area is not None:
            blocks.card(hot_spot_card(area, found.indicator.unit, view.average))
        blocks.note(view.notes)
    if view.rows:
        with st.container(key="hot_areas"):
            blocks.figures_table(
                view.caption, hot_spots.COLUMNS, view.rows, text_columns=(0, 1, 2, 6)
            )
    if view.why:
        blocks.state("too_little", view.why, "Add the months as they are published.")
    else:
        blocks.headline(view.lasting_headline)
        if view.lasting:
            with st.container(key="hot_lasting"):
                blocks.figures_table(
                    "Hot and cold spots, quarter by quarter",
                    hot_spots.LASTING_COLUMNS,
                    view.lasting,
                    text_columns=(0, 1, 4),
                )
    figure = cached_hot_spots.curve(*state, blocks.mode(), blocks.chart_size())
    if figure:
        blocks.headline(view.half_headline)
        blocks.chart(figure, view.alt, key="concentration")
        with st.container(key="hot_half"):
            blocks.figures_table(
                "How few areas hold half", hot_spots.HALF_COLUMNS, view.half
            )
    blocks.source_line(*view.source)
