"""Every piece of HTML the pages show, made by pure functions.

Whatever comes from outside is escaped here and nowhere else, so a caller hands
over plain text. ``**bold**`` is the only mark-up such a text may carry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from cdp_metrics.charts.sparkline import sparkline

__all__ = [
    "Card",
    "Stand",
    "State",
    "card",
    "carrying",
    "chosen",
    "demo_strip",
    "failure",
    "headline",
    "link",
    "note",
    "opened",
    "pointer",
    "rich",
    "snapshot_strip",
    "source_line",
    "state",
    "strip",
    "sub",
    "tag",
    "title",
]

Stand = Literal["red", "amber", "green", "grey"]
State = Literal["too_little", "missing", "embargoed", "not_rated", "held_back"]

DEMO: Final = "**Demonstration data:** invented. No figure here describes a real place."
# Opens and closes the filters where the screen is narrow; see `look.css`.
FOLD: Final = '<details class="fold"><summary>Filters</summary></details>'

_LINK: Final = re.compile(r'<a href="(?P<href>[^"]*)" data-go="">')

# Diamond, triangle, circle, dash: the shape says the state without its colour.
STANDS: Final[dict[Stand, tuple[str, str]]] = {
    "red": ("Red: off track", '<path d="M8 0 16 8 8 16 0 8Z"/>'),
    "amber": ("Amber: at risk", '<path d="M8 1 16 15H0Z"/>'),
    "green": ("Green: on track", '<circle cx="8" cy="8" r="7"/>'),
    "grey": ("Not rated", '<path d="M1 6h14v4H1Z"/>'),
}
STATES: Final[dict[State, str]] = {
    "too_little": "Too little to say",
    "missing": "Not received yet",
    "embargoed": "Embargoed",
    "not_rated": "Not rated",
    "held_back": "Held back",
}


@dataclass(frozen=True)
class Card:
    """What is known of one area: a name, one big figure, a list of facts."""

    name: str
    place: str = ""
    big: str = ""
    big_label: str = ""
    trend: Sequence[float | None] = ()
    trend_words: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    text: str = ""
    link: tuple[str, str] | None = None


def rich(text: str) -> str:
    """Return escaped text in which ``**words**`` are bold."""
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


def link(text: str, go: str) -> str:
    """Return a link to a page of the dashboard; without an address, the text.

    Parameters
    ----------
    text
        What it says.
    go
        Page and query: "trends?measure=asb". A plain click is handled without
        loading the app again, a click with Ctrl opens a tab as anywhere.
    """
    if not go:
        return escape(text)
    return f"{opened(go)}{escape(text)}</a>"


def opened(go: str) -> str:
    """Return the start of a link to a page of the dashboard; see `link`."""
    # the Overview stands at the root: "overview" is no address of its own
    href = re.sub(r"^overview(?=\?|$)", "./", go)
    return f'<a href="{escape(href)}" data-go="">'


def tag(stand: Stand, words: str = "") -> str:
    """Return a status as word, shape and colour together; grey says what is lacking."""
    word, shape = STANDS[stand]
    word = escape(words) or word
    return (
        f'<span class="tag {stand}"><svg viewBox="0 0 16 16" fill="currentColor"'
        f' aria-hidden="true" focusable="false">{shape}</svg>{word}</span>'
    )


def sub(text: str) -> str:
    """Return a second line in grey; nothing where there is no text."""
    return f'<span class="sub">{escape(text)}</span>' if text else ""


def title(question: str, context: str = "") -> str:
    """Return the page's question and, beside it, place and date of the data."""
    beside = f'<p class="ctx">{rich(context)}</p>' if context else ""
    return f'<div class="head"><h1>{escape(question)}</h1>{beside}</div>'


def demo_strip(text: str = DEMO) -> str:
    """Return the strip that marks invented data: a hatched block and words."""
    return f'<div class="demo" role="note"><i></i><p>{rich(text)}</p></div>'


def snapshot_strip(text: str, words: str, go: str) -> str:
    """Return the strip that marks figures of a snapshot, with a link; see `link`."""
    said = f"{rich(text)} {link(words, go)}"
    return f'<div class="pin" role="note"><i></i><p>{said}</p></div>'


def carrying(body: str, snapshot: str) -> str:
    """Return markup whose links to our pages stay with a snapshot.

    Parameters
    ----------
    body
        Markup with links as `link` makes them.
    snapshot
        Its name; "" changes nothing. A link that names one already is left.
    """
    if not snapshot:
        return body

    def kept(found: re.Match[str]) -> str:
        href = found["href"]
        if "snapshot=" not in href:
            href += ("&amp;" if "?" in href else "?") + f"snapshot={snapshot}"
        return f'<a href="{href}" data-go="">'

    return _LINK.sub(kept, body)


def headline(sentence: str, subtitle: str = "") -> str:
    """Return the answer, and in grey what was measured, where and when."""
    below = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    return f'<h2 class="answer">{escape(sentence)}</h2>{below}'


def strip(sentence: str, headings: Sequence[tuple[str, Stand, str]]) -> str:
    """Return the Overview's first sight: one sentence, headings with status."""
    items = "".join(
        f"<li><b>{escape(name)}</b>{tag(stand, words)}</li>"
        for name, stand, words in headings
    )
    say = f'<p class="say">{escape(sentence)}</p>'
    return f'<div class="strip">{say}<ul>{items}</ul></div>'


def source_line(*parts: str) -> str:
    """Return where the figures come from and how they were made."""
    return f'<p class="src">{" ".join(rich(part) for part in parts)}</p>'


def chosen(sentence: str) -> str:
    """Return the sentence that says what the filters choose."""
    return f'<p class="chosen">{escape(sentence)}</p>'


def note(text: str) -> str:
    """Return a remark beside the figures, such as what a map is not."""
    return f'<p class="note">{rich(text)}</p>'


def pointer(text: str, words: str, go: str) -> str:
    """Return a remark that ends with a link; see `link`."""
    return f'<p class="note">{rich(text)} {link(words, go)}</p>'


def state(kind: State, reason: str, what_to_do: str = "") -> str:
    """Return the block that stands where an answer would be.

    Parameters
    ----------
    kind
        Why there is none.
    reason
        The particulars: "only 3 months are held"; never the small number itself.
    what_to_do
        What the reader can do, or when to come back.
    """
    return _panel(": ".join(filter(None, (STATES[kind], reason))), what_to_do)


def failure(what: str, what_to_do: str = "") -> str:
    """Return the same block for something that went wrong."""
    return _panel(what, what_to_do)


def _panel(head: str, what_to_do: str) -> str:
    more = f"<p>{rich(what_to_do)}</p>" if what_to_do else ""
    return f'<div class="state" role="status"><b>{escape(head)}</b>{more}</div>'


def card(area: Card) -> str:
    """Return an area's card: name, one big figure, a small line, the facts."""
    big = f'<p class="big">{escape(area.big)}</p>{sub(area.big_label)}'
    words = "".join(f"<span>{escape(word)}</span>" for word in area.trend_words)
    line = sparkline(area.trend, width=400, height=70)
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in area.facts
    )
    return (
        f'<section class="card"><h2>{escape(area.name)}</h2>{sub(area.place)}'
        + (big if area.big else "")
        + line
        + (f'<div class="ends">{words}</div>' if words else "")
        + (f"<dl>{facts}</dl>" if facts else "")
        + (f"<p>{rich(area.text)}</p>" if area.text else "")
        + (f"<p>{link(*area.link)}</p>" if area.link else "")
        + "</section>"
    )
