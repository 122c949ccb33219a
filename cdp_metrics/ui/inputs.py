"""Filters: widgets whose choices live in the URL and survive a change of page.

Streamlit forgets a widget's value when another page is shown, and clears the query.
So the session holds the filters, the URL repeats them, and whichever changed last
(a link, the browser's back button, or a widget) wins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar

import streamlit as st

from cdp_metrics.catalogue import indicators
from cdp_metrics.filters import Filters
from cdp_metrics.periods import year_to
from cdp_metrics.ui import access, cached

__all__ = [
    "area",
    "arrive",
    "bar",
    "choose",
    "chosen",
    "download",
    "lsoa",
    "measure",
    "pick_lsoa",
    "rows",
    "show",
    "span",
    "table_by",
    "table_rows",
    "ward",
    "year_end",
]

HELD: Final = "filters"
WRITTEN: Final = "filters_in_url"
PAGE: Final = "filters_on_page"
FEW: Final = 20
MANY: Final = 100_000
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


def bar() -> Any:
    """Return the container of a page's filters."""
    return st.container(key="filters", horizontal=True, vertical_alignment="bottom")


def _pick(
    name: str,
    label: str,
    options: Sequence[T],
    held: T,
    words: Callable[[T], str],
    width: int,
) -> T:
    """Show a list of choices that starts from what is held, and return the choice."""
    value = held if held in options else options[0]
    picked: T = st.selectbox(
        label,
        options,
        options.index(value),
        format_func=words,
        key=_key(name, value),
        on_change=_moved,
        width=width,
    )
    st.session_state[f"shown_{name}"] = picked
    return picked


def _key(name: str, value: object) -> str:
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


def _moved() -> None:
    """Let the session's word stand: the query that comes with a move may be old."""
    st.session_state[WRITTEN] = st.query_params.to_dict()


def measure() -> str:
    """Let the reader choose a count from street files; return its identifier."""
    entries = {k: v for k, v in indicators().items() if v.from_street_files}
    picked = _pick(
        "measure",
        "Measure",
        list(entries),
        chosen().measure,
        lambda name: entries[name].title,
        270,
    )
    choose(measure=picked)
    return picked


def area() -> str:
    """Let the reader choose an area; return its code."""
    places = {place.code: place for place in cached.places()}
    picked = _pick(
        "area",
        "Area",
        list(places),
        chosen().area or next(iter(places)),
        lambda code: places[code].words,
        240,
    )
    choose(area="" if picked == next(iter(places)) else picked)
    return picked


def span(months: Sequence[date]) -> tuple[date, date]:
    """Let the reader choose first and last year shown; return first and last month."""
    years = sorted({month.year for month in months})
    filters = chosen()
    first = _pick(
        "first",
        "From",
        years,
        filters.first.year if filters.first else years[0],
        str,
        100,
    )
    later = [year for year in years if year >= first]
    last = _pick(
        "last",
        "To",
        later[::-1],
        filters.last.year if filters.last else later[-1],
        str,
        100,
    )
    choose(
        first=None if first == years[0] else date(first, 1, 1),
        last=None if last == years[-1] else date(last, 12, 1),
    )
    return date(first, 1, 1), date(last, 12, 1)


def show() -> str:
    """Let the reader choose counts or rates; return which."""
    words = {"count": "Count", "rate": "Rate per 1,000"}
    held = chosen().show
    picked = st.segmented_control(
        "Show",
        list(words),
        format_func=words.__getitem__,
        default=held,
        required=True,
        key=_key("show", held),
        on_change=_moved,
    )
    st.session_state["shown_show"] = picked
    choose(show=picked)
    return str(picked)


def year_end(ends: Sequence[date]) -> date:
    """Let the reader choose the twelve months of the map; return their last month."""
    held = chosen().end
    picked = _pick("end", "Twelve months", list(ends), held or ends[0], year_to, 200)
    choose(end=None if picked == ends[0] else picked)
    return picked


def lsoa(names: dict[str, str]) -> str:
    """Let the reader find an LSOA by name; return its code, "" for none."""
    held = chosen().lsoa
    picked = _pick(
        "lsoa",
        "Find an area",
        ["", *names],
        held if held in names else "",
        lambda code: names.get(code, "Choose, or click on the map"),
        340,
    )
    choose(lsoa=picked)
    return picked


def pick_lsoa(code: str | None) -> None:
    """Hold the area that was clicked on the map, before the page runs again.

    The code comes from the browser; `lsoa` shows it only where it is on the map.
    """
    _moved()
    choose(lsoa=code or "")


def ward() -> str:
    """Let the reader choose a ward of the map's table; return its code, "" for all."""
    wards = {
        place.code: place.name for place in cached.places() if place.kind == "ward"
    }
    held = chosen().area
    picked = _pick(
        "ward",
        "Ward in the table",
        ["", *wards],
        held if held in wards else "",
        lambda code: wards.get(code, "Whole area"),
        240,
    )
    if picked or held in wards:
        choose(area=picked)
    return picked


def _switch(key: str, words: dict[str, str]) -> str:
    """Show a switch above a table, which starts from its first choice."""
    picked = st.segmented_control(
        "Table",
        list(words),
        format_func=words.__getitem__,
        default=next(iter(words)),
        required=True,
        key=key,
    )
    return str(picked)


def table_by() -> str:
    """Let the reader choose the table by year, by month or by ward."""
    words = {"year": "By year", "month": "By month", "ward": "By ward"}
    return _switch("table_by", words)


def table_rows() -> None:
    """Let the reader choose a short or a whole table; `rows` says which."""
    _switch("table_rows", {"few": f"Highest {FEW}", "all": "All areas"})


def rows() -> int:
    """Return how many rows a long table shows."""
    return FEW if st.session_state.get("table_rows", "few") == "few" else MANY


def download(content: Callable[[], bytes], name: str) -> None:
    """Offer figures as a CSV file, made when asked for, to those who may download."""
    if access.may("download"):
        st.download_button(
            "Download CSV",
            content,
            file_name=name,
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
