"""Filters and switches: widgets whose choices live in the URL."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from cdp_metrics.catalogue import indicators
from cdp_metrics.periods import year_to
from cdp_metrics.ui import access, cached
from cdp_metrics.ui.choices import choose, chosen, key_of, moved, pick

__all__ = [
    "bar",
    "download",
    "figures",
    "lsoa",
    "measure",
    "pick_lsoa",
    "rows",
    "table_rows",
    "ward",
    "year_end",
]

FEW: Final = 20
MANY: Final = 100_000


def bar() -> Any:
    """Return the container of a page's filters."""
    return st.container(key="filters", horizontal=True, vertical_alignment="bottom")


def measure() -> str:
    """Let the reader choose a count from street files; return its identifier."""
    entries = {k: v for k, v in indicators().items() if v.from_street_files}
    picked = pick(
        "measure",
        "Measure",
        list(entries),
        chosen().measure,
        lambda name: entries[name].title,
        270,
    )
    choose(measure=picked)
    return picked


def figures() -> str:
    """Let the reader choose live figures or the printed ones; return which."""
    words = {"live": "Live", "published": "As published"}
    return _one_of("figures", "Figures", words, chosen().figures, bare=True)


def _one_of(
    name: str, label: str, words: dict[str, str], held: str, *, bare: bool = False
) -> str:
    """Show a filter of few choices side by side, and return the choice."""
    picked = st.segmented_control(
        label,
        list(words),
        format_func=words.__getitem__,
        default=held,
        required=True,
        key=key_of(name, held),
        on_change=moved,
        label_visibility="collapsed" if bare else "visible",
    )
    st.session_state[f"shown_{name}"] = picked
    choose(**{name: picked})
    return str(picked)


def year_end(ends: Sequence[date]) -> date:
    """Let the reader choose the twelve months of the map; return their last month."""
    held = chosen().end
    picked = pick("end", "Twelve months", list(ends), held or ends[0], year_to, 200)
    choose(end=None if picked == ends[0] else picked)
    return picked


def lsoa(names: dict[str, str]) -> str:
    """Let the reader find an LSOA by name; return its code, "" for none."""
    held = chosen().lsoa
    picked = pick(
        "lsoa",
        "Find an area",
        ["", *names],
        held if held in names else "",
        lambda code: names.get(code, "Choose, or click on the map"),
        340,
    )
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
    wards = {
        place.code: place.name for place in cached.places() if place.kind == "ward"
    }
    held = chosen().area
    picked = pick(
        "ward",
        "Ward in the table",
        ["", *wards],
        held if held in wards else "",
        lambda code: wards.get(code, "Whole area"),
        240,
    )
    if picked or held in wards:
        choose(area=picked)
    return picked


def _switch(key: str, words: dict[str, str]) -> str:
    """Show a switch above a table, which starts from its first choice."""
    picked = st.segmented_control(
        "Table",
        list(words),
        format_func=words.__getitem__,
        default=next(iter(words)),
        required=True,
        key=key,
    )
    return str(picked)


def table_rows() -> None:
    """Let the reader choose a short or a whole table; `rows` says which."""
    _switch("table_rows", {"few": f"Highest {FEW}", "all": "All areas"})


def rows() -> int:
    """Return how many rows a long table shows."""
    return FEW if st.session_state.get("table_rows", "few") == "few" else MANY


def download(content: Callable[[], bytes], name: str) -> None:
    """Offer figures as a CSV file, made when asked for, to those who may download."""
    if access.may("download"):
        st.download_button(
            "Download CSV",
            content,
            file_name=name,
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
