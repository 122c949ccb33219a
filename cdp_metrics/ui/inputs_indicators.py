"""The Indicators page's filters: words, family and state."""

from __future__ import annotations

import streamlit as st

from cdp_metrics.ui.choices import choose, chosen, heed, key_of, moved, pick, tell
from cdp_metrics.ui.views.indicators.view import GROUPS, HELD

__all__ = ["find", "group", "held"]


def find() -> None:
    """Let the reader look for words in the dictionary."""
    held = chosen().find
    heed("find", "every measure", fits=True)
    typed = st.text_input(
        "Find words",
        held,
        max_chars=60,
        placeholder="name, definition, owner or source",
        key=key_of("find", held),
        on_change=moved,
        width=300,
    )
    words = " ".join((typed or "").split())
    st.session_state["shown_find"] = words
    tell("Find words", words)
    choose(find=words)


def group() -> None:
    """Let the reader choose a family of measures."""
    picked = pick(
        "group", "Family", list(GROUPS), chosen().group, GROUPS.__getitem__, 230
    )
    choose(group=picked)


def held() -> None:
    """Let the reader choose measures with data, out of date or without."""
    picked = pick("held", "Data", list(HELD), chosen().held, HELD.__getitem__, 200)
    choose(held=picked)
