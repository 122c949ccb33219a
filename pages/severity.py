"""Is crime getting more serious, or only more frequent?"""

import streamlit as st

from cdp_metrics.ui import (
    blocks,
    cached_severity,
    inputs,
    inputs_severity,
    sharing,
    shell,
)
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.views.severity import words

QUESTION = "Is crime getting more serious, or only more frequent?"


def explain(notes: tuple[str, ...]) -> None:
    """Show what a reader must know of the weights."""
    for note in notes:
        blocks.note(note)


with shell.page(__file__):
    heading = st.empty()
    with heading:
        blocks.title(QUESTION)
    with inputs.bar():
        asked = inputs_severity.asked()
        view = cached_severity.view(asked)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title(QUESTION, view.context)
    blocks.headline(view.headline, view.subtitle)
    if view.state:
        blocks.state(*view.state)
    if view.template:  # how to get weights comes before what needs none
        explain(view.notes)
        blocks.figures_table(
            "The template: a row an offence",
            ("Column", "What it holds", "Example"),
            words.TEMPLATE,
            text_columns=(0, 1, 2),
        )
    name = part({name: each.label for name, each in view.parts.items()})
    shown = view.parts[name]
    if shown.title:
        blocks.headline(shown.title, shown.subtitle)
    figure = cached_severity.chart(asked, name, blocks.mode(), blocks.chart_size())
    if figure:
        blocks.chart(figure, shown.alt, name)
    if shown.note:
        blocks.note(shown.note)
    if shown.rows:
        blocks.figures_table(
            shown.caption, shown.columns, shown.rows, text_columns=shown.text_columns
        )
    if not view.template:
        explain(view.notes)
    blocks.source_line(*view.source)
