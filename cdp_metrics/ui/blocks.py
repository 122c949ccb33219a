"""The building blocks that pages put on the screen.

Plain words go through ``st.html``; blocks with shapes or links go through one
small component, because ``st.html`` strips SVG and would load the app again at
a click.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import parse_qsl
from uuid import uuid4

import streamlit as st

from cdp_metrics import errors
from cdp_metrics.catalogue.returns import templates
from cdp_metrics.charts.theme import Mode, Size, css_tokens
from cdp_metrics.periods import day_name
from cdp_metrics.ui import access, choices, markup, stage, tables
from cdp_metrics.ui.plots import chart
from cdp_metrics.ui.receipts_table import file_link

__all__ = [
    "block",
    "card",
    "chart",
    "chart_size",
    "demo_strip",
    "figures_table",
    "headline",
    "measures_table",
    "mode",
    "note",
    "pointer",
    "screen",
    "show_error",
    "source_line",
    "state",
    "strip",
    "style",
    "title",
    "width",
]

HERE: Final = Path(__file__).parent
SCREEN: Final = "cdp_screen"
LOG: Final = logging.getLogger(__name__)

_TEMPLATE: Final = re.compile(r"data/templates/(\w+)\.csv")

# What the reader can do, where the error itself does not say.
REMEDIES: Final[Mapping[type[errors.CdpError], str]] = {
    errors.NotEnoughData: "Choose a larger area, a longer period or more categories.",
    errors.SourceMissing: "Load the source and build again.",
    errors.StoreMissing: "Run **python -m cdp_metrics build** and reload this page.",
}
LATER: Final = "Try again. If it stays, tell whoever runs this dashboard: error "


def _script(name: str) -> str:
    # A leading line break, because a one-line script is taken for a file name.
    return "\n" + (HERE / name).read_text(encoding="utf-8")


_block = st.components.v2.component(
    "cdp_block",
    html='<div class="cdp"></div>',
    js=_script("blocks.js"),
    isolate_styles=False,
)
_screen = st.components.v2.component(
    "cdp_screen",
    html="<i hidden></i>",
    js=_script("steps.js") + _script("screen.js"),
)


class _Ready(str):
    """Markup that Streamlit sends as it is: it looks at every line of plain text."""

    def _repr_html_(self) -> str:
        return self


@cache
def _style() -> str:
    look = (HERE / "look.css").read_text(encoding="utf-8")
    return f"<style>{css_tokens()}{look}</style>"


def style() -> None:
    """Put the look on the page; call once a run, before anything else."""
    st.html(_Ready(_style()))


def mode() -> Mode:
    """Return the theme on screen; light until the browser has said."""
    return "dark" if st.context.theme.type == "dark" else "light"


def width() -> Literal["s", "m", "l"]:
    """Return the width class: under 1,100 px, under 1,700 px, wider."""
    told = (st.session_state.get(SCREEN) or {}).get("width")
    return told if told in ("s", "l") else "m"


def chart_size(*, half: bool = False) -> Size:
    """Return the size of chart text that suits the screen.

    Parameters
    ----------
    half
        Whether the page gives the chart half of its width.
    """
    if stage.now() and width() != "s":
        return "present_large" if width() == "l" else "present"
    return "s" if half or width() == "s" else "m"


def screen() -> None:
    """Listen to width and theme; call last, as even an empty block takes a gap."""
    _screen(
        key=SCREEN,
        data={"width": width(), "scheme": mode()},
        on_width_change=_heard,
        on_scheme_change=_heard,
    )


def _heard() -> None:
    """Do nothing: the rerun itself is what a change asks for."""


def show(body: str) -> None:
    """Show escaped HTML that holds neither shapes nor links."""
    if stage.now():
        return
    st.html(_Ready(f'<div class="cdp">{body}</div>'))


def block(body: str, key: str) -> None:
    """Show escaped HTML with shapes and links, and follow a link when clicked.

    Parameters
    ----------
    body
        Markup from `markup` or `charts.coverage`.
    key
        Unique on the page.
    """
    if stage.now():
        return
    body = markup.carrying(body, choices.snapshot())
    told = _block(key=key, data={"html": body}, on_go_change=_heard)
    if told.go:
        _follow(str(told.go), body)


def _follow(go: str, body: str) -> None:
    """Open a page by its address, if this block really holds such a link."""
    page, _, query = go.partition("?")
    if markup.opened(go) in body and re.fullmatch(r"[a-z_]+", page):
        st.switch_page(f"pages/{page}.py", query_params=parse_qsl(query))


def title(question: str, context: str = "") -> None:
    """Show the page's question, place and date; see `markup.title`."""
    if held := stage.now():
        held.context = context or held.context
        return
    show(markup.title(question, context))


