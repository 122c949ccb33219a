"""The Overview's door to the meeting pack: made when asked, then to be downloaded."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final, TypeVar

import streamlit as st

from cdp_metrics.errors import CdpError
from cdp_metrics.export.xlsx import MIME as EXCEL
from cdp_metrics.ui import (
    access,
    blocks,
    cached,
    cached_pack,
    kept,
    sharing,
    snapshots,
)
from cdp_metrics.ui.borrowed import one_run

__all__ = ["pack", "taken"]

_log = logging.getLogger(__name__)
T = TypeVar("T")
MADE: Final = "pack_made"
SLIDES: Final = (
    "application/vnd.openxmlformats-officedocument.presentationml.presentation"
)
STEPS: Final[tuple[tuple[str, Callable[[date, str], Any]], ...]] = (
    ("Reading the other figures and drawing the map…", cached_pack.deck),
    ("Drawing the slides…", cached_pack.slides),
    ("Filling the workbook…", cached_pack.workbook),
)


def taken(file: Callable[[], bytes], name: str, source: tuple[str, ...]) -> None:
    """Offer a page's figures and the meeting pack, and say where they are from."""
    with st.container(key="taken", horizontal=True):
        sharing.download(file, name, source)
    pack()
    blocks.source_line(*source)


@st.fragment
def pack() -> None:
    """Offer the meeting pack to those who may download; it is made when asked for."""
    if not access.may("download"):
        return
    with one_run(), st.container(key="pack", horizontal=True):
        try:
            _pack()
        except CdpError as error:
            st.session_state.pop(MADE, None)  # the button comes again with the next run
            blocks.show_error(error)


def _pack() -> None:
    shown = kept.snapshot()
    snapshot = shown.name if shown else ""
    build, today = cached.store().build.build_id, cached.today()
    wanted = build, today, snapshot
    if st.session_state.get(MADE) != wanted:
        spot = st.empty()  # of the button, then of how far it is
        if not spot.button("Make the meeting pack", icon=":material/slideshow:"):
            return
        bar = spot.progress(0.0)
        steps = cached_pack.forecasts(today)
        steps += [(words, partial(make, today, snapshot)) for words, make in STEPS]
        for at, (words, step) in enumerate(steps):
            bar.progress(at / len(steps), words)
            _made(step)
        spot.empty()
        st.session_state[MADE] = wanted
    name = f"meeting-pack-{today.isoformat()}-{build}"
    for label, make, ending, mime in (
        ("Meeting pack, PowerPoint", cached_pack.slides, "pptx", SLIDES),
        ("Meeting pack, Excel", cached_pack.workbook, "xlsx", EXCEL),
    ):
        # others may have had packs made since: it is then made again here
        file = _made(partial(make, today, snapshot))
        st.download_button(
            label,
            partial(bytes, file),
            file_name=snapshots.file_name(f"{name}.{ending}"),
            mime=mime,
            on_click="ignore",
            icon=":material/download:",
        )


def _made(make: Callable[[], T]) -> T:
    """Return a part of the pack; a fault in making it is told, and not the page's."""
    try:
        return make()
    except CdpError:
        raise
    except Exception as error:
        _log.exception("the meeting pack could not be made")
        raise CdpError(
            f"the meeting pack could not be made ({type(error).__name__}). What to "
            "do: load the page again and try once more. If that fails too, tell "
            "whoever looks after the dashboard, whose log says why"
        ) from error
