"""The frame around every page: router, guard, demonstration strip, new data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.errors import CdpError
from cdp_metrics.ui import (
    access,
    ahead,
    blocks,
    borrowed,
    cached,
    choices,
    present,
    process,
    sharing,
    snapshots,
)

__all__ = ["enter", "page", "run"]

ROUTED, PENDING, SEEN = "routed", present.LEFT_FOR, "build_seen"
MENU: Final = "menu"
WATCH_SECONDS: Final = 30
ICON: Final = "/app/static/favicon.png"  # its address; as a file, every run reads it

PAGES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "": (
        ("overview", "Overview"),
        ("trends", "Trends"),
        ("asb_map", "ASB harm map"),
    ),
    "Places": (
        ("area", "Area profile"),
        ("hot_spots", "Hot spots"),
        ("severity", "Severity"),
    ),
    "Plan": (("targets", "Targets"), ("comparison", "Comparison")),
    "Services": (
        ("hate_crime", "Hate crime"),
        ("services", "Services"),
        ("enforcement", "Enforcement and tasking"),
        ("serious_violence", "Serious violence"),
    ),
    "Health": (("treatment", "Treatment"),),
    "Money and minutes": (
        ("funding", "Funding"),
        ("priorities", "Evidence and priorities"),
    ),
    "About the data": (("indicators", "Indicators"), ("data", "Data")),
}
"""Section, page file and its name in the menu; "" are direct links."""
TITLES: Final = {name: title for entries in PAGES.values() for name, title in entries}


def run() -> None:
    """Show the menu and the page that was asked for; the whole of ``dashboard.py``."""
    st.set_page_config(
        page_title="CDP Metrics",
        page_icon=ICON,
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    # kept by the session: making them anew looks every page up on the disk
    if MENU not in st.session_state:
        st.session_state[MENU] = _menu()
    chosen = st.navigation(st.session_state[MENU], position="top")
    st.session_state[ROUTED] = True
    pending = st.session_state.pop(PENDING, None)
    if pending is not None:
        name, query = pending
        st.switch_page(f"pages/{name}.py", query_params=query)
    chosen.run()


def _menu() -> dict[str, list[st.Page]]:
    return {
        section: [
            st.Page(f"pages/{name}.py", title=title, default=name == "overview")
            for name, title in entries
        ]
        for section, entries in PAGES.items()
    }


def enter(file: str) -> None:
    """Guard a page: send a visitor who came round the router through it.

    Until some session has passed the router, Streamlit runs the page of a deep link
    alone, without menu or access gate.
    """
    if not st.session_state.get(ROUTED):
        st.session_state[PENDING] = (Path(file).stem, st.query_params.to_dict())
        st.switch_page("dashboard.py")


@contextmanager
def page(file: str) -> Iterator[None]:
    """Put the frame around a page; turn what goes wrong into one helpful sentence.

    All of it is of one build, whatever is published meanwhile.

    Parameters
    ----------
    file
        The page's ``__file__``.
    """
    with ahead.reading(), borrowed.one_run(), _framed(file):
        yield


@contextmanager
def _framed(file: str) -> Iterator[None]:
    enter(file)
    choices.arrive(file)
    blocks.style()
    sharing.copy_link()
    present.door()
    choices.stay()
    well = False
    try:
        access.require("view")
        snapshots.banner()
        if cached.info()["demonstration"]:
            blocks.demo_strip(cached.today())
        with reading_by(cached.store().dictionary), present.staged(TITLES):
            yield
        well = True
    except CdpError as error:
        blocks.show_error(error)
        snapshots.way_back()
    _watch()
    blocks.screen()
    process.settle(file)
    ahead.begin()
    if not well:
        st.stop()  # without a store the page's own lines must not run


@st.fragment(run_every=WATCH_SECONDS)
def _watch() -> None:
    """Say so, and show it, when other figures were published meanwhile.

    A snapshot does not change.
    """
    if choices.snapshot():
        st.session_state.pop(SEEN, None)
        return
    try:
        build_id = cached.store().build.build_id
    except CdpError:
        build_id = ""  # nothing to show yet: the first publication is news too
    seen = st.session_state.setdefault(SEEN, build_id)
    if build_id and seen != build_id:
        st.session_state[SEEN] = build_id
        st.session_state["told"] = build_id
        st.rerun()
    if st.session_state.pop("told", None):
        st.toast(f"New figures were published (build {build_id}).")
