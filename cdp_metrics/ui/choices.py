"""The filters' state: in the session, repeated by the URL, and a widget that obeys it.

Streamlit forgets a widget's value when another page is shown, and clears the query.
So the session holds the filters, the URL repeats them, and whichever changed last
(a link, the browser's back button, or a widget) wins. What a link asks for and cannot
have is said in words, and what was chosen is told in one sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import streamlit as st

from cdp_metrics.filters import Filters
from cdp_metrics.ui.nouns import NOUNS

__all__ = [
    "arrive",
    "choose",
    "chosen",
    "heed",
    "key_of",
    "moved",
    "news",
    "page",
    "pick",
    "refused",
    "room",
    "said",
    "snapshot",
    "stay",
    "switch",
    "tell",
]

HELD: Final = "filters"
WRITTEN: Final = "filters_in_url"
PAGE: Final = "filters_on_page"
LINKED: Final = "filters_of_link"
MISREAD: Final = "filters_misread"
REFUSED: Final = "filters_refused"
SAID: Final = "filters_said"
TOLD: Final = "filters_told"
STARTS: Final = "filters_starts"
T = TypeVar("T")


def arrive(page: str) -> None:
    """Begin a run: an empty query is no word where another page was just opened."""
    st.session_state[SAID], st.session_state[TOLD] = {}, []
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE], st.session_state[WRITTEN] = page, {}
        st.session_state[STARTS] = {}  # another page's widgets are others
        _forget()


def chosen() -> Filters:
    """Return what is chosen: the URL's word where it is new, else the session's."""
    query = st.query_params.to_dict()
    if query != st.session_state.get(WRITTEN, {}):
        st.session_state[HELD] = Filters.from_query(query)
        st.session_state[WRITTEN] = query
        _forget()
        st.session_state[LINKED] = {name for name, text in query.items() if text}
        st.session_state[MISREAD] = Filters.misread(query)
    return st.session_state.setdefault(HELD, Filters())  # type: ignore[no-any-return]


def page() -> str:
    """Return the file of the page that is shown."""
    return str(st.session_state.get(PAGE, ""))


def snapshot() -> str:
    """Return the name of the snapshot that the session looks at; "" for none."""
    held = st.session_state.get(HELD)
    return held.snapshot if held else ""


def _forget() -> None:
    """Forget the last link: what it asked for was answered."""
    for name in (LINKED, MISREAD, REFUSED):
        st.session_state.pop(name, None)


def choose(**choices: Any) -> Filters:
    """Hold some choices, write them to the URL, and return all."""
    filters = chosen().with_choices(**choices)
    st.session_state[HELD] = filters
    query = filters.to_query()
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[WRITTEN] = query
    return filters


def stay() -> None:
    """Write the snapshot to the URL of a page that was opened by the menu."""
    name = chosen().snapshot
    if name and st.query_params.get("snapshot") != name:
        choose()


def heed(name: str, instead: str, *, fits: bool) -> None:
    """Note it where the link's word for a filter cannot be obeyed.

    Parameters
    ----------
    name
        Which filter.
    instead
        What is shown then, in words.
    fits
        Whether what was read from the link is held here.
    """
    misread = name in st.session_state.get(MISREAD, ())
    if name in st.session_state.get(LINKED, ()) and (misread or not fits):
        st.session_state.setdefault(REFUSED, {})[name] = (
            f"The link names {NOUNS.get(name, 'a choice')} that is not held here; "
            f"{instead} is shown."
        )


def refused() -> tuple[str, ...]:
    """Return what of the link was not obeyed, a sentence each; until a reader moves."""
    return tuple(st.session_state.get(REFUSED, {}).values())


def news() -> str:
    """Return what of the link was not obeyed and not yet said in this run."""
    before = st.session_state.setdefault(TOLD, [])
    found = [sentence for sentence in refused() if sentence not in before]
    before.extend(found)
    return " ".join(found)


def tell(label: str, words: str) -> None:
    """Have a choice told in the sentence of this run."""
    st.session_state.setdefault(SAID, {})[label] = words


def said() -> str:
    """Return what was chosen so far in this run, in one sentence; "" for nothing."""
    pairs = st.session_state.get(SAID, {}).items()
    told = "; ".join(f"{label.lower()} {words}" for label, words in pairs if words)
    return f"Shown: {told}." if told else ""


def pick(
    name: str,
    label: str,
    options: Sequence[T],
    held: T,
    words: Callable[[T], str],
    width: int = 0,
    *,
    of: str = "",
    told: bool = True,
    instead: str = "",
) -> T:
    """Show a list of choices that starts from what is held, and return the choice.

    Parameters
    ----------
    name
        Which list; one a page.
    label
        Its name on screen.
    options, held
        What can be chosen, and what is: the first option where it is none of them.
    words
        Each option on screen.
    width
        Pixels; 0 for what the longest option needs. A narrow screen narrows it.
    of
        Which filter it chooses, where that is not its name.
    told
        Whether the sentence of filters names it.
    instead
        What is shown where a link cannot be obeyed, if not the words of an option.
    """
    value = held if held in options else options[0]
    heed(of or name, instead or words(value), fits=held in options)
    key = key_of(name, value)
    picked: T = st.selectbox(
        label,
        options,
        options.index(_start(key, value, options)),
        format_func=words,
        key=key,
        on_change=moved,
        width=width or room(map(words, options)),
    )
    st.session_state[f"shown_{name}"] = picked
    if told:
        tell(label, words(picked))
    return picked


def _start(key: str, value: T, options: Sequence[T]) -> T:
    """Return the default of a widget: what it had when it was made, while it is kept.

    A default that follows every choice would have the whole list sent again with each.
    """
    starts = st.session_state.setdefault(STARTS, {})
    if key not in st.session_state or starts.get(key) not in options:
        starts[key] = value
    return starts[key]  # type: ignore[no-any-return]


def room(texts: Iterable[str]) -> int:
    """Return the pixels that a box needs to show any of some texts whole."""
    return max(160, 64 + round(7.6 * max(map(len, texts), default=0)))


def switch(
    name: str,
    label: str,
    words: Mapping[T, str],
    held: T,
    *,
    bare: bool = False,
    unsaid: T | None = None,
) -> T:
    """Show a filter of few choices side by side; hold the choice and return it.

    Parameters
    ----------
    name, label
        Which filter, and its name on screen.
    words
        Each choice on screen.
    held
        What is chosen: the first where it is none of them.
    bare
        Whether its name is read out only.
    unsaid
        The choice that the address leaves out. Said and taken back in one run it would
        be two steps for the browser's back button.
    """
    value = held if held in words else next(iter(words))
    heed(name, words[value], fits=held in words)
    picked: T = st.segmented_control(
        label,
        list(words),
        format_func=words.__getitem__,
        default=value,
        required=True,
        key=key_of(name, value),
        on_change=moved,
        label_visibility="collapsed" if bare else "visible",
        wrap=True,
    )
    st.session_state[f"shown_{name}"] = picked
    tell(label, words[picked])
    choose(**{name: "" if picked == unsaid else picked})
    return picked


def key_of(name: str, value: object) -> str:
    """Return a widget's key, a new one where the value was changed elsewhere.

    A new widget starts from its default, which no interrupted run can lose; a value
    put into the session for a widget is sent once and can be.
    """
    turn = st.session_state.get(f"turn_{name}", 0)
    if st.session_state.get(f"shown_{name}", value) != value:
        turn += 1
        st.session_state[f"turn_{name}"] = turn
        st.session_state[f"shown_{name}"] = value
    return f"filter_{name}_{turn}"


def moved() -> None:
    """Let the session's word stand: the query that comes with a move may be old."""
    st.session_state[WRITTEN] = st.query_params.to_dict()
    _forget()
