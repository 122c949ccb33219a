"""The widgets of the Trends page: measure, area, view, years, and what to compare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from cdp_metrics.answers import Place, Reported, Trend
from cdp_metrics.catalogue.indicators import indicator, indicators
from cdp_metrics.errors import SourceMissing
from cdp_metrics.filters import Chart, Filters, Show
from cdp_metrics.periods import month_of
from cdp_metrics.ui import cached, cached_trends
from cdp_metrics.ui.choices import (
    choose,
    chosen,
    heed,
    key_of,
    moved,
    pick,
    room,
    switch,
    tell,
)
from cdp_metrics.ui.inputs import told
from cdp_metrics.ui.inputs_place import place as choose_place
from cdp_metrics.ui.views.trends.shown import Asked

__all__ = ["CHARTS", "SHOWS", "asked", "months", "table_by"]

COMPARED: Final = 3
CHARTS: Final[dict[Chart, str]] = {
    "trend": "Trend",
    "year": "This year",
    "control": "Control chart",
    "season": "Season",
}
SHOWS: Final[dict[Show, str]] = {
    "count": "Count",
    "rate": "Rate per 1,000",
    "km2": "Per km²",
}
BESIDE: Final = {"partnership", "force", "custom"}
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
    places = cached_trends.areas(measure, day)
    if not places:
        raise SourceMissing(
            f"{indicator(measure).title} is held for no area that has a code. What to "
            "do: choose another under Measure"
        )
    place = choose_place(places)
    found = cached_trends.series(measure, place.code, day)
    counted = isinstance(found, Trend)
    chart: Chart = "trend"
    if counted:
        chart = switch("chart", "View", CHARTS, chosen().chart)
    else:
        heed("chart", CHARTS["trend"], fits=chosen().chart == "trend")
    held = months(found)
    first, last = held[0], held[-1]
    show: Show = "count"
    compare: tuple[str, ...] = ()
    if chart == "trend":
        first, last = _span(held)
        compare = _compare(measure, place, day)
        across = {each.code for each in places}.intersection(compare)
        if counted and not across:
            offered = {k: v for k, v in SHOWS.items() if k != "km2" or place.km2}
            show = switch("show", "Show", offered, chosen().show)
    return Asked(measure, place.code, first, last, show, chart, compare, day)


def _measure(day: date) -> str:
    """Let the reader choose a measure of which something is held.

    Raises
    ------
    SourceMissing
        The link names one of which nothing is; the list then waits for a choice.
    """
    options = cached_trends.measures(day)
    if not options:
        raise SourceMissing("nothing is loaded. What to do: add files and build")
    entries = indicators()
    wanted = chosen().measure
    held = wanted if wanted in entries else Filters().measure
    if held == Filters().measure and held not in options:
        held = options[0]
    heed("measure", entries[held].title, fits=wanted in entries)
    titles = {name: entries[name].title for name in options}
    known = held in options
    picked = st.selectbox(
        "Measure",
        options,
        options.index(held) if known else None,
        format_func=titles.__getitem__,
        key=key_of("measure", held),
        on_change=moved,
        placeholder="Choose a measure",
        width=room(titles.values()),
    )
    st.session_state["shown_measure"] = picked or held
    if picked is not None:
        tell("Measure", titles[picked])
        choose(measure=picked)
        return str(picked)
    cached_trends.series(held, cached.info()["area_code"], day)  # says why, mostly
    raise SourceMissing(
        f"nothing is loaded of {indicator(held).title}. What to do: choose another "
        "under Measure, or load a file of its source and build again"
    )


def months(found: Trend | Reported) -> list[date]:
    """Return the months that can be shown of a measure, oldest first."""
    if isinstance(found, Trend):
        return list(found.months)
    return sorted({month_of(each.period_end) for each in found.readings})


def _span(held: Sequence[date]) -> tuple[date, date]:
    """Let the reader choose first and last year shown; return first and last month."""
    years = sorted({month.year for month in held})
    filters = chosen()
    wanted = filters.first.year if filters.first else years[0]
    first = pick("first", "From", years, wanted, str, 100)
    later = [year for year in years if year >= first]
    wanted = filters.last.year if filters.last else later[-1]
    last = pick("last", "To", later[::-1], wanted, str, 100)
    choose(
        first=None if first == years[0] else date(first, 1, 1),
        last=None if last == years[-1] else date(last, 12, 1),
    )
    return date(first, 1, 1), date(last, 12, 1)


def _compare(measure: str, place: Place, day: date) -> tuple[str, ...]:
    """Let the reader add areas and measures; a link may ask for more than is drawn.

    Areas are those of the same kind (wards beside the whole area), of an LSOA those of
    its MSOA, and the largest; of the others only those that a link names.
    """
    wanted = chosen().compare
    words = {
        each.code: each.words
        for each in cached_trends.areas(measure, day)
        if each.code != place.code
        and (each.kind in BESIDE or each.code in wanted or _alike(each, place))
    }
    words |= {
        name: indicator(name).short
        for name in cached_trends.alike(measure, place.code, day)
    }
    held = tuple(name for name in wanted if name in words)
    heed("compare", "what is held of it", fits=held == wanted)
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
    tell("Compared with", ", ".join(words[name] for name in picked))
    wanted = held if picked == drawn else picked
    choose(compare=wanted)
    return wanted


def _alike(each: Place, place: Place) -> bool:
    """Return whether one area is offered beside another: there are many small ones."""
    if place.kind == "lsoa21":  # an LSOA's name is its MSOA's and a letter
        return place.name[:-1] in (each.name, each.name[:-1])
    return each.kind == ("ward" if place.kind in BESIDE else place.kind)


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
    words = {name: TABLES[name] for name in names}
    held = chosen().table or names[0]
    picked = switch("table", "Table", words, held, unsaid=names[0])
    told()
    return picked
