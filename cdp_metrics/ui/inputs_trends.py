"""The widgets of the Trends page: measure, area, view, years, and what to compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, TypeVar

import streamlit as st

from cdp_metrics.answers import Reported, Trend
from cdp_metrics.catalogue.indicators import indicator, indicators
from cdp_metrics.errors import SourceMissing, UnknownIndicator
from cdp_metrics.filters import Chart, Filters, Show
from cdp_metrics.periods import month_of
from cdp_metrics.ui import cached, cached_trends
from cdp_metrics.ui.choices import choose, chosen, key_of, moved, pick
from cdp_metrics.ui.views.trends.shown import Asked

__all__ = ["asked", "table_by"]

COMPARED: Final = 3
T = TypeVar("T", bound=str)
CHARTS: Final[dict[Chart, str]] = {
    "trend": "Trend",
    "year": "This year",
    "control": "Control chart",
    "season": "Season",
}
SHOWS: Final[dict[Show, str]] = {"count": "Count", "rate": "Rate per 1,000"}
TABLES: Final = {
    "year": "By year",
    "month": "By month",
    "quarter": "By quarter",
    "ward": "By ward",
    "latest": "Latest",
    "marked": "Marked",
    "all": "All",
}


def asked() -> Asked:
    """Let the reader choose everything; return what was chosen."""
    day = cached.today()
    measure = _measure(day)
    area = _area(measure, day)
    found = cached_trends.series(measure, area, day)
    counted = isinstance(found, Trend)
    chart = _switch("chart", "View", CHARTS, chosen().chart) if counted else "trend"
    months = _months(found)
    first, last = months[0], months[-1]
    show: Show = "count"
    compare: tuple[str, ...] = ()
    if chart == "trend":
        first, last = _span(months)
        compare = _compare(measure, area, day)
        across = any(code in _codes(measure, day) for code in compare)
        if counted and not across:
            show = _switch("show", "Show", SHOWS, chosen().show)
    return Asked(measure, area, first, last, show, chart, compare, day)


def _measure(day: date) -> str:
    """Let the reader choose a measure of which something is held.

    Raises
    ------
    UnknownIndicator, SourceMissing
        The link names another one; the list then waits for a choice.
    """
    options = cached_trends.measures(day)
    if not options:
        raise SourceMissing("nothing is loaded. What to do: add files and build")
    held = chosen().measure
    if held == Filters().measure and held not in options:
        held = options[0]
    known = held in options
    picked = st.selectbox(
        "Measure",
        options,
        options.index(held) if known else None,
        format_func=lambda name: indicators()[name].title,
        key=key_of("measure", held),
        on_change=moved,
        placeholder="Choose a measure",
        width=270,
    )
    st.session_state["shown_measure"] = picked or held
    if picked is not None:
        choose(measure=picked)
        return str(picked)
    if held not in indicators():
        raise UnknownIndicator(
            f"there is no measure '{held}' in this dashboard. What to do: choose one "
            "under Measure"
        )
    cached_trends.series(held, cached.info()["area_code"], day)  # says why, mostly
    raise SourceMissing(
        f"nothing is loaded of {indicator(held).title}. What to do: choose another "
        "under Measure, or load a file of its source and build again"
    )


def _area(measure: str, day: date) -> str:
    """Let the reader choose one of the areas that a measure has; the first is ours."""
    places = {place.code: place for place in cached_trends.areas(measure, day)}
    if not places:
        raise SourceMissing(
            f"{indicator(measure).title} is held for no area that has a code. What to "
            "do: choose another under Measure"
        )
    first = next(iter(places))
    picked = pick(
        "area",
        "Area",
        list(places),
        chosen().area or first,
        lambda code: places[code].words,
        240,
    )
    choose(area="" if picked == first else picked)
    return picked


def _codes(measure: str, day: date) -> set[str]:
    return {place.code for place in cached_trends.areas(measure, day)}


def _months(found: Trend | Reported) -> list[date]:
    if isinstance(found, Trend):
        return list(found.months)
    return sorted({month_of(each.period_end) for each in found.readings})


def _span(months: Sequence[date]) -> tuple[date, date]:
    """Let the reader choose first and last year shown; return first and last month."""
    years = sorted({month.year for month in months})
    filters = chosen()
    first = pick(
        "first",
        "From",
        years,
        filters.first.year if filters.first else years[0],
        str,
        100,
    )
    later = [year for year in years if year >= first]
    last = pick(
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


def _switch(name: str, label: str, words: dict[T, str], held: T) -> T:
    """Show a switch whose choice lives in the URL."""
    picked: T = st.segmented_control(
        label,
        list(words),
        format_func=words.__getitem__,
        default=held,
        required=True,
        key=key_of(name, held),
        on_change=moved,
        wrap=True,
    )
    st.session_state[f"shown_{name}"] = picked
    choose(**{name: picked})
    return picked


def _compare(measure: str, area: str, day: date) -> tuple[str, ...]:
    """Let the reader add areas and measures; a link may ask for more than is drawn."""
    words = {
        place.code: place.words
        for place in cached_trends.areas(measure, day)
        if place.code != area
    }
    words |= {
        name: indicator(name).short for name in cached_trends.alike(measure, area, day)
    }
    held = tuple(name for name in chosen().compare if name in words)
    if not words:
        choose(compare=())
        return ()
    drawn = held[:COMPARED]
    picked = tuple(
        st.multiselect(
            "Compare with",
            list(words),
            drawn,
            format_func=words.__getitem__,
            key=key_of("compare", drawn),
            max_selections=COMPARED,
            on_change=moved,
            placeholder="Add areas or measures",
            width=460,
            wrap=True,
        )
    )
    st.session_state["shown_compare"] = picked
    wanted = held if picked == drawn else picked
    choose(compare=wanted)
    return wanted


def table_by(measure: str, tables: Sequence[str]) -> str:
    """Let the reader choose a table where there are several; return which.

    Parameters
    ----------
    measure
        A count of street files has a table of wards too.
    tables
        The names of the others.
    """
    names = list(tables)
    if len(names) < 2:
        return names[0]
    if "year" in names and indicator(measure).from_street_files:
        names.append("ward")
    picked = st.segmented_control(
        "Table",
        names,
        format_func=TABLES.__getitem__,
        default=names[0],
        required=True,
        key=f"table_by_{names[0]}" if names[0] != "year" else "table_by",
    )
    return str(picked)
