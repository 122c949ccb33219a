"""Where is ASB doing most harm?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached,
    cached_harm,
    inputs,
    inputs_harm,
    parts_harm,
    sharing,
    shell,
)
from cdp_metrics.ui.views.harm.words import QUESTION, layer_names

with shell.page(__file__):
    heading = st.empty()
    with heading:
        blocks.title(QUESTION)
    latest, today = cached_harm.found(None, ""), cached.today()
    shown = inputs_harm.shown()
    if shown == "crime":
        parts_harm.other_crime(heading, latest, today)
    else:
        layer = ward = lsoa = other = cell = ""
        with inputs.bar():
            if shown == "map":
                layer = inputs_harm.layer(layer_names(latest))
            elif shown == "cross":
                other, cell = inputs_harm.crossed()
            end = inputs.year_end(latest.ends)
            if shown == "map":
                ward = inputs.ward()
            impact = ""
            if shown != "trust":
                impact = inputs_harm.impact(cached_harm.counted(end))
            found = cached_harm.found(end, impact)
            view = cached_harm.view(end, impact, layer or "index", ward, today)
            if shown in ("map", "cross"):
                lsoa = inputs.lsoa(view.names)
            sharing.download(view.csv, view.csv_name, view.source)
        with heading:
            blocks.title(QUESTION, view.context)
        if shown == "cross":
            crossed = cached_harm.cross(end, impact, other, cell)
            parts_harm.cross(crossed, found, end, impact, lsoa)
        elif shown == "trust":
            parts_harm.trust(end)
        elif shown == "analysts":
            parts_harm.analysts(found, end, impact)
        else:
            parts_harm.layers(view, found, end, impact, lsoa)
        blocks.source_line(*view.source)
