"""What a reader has chosen: carried in the URL, said in words, bound in queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Final, Literal, get_args

from cdp_metrics.periods import parse_month

__all__ = [
    "AHEAD",
    "CHARTS",
    "LAST_SLIDE",
    "LIVE",
    "SNAPSHOT",
    "Chart",
    "Figures",
    "Filters",
    "Show",
]

AHEAD = (4, 5, 6, 7, 8)
"""Quarters that a forecast without a target may reach."""

Show = Literal["count", "rate", "km2"]
Figures = Literal["live", "published"]
Chart = Literal["trend", "year", "control", "season"]
CHARTS: Final[tuple[Chart, ...]] = get_args(Chart)
SHOWS: Final[tuple[Show, ...]] = get_args(Show)
MOST_COMPARED: Final = 12  # as many as a link may name; a chart holds fewer
MOST_PLAYED: Final = 24
_CODE = re.compile(r"[A-Z][0-9]{8}|[a-z][a-z0-9_]{0,39}")  # ONS, or the partnership's
_INDICATOR = re.compile(r"[a-z0-9_]{1,60}")
_WORDS = re.compile(r"[^\x00-\x1f\x7f]{1,60}")
SNAPSHOT: Final = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
"""What a snapshot may be called."""
LIVE: Final = "current"
"""What a link says for the current figures; no snapshot is called so."""
UNREADABLE: Final = "?"
LAST_SLIDE: Final = "last"
"""What a link says for the last slide of a page, however many there are."""
_SLIDE = re.compile(rf"[1-9][0-9]{{0,2}}|{LAST_SLIDE}")
_PAGE = re.compile(r"[a-z][a-z_]{0,39}")
_IMPACT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|\d{1,3}(\.\d)?(,\d{1,3}(\.\d)?){1,39}")


@dataclass(frozen=True)
class Filters:
    """Every choice that the pages share.

    Parameters
    ----------
    measure
        Identifier of an indicator.
    area
        Code of an area; "" for the whole partnership.
    first, last
        First and last month shown; None for all that is held.
    show
        Counts, rates per 1,000 residents, or counts per square kilometre.
    end
        Last month of the twelve that the map shows; None for the latest.
    lsoa
        Code of the LSOA picked on the map; "" for none.
    target
        Identifier of the indicator whose target is looked at; "" for the first.
    ahead
        Quarters that a forecast without a target reaches.
    view
        Which comparison is shown; "" for the first.
    figures
        The plan's table live, or as the partnership's papers printed it.
    chart
        How Trends shows a measure: over time, this year, in limits, by season.
    compare
        Measures and areas that Trends draws beside the one chosen.
    treatment, period
        Measure of treatment, "" for the first with a figure, and the last month of
        the period shown, None for the latest.
    indicator
        Entry of the dictionary whose card is open; "" for none.
    find, group, held
        Words, family and state that entries of the dictionary must have; "" for any.
    weights, base
        Set of severity weights, "" for the first, and the last period of the year
        compared with, None for the first whole one.
    layer, impact
        Layer of the harm map, "" for the first; set of its weights, or one weight a
        type, "" for the default.
    cross, cell
        What harm is crossed with, and the cell that is listed; "" for the first.
    version
        Version of the harm map that analysts compare; "" for that without ethnicity.
    family
        Family of other crime on the harm map; "" for the first.
    snapshot
        Name of the snapshot that is shown; "" for the current figures.
    table, template
        Which table stands under a chart, and the return whose columns are told; ""
        for the first.
    present, playlist
        Slide that is presented, "" for the page as ever; pages presented in turn,
        none for the page alone.
    """

    measure: str = "asb_incidents"
    area: str = ""
    first: date | None = None
    last: date | None = None
    show: Show = "count"
    end: date | None = None
    lsoa: str = ""
    target: str = ""
    ahead: int = AHEAD[0]
    view: str = ""
    figures: Figures = "live"
    chart: Chart = "trend"
    compare: tuple[str, ...] = ()
    treatment: str = ""
    period: date | None = None
    indicator: str = ""
    find: str = ""
    group: str = ""
    held: str = ""
    weights: str = ""
    base: date | None = None
    layer: str = ""
    impact: str = ""
    cross: str = ""
    cell: str = ""
    version: str = ""
    family: str = ""
    table: str = ""
    template: str = ""
    snapshot: str = ""
    present: str = ""
    playlist: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Return the choices that a URL's query states.

        Parameters
        ----------
        query
            Names and values; anything that is not of the right form is passed over,
            because links are typed and cut by people.
        """
        plain = cls()

        def word(name: str, form: re.Pattern[str], default: str) -> str:
            given = query.get(name, "")
            return given if form.fullmatch(given) else default

        def month(name: str) -> date | None:
            return parse_month(query.get(name, ""))

        return cls(
            measure=word("measure", _INDICATOR, plain.measure),
            area=word("area", _CODE, plain.area),
            first=month("first"),
            last=month("last"),
            show=next((s for s in SHOWS if s == query.get("show")), plain.show),
            end=month("end"),
            lsoa=word("lsoa", _CODE, plain.lsoa),
            target=word("target", _INDICATOR, plain.target),
            ahead=next((n for n in AHEAD if query.get("ahead") == str(n)), plain.ahead),
            view=word("view", _INDICATOR, plain.view),
            figures="published" if query.get("figures") == "published" else "live",
            chart=next((c for c in CHARTS if c == query.get("chart")), plain.chart),
            compare=_named(query.get("compare", "")),
            treatment=word("treatment", _INDICATOR, plain.treatment),
            period=month("period"),
            indicator=word("indicator", _INDICATOR, plain.indicator),
            find=word("find", _WORDS, plain.find).strip(),
            group=word("group", _INDICATOR, plain.group),
            held=word("held", _INDICATOR, plain.held),
            weights=word("weights", _INDICATOR, plain.weights),
            base=month("base"),
            layer=word("layer", _INDICATOR, plain.layer),
            impact=word("impact", _IMPACT, plain.impact),
            cross=word("cross", _INDICATOR, plain.cross),
            cell=word("cell", _INDICATOR, plain.cell),
            version=word("version", _INDICATOR, plain.version),
            family=word("family", _INDICATOR, plain.family),
            table=word("table", _INDICATOR, plain.table),
            template=word("template", _INDICATOR, plain.template),
            snapshot=_snapshot(query.get("snapshot", "").strip()),
            present=word("present", _SLIDE, plain.present),
            playlist=_pages(query.get("playlist", "")),
        )

    @classmethod
    def misread(cls, query: Mapping[str, str]) -> frozenset[str]:
        """Return the filters whose word in a URL's query is not of the right form.

        Parameters
        ----------
        query
            Names and values; a name that is no filter's, or has no value, is none.
        """
        found = cls.from_query(query)
        return frozenset(
            field.name
            for field in fields(cls)
            if (text := query.get(field.name, "").strip())
            and set(_written(getattr(found, field.name)).split(","))
            != set(text.split(","))
        )

    def to_query(self) -> dict[str, str]:
        """Return the choices that differ from the defaults, for a URL's query."""
        plain = Filters()
        query = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != getattr(plain, field.name):
                query[field.name] = _written(value)
        return query

    def with_choices(self, **choices: object) -> Filters:
        """Return the same filters with some choices replaced."""
        return replace(self, **choices)  # type: ignore[arg-type]


def _named(text: str) -> tuple[str, ...]:
    """Return the measures and areas that a list names, each once."""
    names = dict.fromkeys(text.split(",", 2 * MOST_COMPARED))
    found = [n for n in names if _CODE.fullmatch(n) or _INDICATOR.fullmatch(n)]
    return tuple(found[:MOST_COMPARED])


def _pages(text: str) -> tuple[str, ...]:
    """Return the pages that a playlist names, each once."""
    named = dict.fromkeys(text.split(",", MOST_PLAYED))
    return tuple([name for name in named if _PAGE.fullmatch(name)][:MOST_PLAYED])


def _snapshot(text: str) -> str:
    """Return the snapshot that a link names.

    A name that cannot be one is never passed over: current figures would then stand
    where a link asked for others.
    """
    if text in ("", LIVE):
        return ""
    return text if SNAPSHOT.fullmatch(text) else UNREADABLE


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return "" if value is None else str(value)
