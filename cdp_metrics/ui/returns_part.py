"""The part of the Data page about returns: what came, what to send, a file to send."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cdp_metrics.catalogue.returns import template
from cdp_metrics.ui import access, blocks, cached
from cdp_metrics.ui.cached_returns import returns
from cdp_metrics.ui.receipts_table import receipts_table, templates_table
from cdp_metrics.ui.uploads import upload
from cdp_metrics.ui.views.returns import dictionary_rows

__all__ = ["returns_part"]

COLUMNS = ("Column", "What", "Holds", "Example", "Why it is asked")


def returns_part() -> None:
    """Show which returns came and which are overdue, their templates, and the door."""
    view = returns(cached.today())
    blocks.headline(view.headline, view.subtitle)
    if view.grid:
        blocks.block(receipts_table("What was sent, by sender", view.grid), "receipts")
    else:
        blocks.state(
            "missing",
            "no return of a partner",
            "Send one of the empty files below, filled in, to whoever loads data.",
        )
    upload()
    offered = view.offered
    if not access.may("download"):
        offered = tuple(replace(each, text="") for each in offered)
    blocks.block(templates_table("Empty files of every return", offered), "templates")
    titles = {each.name.removesuffix(".csv"): each.title for each in offered}
    chosen = st.selectbox(
        "What a return's columns hold",
        sorted(titles, key=titles.__getitem__),
        format_func=titles.__getitem__,
        key="dictionary_of",
    )
    entry = template(chosen)
    blocks.figures_table(
        f"{entry.title}: {entry.why}",
        COLUMNS,
        dictionary_rows(entry),
        text_columns=range(len(COLUMNS)),
    )
