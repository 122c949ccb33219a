"""What the Trends page shows, computed once for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from cdp_metrics import answers
from cdp_metrics.answers.area.ward_points import ward_points
from cdp_metrics.answers.events import papers
from cdp_metrics.answers.figures.control import control, level_of
from cdp_metrics.answers.figures.offered import (
    is_counted,
    offered_areas,
    offered_measures,
)
from cdp_metrics.answers.figures.year_so_far import year_so_far
from cdp_metrics.answers.places import Place
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.catalogue.papers import plan_of
from cdp_metrics.catalogue.plan import Event
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import month_of
from cdp_metrics.ui import cached
from cdp_metrics.ui.kept import kept
from cdp_metrics.ui.views.harm.wards import WARD_COLUMNS, ward_caption, ward_rows
from cdp_metrics.ui.views.trends.compare import Counted, compared_view
from cdp_metrics.ui.views.trends.control import control_view
from cdp_metrics.ui.views.trends.over_time import as_shown, trend_view
from cdp_metrics.ui.views.trends.place import (
    apart_note,
    headed,
    place_note,
    points_note,
    redrawn,
)
from cdp_metrics.ui.views.trends.reported import reported_view
from cdp_metrics.ui.views.trends.season import season_view
from cdp_metrics.ui.views.trends.shown import Asked, Shown, Table
from cdp_metrics.ui.views.trends.year import year_view
from cdp_metrics.warehouse.db import Store

__all__ = ["alike", "areas", "chart", "measures", "series", "shown", "table"]

MOST = 4
BY_AREA = (
    "Rates, because areas differ in residents: counts would mostly show how many live "
    "there."
)
NO_RATE = "Counts of areas of different size: larger areas have more."

measures = kept(8, offered_measures)
areas = kept(64, offered_areas)


def _series(
    store: Store, measure: str, area: str, today: date
) -> answers.Trend | answers.Reported:
    """Return a count by month or quarter, or figures as they were published."""
    if is_counted(indicator(measure)):
        found = answers.trend(store, measure, area, today)
        if found.indicator.from_street_files:
            return replace(found, events=_redrawn(found))
        return found
    return answers.reported(store, measure, area, today)


def _redrawn(found: answers.Trend) -> tuple[Event, ...]:
    """Return a trend's events, with the redrawing of wards as one of a ward's."""
    for place in cached.places():
        if place.code == found.area:
            days = redrawn(place)
            told = {month_of(each.first) for each in days}
            others = (each for each in found.events if month_of(each.first) not in told)
            return *days, *others
    return found.events


series = kept(512, _series)


def _alike(_: Store, measure: str, area: str, today: date) -> tuple[str, ...]:
    """Return the other measures that one chart may hold beside a measure."""

    def kind(entry: Indicator) -> tuple[object, ...]:
        apart = () if is_counted(entry) else (entry.kind, entry.unit)
        return entry.from_street_files, entry.period_months, is_counted(entry), *apart

    return tuple(
        name
        for name in measures(today)
        if name != measure
        and kind(indicator(name)) == kind(indicator(measure))
        and area in {place.code for place in areas(name, today)}
    )


alike = kept(128, _alike)


def _goal(store: Store, asked: Asked) -> tuple[Target, float] | None:
    """Return the plan's target of a count, and what it asks of an average period."""
    plan, found = plan_of(papers(store)), series(asked.measure, asked.area, asked.today)
    kinds = {place.code: place.kind for place in cached.places()}
    if plan is None or not isinstance(found, answers.Trend):
        return None
    for target in plan.on(min(asked.today, plan.last)):
        own = target.indicator == asked.measure
        if own and target.area == kinds.get(asked.area):
            level = level_of(target, found)
            if level is not None:
                return target, level
    return None


def _shown(store: Store, asked: Asked) -> Shown:
    """Return what a reader asked of the Trends page.

    The answer names the area where it is not the whole partnership.
    """
    found, view = series(asked.measure, asked.area, asked.today), _view(store, asked)
    place = _at(asked, asked.area)
    if place is None or place.kind == "partnership":
        return view
    notes, source = [view.note], view.source
    if found.indicator.from_street_files:
        year = ward_points(store, asked.measure, asked.area, asked.last)
        notes += [place_note(place), apart_note(year)]
        source = (*source, points_note(year)) if year else source
    short, headline = found.indicator.short, view.headline
    if not any(_at(asked, code) for code in asked.compare):
        headline = headed(headline, short, place)
    return replace(
        view,
        headline=headline,
        note=" ".join(filter(None, notes)),
        source=source,
    )


