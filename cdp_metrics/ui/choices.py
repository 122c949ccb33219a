"""The filters' state: in the session, repeated by the URL, and a widget that obeys it.

Streamlit forgets a widget's value when another page is shown, and clears the query.
So the session holds the filters, the URL repeats them, and whichever changed last
(a link, the browser's back button, or a widget) wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import streamlit as st

from cdp_metrics.filters import Filters

__all__ = ["arrive", "choose", "chosen", "key_of", "moved", "pick"]

HELD: Final = "filters"
WRITTEN: Final = "filters_in_url"
PAGE: Final = "filters_on_page"
T = TypeVar("T")


def arrive(page: str) -> None:
    """Take an empty query as no word where another page has just been opened."""
    if st.session_state.get(PAGE) != page:
        st.session_state[PAGE], st.session_state[WRITTEN] = page, {}


def chosen() -> Filters:
    """Return what is chosen: the URL's word where it is new, else the session's."""
    query = st.query_params.to_dict()
    if query != st.session_state.get(WRITTEN, {}):
        st.session_state[HELD] = Filters.from_query(query)
        st.session_state[WRITTEN] = query
    return st.session_state.setdefault(HELD, Filters())  # type: ignore[no-any-return]


def choose(**choices: Any) -> Filters:
    """Hold some choices, write them to the URL, and return all."""
    filters = chosen().with_choices(**choices)
    st.session_state[HELD] = filters
    query = filters.to_query()
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[WRITTEN] = query
    return filters


def pick(
    name: str,
    label: str,
    options: Sequence[T],
    held: T,
    words: Callable[[T], str],
    width: int,
) -> T:
    """Show a list of choices that starts from what is held, and return the choice.

    Parameters
    ----------
    name
        Which filter.
    label
        Its name on screen.
    options, held
        What can be chosen, and what is: the first option where it is none of them.
    words
        Each option on screen.
    width
        Pixels.
    """
    value = held if held in options else options[0]
    picked: T = st.selectbox(
        label,
        options,
        options.index(value),
        format_func=words,
        key=key_of(name, value),
        on_change=moved,
        width=width,
    )
    st.session_state[f"shown_{name}"] = picked
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
