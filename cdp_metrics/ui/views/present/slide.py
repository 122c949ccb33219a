"""A slide as HTML: its headline with statuses above, its source below the chart."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from cdp_metrics.ui.markup import rich, tag
from cdp_metrics.ui.stage import Message

__all__ = ["slide_foot", "slide_head"]

LONG: Final = 70
"""Letters of a headline that is set smaller, so that it has two lines at most."""
SOURCE: Final = "**Source:**"


def slide_head(message: Message) -> str:
    """Return the headline of a slide, what it is about, and its statuses."""
    long = " long" if len(message.title) > LONG else ""
    alone = "" if message.show or message.absent else " alone"
    head = f'<h1 class="slide-title{long}{alone}">{escape(message.title)}</h1>'
    tags = "".join(
        f"<li>{f'<b>{escape(name)}</b> ' if name else ''}{tag(stand, words)}</li>"
        for name, stand, words in message.tags
    )
    tags = f'<ul class="stands">{tags}</ul>' if tags else ""
    below = escape(message.subtitle)
    if message.show and message.absent:  # drawn, and not all of it is known
        below = f"{below} {escape(message.absent[1])}".strip()
    below = f"<p>{below}</p>" if below else ""
    return f'<div class="slide-head">{head}<div>{tags}{below}</div></div>'


def slide_foot(message: Message, source: Sequence[str], about: Sequence[str]) -> str:
    """Return what stands under the chart: a note, and where the figures are from.

    The last line names source, place and period, day and build.

    Parameters
    ----------
    message
        What the slide shows.
    source
        The page's source lines, with ``**bold**``.
    about
        Place and period, day and build, with ``**bold**``; "" where one is not said.
    """
    said = message.source or next(
        (line.removeprefix(SOURCE).strip() for line in source if SOURCE in line), ""
    )
    parts = [f"{SOURCE} {said.rstrip('.')}" if said else "", *about]
    note = f"<b>Note:</b> {escape(message.note)}" if message.note else ""
    note = f'<p class="slide-note">{note}</p>' if note else ""
    return f'{note}<p class="slide-foot">{rich(" · ".join(filter(None, parts)))}</p>'
