"""Filters and switches: widgets whose choices live in the URL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

import streamlit as st

from cdp_metrics.catalogue import indicators
from cdp_metrics.filters import Figures
from cdp_metrics.periods import year_to
from cdp_metrics.ui import blocks, cached, markup
from cdp_metrics.ui.choices import (
    choose,
    chosen,
    moved,
    news,
    pick,
    said,
    switch,
    tell,
)

__all__ = [
    "bar",
    "figures",
    "lsoa",
    "measure",
    "pick_lsoa",
    "told",
    "ward",
    "year_end",
]

NO_LSOA: Final = "Choose, or click on the map"


@contextmanager
def bar() -> Iterator[None]:
    """Put a page's filters in one bar, and say under the title what they choose.

    On a narrow screen the bar is folded behind its name until it is opened.
    """
    sentence = st.empty()
    blocks.show(markup.FOLD)
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        yield
    told()
    if words := said():
        with sentence:
            blocks.show(markup.chosen(words))


def told() -> None:
    """Say what a link asked for that is not held here, each once a run."""
    if sentences := news():
        blocks.note(sentences)


def measure() -> str:
    """Let the reader choose a count from street files; return its identifier."""
    entries = {k: v for k, v in indicators().items() if v.from_street_files}
    held = chosen().measure
    picked = pick(
        "measure", "Measure", list(entries), held, lambda name: entries[name].title
    )
    choose(measure=picked)
    return picked


def figures() -> str:
    """Let the reader choose live figures or the printed ones; return which."""
    words: dict[Figures, str] = {"live": "Live", "published": "As published"}
    picked = switch("figures", "Figures", words, chosen().figures, bare=True)
    told()
    return picked


def year_end(ends: Sequence[date]) -> date:
    """Let the reader choose the twelve months of the map; return their last month."""
    held = chosen().end
    picked = pick("end", "Twelve months", list(ends), held or ends[0], year_to)
    choose(end=None if picked == ends[0] else picked)
    return picked


def lsoa(names: dict[str, str]) -> str:
    """Let the reader find an LSOA by name; return its code, "" for none."""
    picked = pick(
        "lsoa",
        "Find an area",
        ["", *names],
        chosen().lsoa,
        lambda code: names.get(code, NO_LSOA),
        340,
        told=False,
        instead="no area",
    )
    tell("area picked", names.get(picked, ""))
    choose(lsoa=picked)
    return picked


def pick_lsoa(code: str | None) -> None:
    """Hold the area that was clicked on the map, before the page runs again.

    The code comes from the browser; `lsoa` shows it only where it is on the map.
    """
    moved()
    choose(lsoa=code or "")


def ward() -> str:
    """Let the reader choose a ward of the map's table; return its code, "" for all."""
    kinds = {place.code: place.kind for place in cached.places()}
    wards = {
        place.code: place.name for place in cached.places() if place.kind == "ward"
    }
    held = chosen().area
    other = kinds.get(held, "ward") != "ward"  # it waits for a page that shows it
    picked = pick(
        "ward",
        "Ward in the table",
        ["", *wards],
        "" if other else held,
        lambda code: wards.get(code, "Whole area"),
        of="area",
    )
    if picked or not other:
        choose(area=picked)
    return picked
