"""The parts of the ASB harm map's page, one shown at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cdp_metrics.answers import AsbMap
from cdp_metrics.ui import (
    blocks,
    cached,
    cached_harm,
    inputs,
    inputs_harm,
    markup,
    sharing,
    stage,
)
from cdp_metrics.ui.lsoa_map import Legend, lsoa_map
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.analysts import ETHNICITY, NO_WEIGHTS, WEIGHTS_TITLE
from cdp_metrics.ui.views.harm.cross import CrossView
from cdp_metrics.ui.views.harm.drawing import PICK, Drawn, no_map
from cdp_metrics.ui.views.harm.families import LOAD_CRIME, NO_FAMILY
from cdp_metrics.ui.views.harm.rows import AREA_CAPTION, AREA_COLUMNS
from cdp_metrics.ui.views.harm.trust import spoken_rows
from cdp_metrics.ui.views.harm.versions import version_note
from cdp_metrics.ui.views.harm.view import MapView
from cdp_metrics.ui.views.harm.words import (
    AREA_FIGURES,
    NOT_PROOF,
    QUESTION,
    own_design,
)
from cdp_metrics.ui.views.trends.shown import Table

__all__ = ["analysts", "cross", "layers", "other_crime", "trust"]


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
        blocks.state("missing", *no_map(found))
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
    with beside:
        if first:
            blocks.card(first)
        else:
            blocks.note(PICK)
        blocks.note(view.notes)
    _more(rest)
    if view.tested:
        table(view.tested)
    if view.untested:
        blocks.state("too_little", f"the forecast is not tested here: {view.untested}")
    kind = inputs_harm.table_kind()
    if kind == "areas":
        rows = cached_harm.areas(end)
        start, stop = inputs_harm.table_rows(kind, len(rows))
        table(Table(AREA_CAPTION, AREA_COLUMNS, rows[start:stop], (0, 1)))
    else:
        table(view.table(*inputs_harm.table_rows(kind, view.held)))


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
        table(view.grid)
    with beside:
        if first:
            blocks.card(first)
        else:
            blocks.note(PICK)
        blocks.note(view.notes)
    if view.table.rows:
        table(view.table)
    else:
        blocks.note(f"{view.table.caption}. Choose another cell in the list above.")


def other_crime(heading: DeltaGenerator, latest: AsbMap, today: date) -> None:
    """Show a family of other crime, with its own filters: map, card and table.

    Parameters
    ----------
    heading
        Takes how old its figures are.
    latest
        The newest map of ASB, whose boundaries and notes it shares.
    today
        The day it is looked at.
    """
    titles = {name: each.title for name, each in cached_harm.families().items()}
    if not titles:
        reasons = "; ".join(latest.why("families")) or "no such crime is held"
        blocks.headline(NO_FAMILY)
        blocks.state("missing", reasons, LOAD_CRIME)
        return
    with inputs.bar():
        name = inputs_harm.family(titles)
        view = cached_harm.family(name, today)
        lsoa = inputs.lsoa(view.names)
        sharing.download(view.csv, view.csv_name, view.source)
    with heading:
        blocks.title(QUESTION, view.context)
    layer = view.drawn
    blocks.headline(layer.headline, layer.subtitle)
    drawn, beside = st.columns([2, 1], gap="medium")
    with drawn:
        _map(latest, layer.classes, layer.values, layer.legend, view.label, lsoa, layer)
    with beside:
        if card := cached_harm.family_area(name, lsoa):
            blocks.card(card)
        else:
            blocks.note(PICK)
        blocks.note(view.notes)
    if lost := latest.why("families"):
        blocks.state("too_little", "; ".join(lost))
    kind = inputs_harm.table_kind(wards=False)
    table(view.table(*inputs_harm.table_rows(kind, view.held)))
    blocks.source_line(*view.source)


def trust(end: date) -> None:
    """Show how far to trust the index."""
    view = cached_harm.trust(end)
    blocks.headline(view.headline, view.subtitle)
    blocks.note(f"{own_design(cached_harm.found(end, ''))} {NOT_PROOF} {AREA_FIGURES}")
    for title, words, figures in view.parts:
        # a slide has no table, and must not ask without an answer
        told = f"{words} {spoken_rows(figures)}" if stage.now() else words
        blocks.headline(title, told)
        table(figures)
    if view.absent:
        blocks.headline("Not tested here")
        for reason in view.absent:
            blocks.note(reason)
    inputs_harm.record(cached_harm.record)


def analysts(found: AsbMap, end: date, impact: str) -> None:
    """Show other weights and the version with ethnicity."""
    view = cached_harm.analysts(end, impact)
    types = cached_harm.counted(end)
    blocks.headline(view.headline, WEIGHTS_TITLE)
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
    if view.versions:
        name = inputs_harm.version()
        layer = view.versions[name]
        blocks.headline(layer.headline, layer.subtitle)
        label = f"Map. {layer.headline}. {layer.subtitle}."
        if cached.info()["demonstration"]:
            label = f"Demonstration data: invented. {label}"
        _map(found, layer.classes, layer.values, layer.legend, label, "", layer)
        blocks.note(version_note(found, name))
    for figures in filter(None, (view.states, view.fairness, view.expected)):
        table(figures)
