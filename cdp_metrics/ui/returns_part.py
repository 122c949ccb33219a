"""The part of the Data page about returns: what came, what to send, a file to send."""

from __future__ import annotations

from dataclasses import replace

from cdp_metrics.catalogue.returns import template
from cdp_metrics.ui import access, blocks, cached
from cdp_metrics.ui.cached_returns import returns
from cdp_metrics.ui.choices import choose, chosen, pick
from cdp_metrics.ui.inputs import told
from cdp_metrics.ui.rebuild_part import rebuild_part
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
    rebuild_part()
    offered = view.offered
    if not access.may("download"):
        offered = tuple(replace(each, text="") for each in offered)
    blocks.block(templates_table("Empty files of every return", offered), "templates")
    titles = {each.name.removesuffix(".csv"): each.title for each in offered}
    names = sorted(titles, key=titles.__getitem__)
    picked = pick(
        "template",
        "What a return's columns hold",
        names,
        chosen().template or names[0],
        titles.__getitem__,
        told=False,
    )
    choose(template="" if picked == names[0] else picked)
    told()
    entry = template(picked)
    blocks.figures_table(
        f"{entry.title}: {entry.why}",
        COLUMNS,
        dictionary_rows(entry),
        text_columns=range(len(COLUMNS)),
    )