def _view(store: Store, asked: Asked) -> Shown:
    found, demo = series(asked.measure, asked.area, asked.today), cached.info()
    place, invented = _place(asked, asked.area), demo["demonstration"]
    if isinstance(found, answers.Reported) or asked.chart == "trend":
        return _over_time(found, place, asked, demo=invented)
    if asked.chart == "year":
        until = year_so_far(found, asked.last)
        return year_view(until, place, asked.today, demo=invented)
    if asked.chart == "control":
        goal = _goal(store, asked)
        return control_view(control(found), place, asked.today, goal, demo=invented)
    return season_view(found, place, asked.today, demo=invented)


def _over_time(
    found: answers.Trend | answers.Reported, place: str, asked: Asked, *, demo: bool
) -> Shown:
    """Return a measure over time, beside what it is compared with."""
    others, notes = _others(asked)
    across = any(code for code, _ in others)
    own = place if across or not others else indicator(asked.measure).short
    if isinstance(found, answers.Reported):
        named = [(name, each) for name, each in _named(others, asked)]
        drawn = [(n, e) for n, e in named if isinstance(e, answers.Reported)]
        if across and found.indicator.kind == "count":
            notes.append(NO_RATE)
        said = " ".join(notes)
        return reported_view([(own, found), *drawn], place, asked, said, demo=demo)
    counted = [
        Counted(name, each, _km2(asked))
        for name, each in _named(others, asked)
        if isinstance(each, answers.Trend)
    ]
    if not counted:
        view = trend_view(
            found, place, asked.first, asked.last, asked.show,
            today=asked.today, demo=demo, km2=_km2(asked),
        )  # fmt: skip
        return as_shown(view, found, " ".join(notes))
    if across:
        notes.insert(0, BY_AREA)
        asked = replace(asked, show="rate")
    return compared_view(
        [Counted(own, found, _km2(asked)), *counted],
        place,
        asked,
        " ".join(notes),
        demo=demo,
    )


Other = tuple[str, str]  # code of an area or "", and identifier of a measure or ""


def _others(asked: Asked) -> tuple[list[Other], list[str]]:
    """Return what is drawn beside the measure, and what is not, in sentences."""
    codes = {each.code for each in areas(asked.measure, asked.today)}
    ids = alike(asked.measure, asked.area, asked.today)
    known = [name for name in asked.compare if name in codes or name in ids]
    kept_out = known[MOST - 1 :]
    notes = []
    if kept_out:
        left = ", ".join(
            _place(asked, n) if n in codes else _title(n) for n in kept_out
        )
        notes.append(f"A chart holds {MOST} lines at most; left out: {left}.")
    return [
        (name, "") if name in codes else ("", name) for name in known[: MOST - 1]
    ], notes


def _named(
    others: list[Other], asked: Asked
) -> list[tuple[str, answers.Trend | answers.Reported]]:
    across = any(code for code, _ in others)
    found = []
    for code, name in others:
        what, where = name or asked.measure, code or asked.area
        words = _place(asked, where) if code else indicator(what).short
        if across and not code:
            words = f"{words}, {_place(asked, where)}"
        found.append((words, series(what, where, asked.today)))
    return found


def _title(name: str) -> str:
    return indicator(name).title


def _at(asked: Asked, code: str) -> Place | None:
    """Return the area of a code, where the measure has it."""
    held = areas(asked.measure, asked.today)
    return next((place for place in held if place.code == code), None)


def _km2(asked: Asked) -> float | None:
    place = _at(asked, asked.area)
    return place.km2 if place else None


def _place(asked: Asked, code: str) -> str:
    """Return the name of an area as sentences use it."""
    place = _at(asked, code)
    if place is None:
        return cached.area_name(code)
    return place.words if place.kind != "partnership" else place.name


shown = kept(256, _shown)


def _chart(_: Store, asked: Asked, mode: Mode, size: Size) -> dict[str, Any]:
    """Return the figure of what was asked, as plain data."""
    draw = shown(asked).draw
    if draw is None:
        raise SourceMissing("there is nothing to draw")
    return draw(mode, size)


chart = kept(256, _chart)


def table(asked: Asked, by: str) -> Table | None:
    """Return a table of what was asked; None where its wards cannot be compared."""
    if by != "ward":
        return shown(asked).tables[by]
    found = series(asked.measure, cached.info()["area_code"], asked.today)
    assert isinstance(found, answers.Trend)  # only counts of street files have wards
    end = answers.complete_year(found, asked.last)
    if end is None:
        return None
    place = _at(asked, asked.area)
    before = place if place and place.kind == "ward_before" else None
    held = cached.wards(asked.measure, end, "ward_before" if before else "ward")
    return Table(
        ward_caption(held, before), WARD_COLUMNS, tuple(ward_rows(held)), (0, 4)
    )
