"""Where is reported ASB highest?"""

import streamlit as st

from cdp_metrics.ui import blocks, cached, inputs, shell
from cdp_metrics.ui.lsoa_map import lsoa_map
from cdp_metrics.ui.views.harm.card import lsoa_card
from cdp_metrics.ui.views.harm.view import COLUMNS

with shell.page(__file__):
    heading = st.container()
    with inputs.bar():
        end = inputs.year_end(cached.asb_map(None).ends)
        found, ward = cached.asb_map(end), inputs.ward()
        view = cached.map_view(end, ward, inputs.rows(), cached.today())
        lsoa = inputs.lsoa(view.names)
        inputs.download(view.csv, view.csv_name)
    with heading:
        blocks.title("Where is reported ASB highest?", view.context)
    blocks.headline(view.headline, view.subtitle)
    drawn, beside = st.columns([2, 1], gap="medium")
    with drawn:
        if found.version:
            lsoa_map(
                "asb",
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
                "Boundaries of these LSOAs are not loaded, so no map is drawn.",
                "Add the ONS LSOA 2021 boundaries and build again.",
            )
    with beside:
        area = found.lsoa(lsoa)
        if area is not None:
            own = cached.trend("asb_incidents", area.code, cached.today())
            blocks.card(lsoa_card(area, found, own))
        blocks.note(view.notes)
    inputs.table_rows()
    blocks.figures_table(view.caption, COLUMNS, view.rows, text_columns=(0, 1, 8))
    blocks.source_line(*view.source)
