"""The Overview's door to the meeting pack: made when asked, then to be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from cdp_metrics.errors import CdpError
from cdp_metrics.export.xlsx import MIME as EXCEL
from cdp_metrics.ui import access, blocks, cached, cached_pack, sharing

__all__ = ["pack", "taken"]

MADE: Final = "pack_made"
SLIDES: Final = (
    "application/vnd.openxmlformats-officedocument.presentationml.presentation"
)
STEPS: Final = (
    ("Reading the figures of the plan and the map…", cached_pack.deck),
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
    build, today = cached.store().build.build_id, cached.today()
    with st.container(key="pack", horizontal=True):
        if st.session_state.get(MADE) != (build, today):
            if not st.button("Make the meeting pack", icon=":material/slideshow:"):
                return
            bar = st.progress(0.0)
            try:
                for at, (words, make) in enumerate(STEPS):
                    bar.progress(at / len(STEPS), words)
                    make(today)
            except CdpError as error:
                blocks.show_error(error)
                return
            st.session_state[MADE] = build, today
            st.rerun(scope="fragment")
        slides = cached_pack.slides(today)
        figures = cached_pack.workbook(today)
        name = f"meeting-pack-{today.isoformat()}-{build}"
        for label, file, ending, mime in (
            ("Meeting pack, PowerPoint", slides, "pptx", SLIDES),
            ("Meeting pack, Excel", figures, "xlsx", EXCEL),
        ):
            st.download_button(
                label,
                partial(bytes, file),
                file_name=f"{name}.{ending}",
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
            )
