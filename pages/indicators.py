"""What is measured, and how?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached,
    choices,
    inputs,
    inputs_indicators,
    sharing,
    shell,
)
from cdp_metrics.ui.listing import listing
from cdp_metrics.ui.views.indicators.view import COLUMNS, indicators_view

with shell.page(__file__):
    about, today = cached.info(), cached.today()
    heading = st.container()
    with inputs.bar():
        inputs_indicators.find()
        inputs_indicators.group()
        inputs_indicators.held()
        view = indicators_view(
            cached.dictionary(today),
            choices.chosen(),
            about["place"],
            today,
            demo=about["demonstration"],
        )
        sharing.download(view.csv, "dictionary.csv", view.source)
    with heading:
        blocks.title("What is measured, and how?", view.context)
    blocks.headline(view.headline, view.subtitle)
    if view.unknown:
        blocks.note(view.unknown)
    if view.card:
        blocks.block(view.card, "entry")
    if view.items:
        blocks.block(listing(view.headline, COLUMNS, view.items), "entries")
    else:
        blocks.note("No measure has all of these words. Take a filter away.")
    blocks.source_line(*view.source)