def demo_strip(today: date) -> None:
    """Show that the data are invented, and the day it plays on; first on every page."""
    show(markup.demo_strip(f"{markup.DEMO} Shown as on {day_name(today)}."))


def headline(sentence: str, subtitle: str = "") -> None:
    """Show the answer and what it is about; see `markup.headline`."""
    if held := stage.now():
        held.say(sentence, subtitle)
        return
    show(markup.headline(sentence, subtitle))


def strip(sentence: str, headings: Sequence[tuple[str, markup.Stand, str]]) -> None:
    """Show one sentence and the headings' status; see `markup.strip`."""
    if held := stage.now():
        held.rate(sentence, headings)
        return
    block(markup.strip(sentence, headings), "strip")


def measures_table(
    caption: str, rows: Sequence[tables.Measure], key: str = "measures", **heads: Any
) -> None:
    """Show the Overview's table; see `tables.measures_table`."""
    if held := stage.now():
        held.rows(rows)
        return
    block(tables.measures_table(caption, rows, **heads), key)


def figures_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    text_columns: Collection[int] = (0,),
) -> None:
    """Show the figures behind a chart; see `tables.figures_table`."""
    if held := stage.now():
        held.table()
    show(tables.figures_table(caption, columns, rows, text_columns=text_columns))


def source_line(*parts: str) -> None:
    """Show source and method under the figures; see `markup.source_line`."""
    if held := stage.now():
        held.source = parts
        return
    show(markup.source_line(*parts))


def note(text: str) -> None:
    """Show a remark beside the figures; see `markup.note`."""
    show(markup.note(text))


def pointer(text: str, words: str, go: str) -> None:
    """Show a remark that ends with a link to where the reader is better served."""
    block(markup.pointer(text, words, go), "pointer")


def state(kind: markup.State, reason: str, what_to_do: str = "") -> None:
    """Show why there is no answer, and link a template that is to be sent.

    See `markup.state`.
    """
    if held := stage.now():
        held.lack(kind, reason, what_to_do)
        return
    show(markup.state(kind, reason, what_to_do))
    asked = dict.fromkeys(_TEMPLATE.findall(what_to_do))
    files = [templates()[name] for name in asked if name in templates()]
    if files and access.may("download"):
        links = (file_link(f"{each.id}.csv", each.empty) for each in files)
        block(
            f'<p class="note">Empty file to fill in: {", ".join(links)}</p>',
            f"state_{files[0].id}",
        )


def card(area: markup.Card, key: str = "card") -> None:
    """Show an area's card; see `markup.card`."""
    block(markup.card(area), key)


def show_error(error: errors.CdpError) -> None:
    """Show an error as one helpful block: what is wrong and what to do.

    Parameters
    ----------
    error
        Its text, split where it says what to do. A failed query is logged with
        a reference and shown without its SQL, which is no business of the reader.
    """
    if isinstance(error, errors.QueryFailed):
        reference = uuid4().hex[:8]
        LOG.error("%s: %s\n%s", reference, error, error.sql)
        show(markup.failure("The figures could not be read", f"{LATER}{reference}."))
        return
    what, _, remedy = str(error).partition("What to do: ")
    own = (words for kind, words in REMEDIES.items() if isinstance(error, kind))
    show(
        markup.failure(
            _sentence(what), f"{_sentence(remedy)}." if remedy else next(own, "")
        )
    )


def _sentence(text: str) -> str:
    """Return text as it begins a line; names of files and folders stay as they are."""
    text = text.strip().removesuffix(".")
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text
