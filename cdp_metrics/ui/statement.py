"""The accessibility statement, as the documents have it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cdp_metrics.ui.kept import ROOT

__all__ = ["accessibility"]

STATEMENT: Final = ROOT / "docs" / "accessibility.md"


def accessibility() -> None:
    """Show the statement; its title is not the page's."""
    title, _, text = STATEMENT.read_text(encoding="utf-8").partition("\n")
    st.markdown(f"## {title.removeprefix('# ')}\n{text.replace('## ', '### ')}")
