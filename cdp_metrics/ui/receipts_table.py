"""The grid of what partners sent: a row a sender, its last periods with their state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cdp_metrics.ui.markup import Stand, sub, tag
from cdp_metrics.ui.tables import boxed

__all__ = [
    "Came",
    "Offered",
    "Sent",
    "file_link",
    "receipts_table",
    "templates_table",
]


@dataclass(frozen=True)
class Came:
    """One period: its name, its state as a tag's look and words, and when it came."""

    period: str
    stand: Stand
    words: str
    about: str = ""


@dataclass(frozen=True)
class Sent:
    """What one sender sent of one return.

    Parameters
    ----------
    title, sender, cadence
        The return, who sends it, and how often.
    periods
        The last periods, newest first.
    more
        What is to be said of periods before them; "" for nothing.
    """

    title: str
    sender: str
    cadence: str
    periods: Sequence[Came]
    more: str = ""


@dataclass(frozen=True)
class Offered:
    """A template: what it is, whether it is sent, by whom and when, and its file."""

    title: str
    sent: str
    sender: str
    when: str
    grain: str
    name: str
    text: str


def receipts_table(caption: str, rows: Sequence[Sent]) -> str:
    """Return the grid as a table whose periods wrap where the screen is narrow.

    Parameters
    ----------
    caption
        What it shows.
    rows
        Senders, in order.
    """
    body = "".join(
        f'<tr role="row"><th scope="row" role="rowheader">{escape(row.title)}'
        f"{sub(row.sender)}{sub(row.cadence)}</th>"
        f'<td role="cell"><ul class="came">{"".join(map(_period, row.periods))}</ul>'
        f"{sub(row.more)}</td></tr>"
        for row in rows
    )
    heads = "".join(
        f'<th scope="col" role="columnheader">{each}</th>'
        for each in ("Return", "Last periods, newest first")
    )
    return (
        f'<table class="figs receipts" role="table"><caption>{escape(caption)}'
        f'</caption><thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _period(one: Came) -> str:
    return (
        f"<li><b>{escape(one.period)}</b>{tag(one.stand, one.words)}"
        f"{sub(one.about)}</li>"
    )


def templates_table(caption: str, rows: Sequence[Offered]) -> str:
    """Return the templates as a table, each with a link to its empty file.

    Parameters
    ----------
    caption
        What it shows.
    rows
        Templates, in order.
    """
    body = "".join(
        f'<tr><th scope="row" class="t">{escape(row.title)}{sub(row.sent)}</th>'
        f'<td class="t">{escape(row.sender)}{sub(row.when)}</td>'
        f'<td class="t">{escape(row.grain)}</td>'
        f'<td class="t">{file_link(row.name, row.text)}</td></tr>'
        for row in rows
    )
    heads = ("Return", "Who sends it", "A row is", "Empty file")
    cells = "".join(f'<th scope="col" class="t">{each}</th>' for each in heads)
    return boxed(caption, heads, cells, body)


def file_link(name: str, text: str) -> str:
    """Return a link that saves a short text as a file, made in the browser.

    Parameters
    ----------
    name
        What the file is called.
    text
        What it holds: letters, digits, ``_``, commas and line feeds; "" for no link.
    """
    if not text:
        return escape(name)
    held = text.replace(",", "%2C").replace("\n", "%0A")
    return (
        f'<a href="data:text/csv;charset=utf-8,{escape(held)}" '
        f'download="{escape(name)}">{escape(name)}</a>'
    )
