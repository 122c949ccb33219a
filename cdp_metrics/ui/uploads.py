"""A file of a partner, looked at in the browser and put where a build reads it."""

from __future__ import annotations

from datetime import date
from typing import Final

import streamlit as st

from cdp_metrics.errors import CdpError
from cdp_metrics.ui import access, blocks, cached
from cdp_metrics.ui.kept import store
from cdp_metrics.ui.views.returns import LISTED, period_rows, refused_rows
from cdp_metrics.warehouse.inbox import RETURNS, put, raw_folder
from cdp_metrics.warehouse.preview import Preview, preview_bytes
from cdp_metrics.words import plural, recognised_words, replaced_words

__all__ = ["upload"]

LARGEST: Final = 20
"""Megabytes that a file of a return may have."""
SEEN, ROUND, TAKEN = "upload_seen", "upload_round", "upload_taken"
NEXT: Final = (
    "It counts from the next build on: whoever loads data runs "
    "**python -m cdp_metrics build**."
)


def upload() -> None:
    """Let those who may choose a file, see what it would give, and take or drop it."""
    if not access.may("upload"):
        blocks.note(
            "Files are sent to whoever loads data, who puts them into "
            f"**data/raw/{RETURNS}** and builds. A file can be checked before with "
            "**python -m cdp_metrics returns check**. Sending them here is off until "
            "the dashboard's owner allows it (CDP_ALLOW=upload)."
        )
        return
    if taken := st.session_state.pop(TAKEN, ""):
        said = (
            "Build now brings it into the figures." if access.may("publish") else NEXT
        )
        blocks.note(f"**Accepted:** {taken}. {said}")
    sent = st.file_uploader(
        "A partner's file (CSV or Excel)",
        type=["csv", "xlsx"],
        key=f"upload_{st.session_state.setdefault(ROUND, 0)}",
        max_upload_size=LARGEST,
    )
    if sent is None:
        st.session_state.pop(SEEN, None)
        return
    held = st.session_state.get(SEEN)
    if held is None or held[0] != sent.file_id:
        found = preview_bytes(sent.getvalue(), sent.name, store().records("receipts"))
        held = st.session_state[SEEN] = (sent.file_id, found)
    _show(held[1])
    _decide(held[1])


def _show(found: Preview) -> None:
    """Show what a file was recognised as, and what it would give."""
    blocks.headline(f"{found.name}: {recognised_words(found)}", replaced_words(found))
    if found.fault:
        blocks.show_error(CdpError(f"{found.fault} What to do: {found.remedy}."))
        return
    if found.refused:
        listed = min(len(found.refused), LISTED)
        blocks.figures_table(
            f"Rows refused: {listed} of {len(found.refused)}",
            ("Line", "Column", "What is wrong", "What to do"),
            refused_rows(found),
            text_columns=(0, 1, 2, 3),
        )
    if found.periods:
        listed = min(len(found.periods), LISTED)
        blocks.figures_table(
            f"What it holds: {listed} of {plural(len(found.periods), 'period')}",
            ("Sender", "Period", "Rows", "What is held of it now"),
            period_rows(found),
            text_columns=(0, 1, 3),
        )


def _decide(found: Preview) -> None:
    """Offer to take a file that is sound, and to drop any; nothing of it stays."""
    demo = cached.info()["demonstration"]
    if demo:
        blocks.note("A demonstration takes no files; this shows what would be read.")
    elif not found.sound:
        blocks.note(
            "It is not taken while some of it is refused: correct it, and choose it "
            "again. Nothing of it was stored."
        )
    with st.container(horizontal=True):
        taken = found.sound and not demo and st.button("Accept", type="primary")
        st.button("Refuse", on_click=_drop)
    if taken:
        access.require("upload")
        path = put(found, date.today(), raw_folder())
        st.session_state[TAKEN] = path.name
        _drop()
        st.rerun()


def _drop() -> None:
    """Forget the file."""
    st.session_state.pop(SEEN, None)
    st.session_state[ROUND] += 1
