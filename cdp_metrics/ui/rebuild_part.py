"""Build now: what was accepted comes into the published figures."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cdp_metrics.catalogue.partnership import load_partnership
from cdp_metrics.errors import CdpError
from cdp_metrics.ui import access, blocks, cached
from cdp_metrics.ui.kept import ROOT, folder
from cdp_metrics.warehouse.rebuild import COMMAND, rebuild, rebuilding

__all__ = ["rebuild_part"]

WATCH_SECONDS: Final = 2
ABOUT: Final = (
    f"**Build now** runs **{COMMAND}** without options, beside the dashboard: it takes "
    "a minute or more, and the figures on screen stay as they are until it is checked "
    "and published."
)
FAILED: Final = "the build failed, and the published figures are as they were"
REMEDY: Final = "What to do: "
AGAIN: Final = f"{REMEDY}correct what it names and build again"


def rebuild_part() -> None:
    """Let those who may publish build from the files as received, one at a time."""
    if cached.info()["demonstration"] or not access.may("publish"):
        return
    if not _ours():
        blocks.note(
            "This store was built with another file of the partnership: whoever loads "
            f"data builds with **{COMMAND}** and the options used before."
        )
        return
    run = rebuilding(folder())
    if run and run.state == "running":
        _watch()
        return
    if run and run.state == "failed":
        said = f"{FAILED}: {run.said.removeprefix('Refused: ')}"
        blocks.show_error(CdpError(said if REMEDY in said else f"{said}. {AGAIN}"))
    elif run:
        blocks.note("**Built:** the pages show what was published.")
    blocks.note(ABOUT)
    if st.button("Build now"):
        access.require("publish")
        rebuild(folder())
        st.rerun()


def _ours() -> bool:
    """Return whether the store is of the partnership that a plain build reads."""
    own = load_partnership(ROOT / "data" / "partnership.toml")
    return own.name == str(cached.info()["partnership"])


@st.fragment(run_every=WATCH_SECONDS)
def _watch() -> None:
    """Say that a build is at work, and show the page anew once it has ended."""
    run = rebuilding(folder())
    if run and run.state == "running":
        blocks.note("**Building:** the figures on screen stay until it is published.")
    else:
        st.rerun()
