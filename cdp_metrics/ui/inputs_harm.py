"""Filters of the ASB harm map: layer, weights, what is crossed, which table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from cdp_metrics.answers.harm.weights import Counted
from cdp_metrics.ui import access
from cdp_metrics.ui.choices import choose, chosen, key_of, moved, pick, switch, tell
from cdp_metrics.ui.inputs import told
from cdp_metrics.ui.parts import part
from cdp_metrics.ui.views.harm.analysts import set_names
from cdp_metrics.ui.views.harm.cross import CROSSES, cell_names
from cdp_metrics.ui.views.harm.versions import VERSIONS

__all__ = [
    "crossed",
    "family",
    "impact",
    "layer",
    "record",
    "shown",
    "sliders",
    "table_kind",
    "table_rows",
    "version",
]

PARTS: Final = {
    "map": "Map",
    "cross": "Two things at once",
    "trust": "How far to trust it",
    "analysts": "For analysts",
    "crime": "Other crime",
}
"""Parts of the page; one is shown at a time."""

FEW, MANY = 20, 60
TABLES: Final = {
    "few": f"Highest {FEW}",
    "all": "All areas",
    "areas": "Wards, own areas",
}
LEAST, MOST, STEP = 0.5, 6.0, 0.5


def shown() -> str:
    """Let the reader choose a part of the page; return its name."""
    picked = part(PARTS)
    tell("Part", "")  # it is seen above; the sentence is about the figures
    return picked


def layer(words: dict[str, str]) -> str:
    """Let the reader choose a layer of the map; return its name."""
    return _first("layer", "Layer", words)


def crossed() -> tuple[str, str]:
    """Let the reader choose what harm is crossed with, and the cell that is listed."""
    other = _first("cross", "Crossed", CROSSES)
    cells = cell_names(other)
    cell = pick(
        "cell", "Cell in the list", list(cells), chosen().cell, cells.__getitem__
    )
    choose(cell="" if cell == next(iter(cells)) else cell)
    return other, cell


def _first(name: str, label: str, words: dict[str, str]) -> str:
    """Show a switch whose first choice needs no word in the address."""
    first = next(iter(words))
    held = getattr(chosen(), name) or first
    return switch(name, label, words, held, unsaid=first)


def family(titles: dict[str, str]) -> str:
    """Let the reader choose a family of crimes; return its short name."""
    return _first("family", "Crimes", titles)


def impact(types: Counted) -> str:
    """Let the reader choose a set of weights; return it as the address has it.

    With one category there are none to choose.
    """
    if not types.sets:
        return ""
    words = set_names(types)
    given = chosen().impact
    if given not in words and given and types.weights(given):
        words[given] = "Your own"
    return (
        ""
        if (picked := _first("impact", "Weights", words)) == next(iter(words))
        else picked
    )


def version() -> str:
    """Let analysts compare the version without ethnicity with that with it."""
    picked = _first("version", "Version", VERSIONS)
    told()
    return picked


def sliders(types: Counted, given: str) -> None:
    """Let analysts weigh each type; the address holds what they chose."""
    weights = types.weights(given) or types.default
    keys = [key_of(f"impact_{at}", weight) for at, weight in enumerate(weights)]
    columns = st.columns(3)
    for at, (name, weight) in enumerate(zip(types.names, weights, strict=True)):
        st.session_state.setdefault(f"shown_impact_{at}", weight)
        columns[at % len(columns)].slider(
            name,
            min(LEAST, *weights),
            max(MOST, *weights),
            weight,
            STEP,
            key=keys[at],
            on_change=_weighed,
            args=(keys, types),
        )


def _weighed(keys: list[str], types: Counted) -> None:
    """Hold the weights that the sliders show, before the page runs again."""
    moved()
    weights = tuple(float(st.session_state[key]) for key in keys)
    for at, weight in enumerate(weights):
        st.session_state[f"shown_impact_{at}"] = weight
    sets = {held: name for name, held in reversed(types.sets.items())}
    text = sets.get(weights, ",".join(f"{weight:g}" for weight in weights))
    choose(impact="" if weights == types.default else text)


def table_kind(*, wards: bool = True) -> str:
    """Let the reader choose a short table, all areas, or wards; return which."""
    words = {name: TABLES[name] for name in TABLES if wards or name != "areas"}
    picked = _first("table", "Table", words)
    told()
    return picked


def table_rows(kind: str, held: int) -> tuple[int, int]:
    """Let the reader turn the pages of a long table; return its first row and last.

    Parameters
    ----------
    kind
        Which table; the short one has no pages.
    held
        How many rows there are.

    Returns
    -------
    tuple of int
        From which row, and up to which without it, counted from 0.
    """
    if kind == "few" or held <= MANY:
        return 0, min(held, FEW if kind == "few" else MANY)
    pages = {at: min(at + MANY, held) for at in range(0, held, MANY)}
    start: int = st.selectbox(
        "Rows of the table",
        list(pages),
        format_func=lambda at: f"{at + 1} to {pages[at]} of {held}",
        key=f"table_page_{held}",
        width=200,
    )
    return start, pages[start]


def record(content: Callable[[], bytes]) -> None:
    """Offer the record of the method to those who may download."""
    if access.may("download"):
        st.download_button(
            "Download the record of the method",
            content,
            file_name="asb-harm-index-method.md",
            mime="text/markdown",
            on_click="ignore",
            icon=":material/download:",
        )
