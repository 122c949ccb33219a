"""The parts of the ASB harm map's page, one shown at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from cdp_metrics.answers import AsbMap
from cdp_metrics.ui import blocks, cached, cached_harm, inputs, inputs_harm, markup
from cdp_metrics.ui.lsoa_map import Legend, lsoa_map
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.analysts import ETHNICITY, NO_WEIGHTS, WEIGHTS_TITLE
from cdp_metrics.ui.views.harm.cross import CrossView
from cdp_metrics.ui.views.harm.drawing import NO_MAP, PICK, Drawn
from cdp_metrics.ui.views.harm.rows import AREA_CAPTION, AREA_COLUMNS
from cdp_metrics.ui.views.harm.view import MapView
from cdp_metrics.ui.views.trends.shown import Table

__all__ = ["analysts", "cross", "layers", "trust"]


def table(figures: Table) -> None:
    """Show a table."""
    blocks.figures_table(
        figures.caption,
        figures.columns,
        figures.rows,
        text_columns=figures.text_columns,
    )


def _map(
    found: AsbMap,
    classes: str,
    values: tuple[str, ...],
    legend: Legend,
    label: str,
    lsoa: str,
    marks: Drawn | None = None,
) -> None:
    """Show the map, or that there are no boundaries to draw."""
    if not found.version:
        blocks.state("missing", *NO_MAP)
        return
    lsoa_map(
        "asb",
        url=cached.map_file(found.version),
        version=found.version,
        classes=classes,
        uncertain=marks.uncertain if marks else "0" * len(classes),
        dotted=marks.dotted if marks else "",
        outlined=marks.outlined if marks else "",
        values=values,
        selected=lsoa or None,
        on_select=inputs.pick_lsoa,
        label=label,
        legend=legend,
        home="Whole area",
    )


def _more(cards: Sequence[Card]) -> None:
    """Show what else is known of the picked area, in one block."""
    if cards:
        inside = "".join(map(markup.card, cards))
        blocks.block(f'<div class="cards">{inside}</div>', "cards")


def layers(view: MapView, found: AsbMap, end: date, impact: str, lsoa: str) -> None:
    """Show one layer: map, card and table."""
    layer = view.drawn
    blocks.headline(
        layer.headline if not layer.absent else view.absent_headline, layer.subtitle
    )
    if layer.absent:
        blocks.state("missing", *layer.absent)
        blocks.note(view.notes)
        return
    drawn, beside = st.columns([2, 1], gap="medium")
    first, *rest = cached_harm.cards(end, impact, lsoa, cached.today()) or (None,)
    with drawn:
        _map(found, layer.classes, layer.values, layer.legend, view.label, lsoa, layer)
        blocks.note(view.notes)
    with beside:
        if first:
            blocks.card(first)
        else:
            blocks.note(PICK)
    _more(rest)
    if view.tested:
        table(view.tested)
    if view.untested:
        blocks.state("too_little", f"the forecast is not tested here: {view.untested}")
    if inputs_harm.table_rows() == "areas":
        blocks.figures_table(
            AREA_CAPTION, AREA_COLUMNS, cached_harm.areas(end), text_columns=(0, 1)
        )
    else:
        table(view.table)


def cross(view: CrossView, found: AsbMap, end: date, impact: str, lsoa: str) -> None:
    """Show two things at once: map, grid and list."""
    blocks.headline(view.headline, view.subtitle)
    if view.absent:
        blocks.state("missing", *view.absent)
        return
    drawn, beside = st.columns([2, 1], gap="medium")
    first, *_ = cached_harm.cards(end, impact, lsoa, cached.today()) or (None,)
    with drawn:
        _map(found, view.classes, view.values, view.legend, view.label, lsoa)
        blocks.note(view.notes)
        table(view.grid)
    with beside:
        if first:
            blocks.card(first)
    table(view.table)


def trust(end: date) -> None:
    """Show how far to trust the index."""
    view = cached_harm.trust(end)
    blocks.headline(view.headline, view.subtitle)
    for title, words, figures in view.parts:
        blocks.headline(title, words)
        table(figures)
    if view.absent:
        blocks.headline("Not tested here")
        for reason in view.absent:
            blocks.note(reason)
    inputs_harm.record()


def analysts(end: date, impact: str) -> None:
    """Show other weights and the version with ethnicity."""
    view = cached_harm.analysts(end, impact)
    types = cached_harm.counted(end)
    blocks.headline(WEIGHTS_TITLE, view.headline)
    if types.sets:
        inputs_harm.sliders(types, impact)
    else:
        blocks.note(NO_WEIGHTS)
    if view.stability:
        table(view.stability)
    blocks.headline("With ethnicity and without")
    blocks.note(ETHNICITY)
    if view.why:
        blocks.state("missing", view.why)
    for figures in filter(None, (view.states, view.fairness)):
        table(figures)
