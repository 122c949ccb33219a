"""A slide for each measure of the plan: what is said of it, and its chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from cdp_metrics.answers import Outlook, PlanRow, Reported, Trend
from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.intervals.picture import IntervalPicture
from cdp_metrics.export.pack.deck import Curve, Curves, Kind, Line, Slide
from cdp_metrics.periods import add_months, month_of, month_range
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.shared import source_of
from cdp_metrics.ui.views.targets.view import TargetsView, targets_view

__all__ = ["measure_slide"]

SHOWN_MONTHS = 96
EVERY = {1: ", each month", 3: ", each quarter"}
FAN: Final[tuple[tuple[str, str, Kind], ...]] = (
    ("median", "Forecast, middle", "forecast"),
    ("lower_95", "Forecast, 95% range from", "range"),
    ("upper_95", "Forecast, 95% range to", "range"),
)
FROM_NOUGHT = "The axis starts at nought."
NO_RULE = "The plan sets no target for this measure, so it has no status."


def measure_slide(
    row: PlanRow,
    said: Measure,
    outlook: Outlook | None,
    plan: str,
    place: str,
    today: date,
    *,
    demo: bool,
) -> Slide:
    """Return the slide of one measure.

    Parameters
    ----------
    row, said
        The answer, and the same as the Overview says it.
    outlook
        How its target may go on; None for a measure without one.
    plan, place
        Name of the plan and of the area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    entry = row.measured.indicator
    view = None
    if outlook:
        view = targets_view(outlook, row, plan, place, today, demo=demo)
    chart = _chart(row, view, f"{entry.title.lower()}, {place}", demo=demo)
    notes = [
        f"{entry.title}: {entry.definition}",
        *(f"{each}." for each in _gaps(row)),
        *(view.notes if view else ()),
        *entry.caveats,
        *([FROM_NOUGHT] if chart else []),
        *([chart.alt] if chart else []),
    ]
    return Slide(
        title=f"{entry.short}: {said.words[:1].lower()}{said.words[1:]}",
        body=chart,
        said=tuple(_said(row, said, view)),
        stand=said.stand,
        stand_words=said.stand_words,
        rule=f"{said.rule}." if said.rule else NO_RULE,
        filters=f"{entry.title}, {place}",
        source=f"{source_of(entry, _used(row), demo=demo)}.",
        notes=tuple(notes),
        sheet=entry.short,
    )


def _said(row: PlanRow, said: Measure, view: TargetsView | None) -> Iterator[Line]:
    """Return the words beside the chart."""
    if said.aim:
        yield Line("Aim", said.aim)
    latest = ", ".join(filter(None, (said.latest, said.period, said.age)))
    yield Line("Latest", latest)
    yield Line("Against the baseline", _move(said.change))
    if said.lately:
        yield Line("Lately", _move(said.lately))
    if view and view.refusal is None and row.target:
        yield Line("Outlook", view.headline)
    for note in said.notes:
        yield Line("", note)
    if gaps := _gaps(row):
        yield Line("No figure", "; ".join(gaps))
    if row.measured.series is None:
        what, _, remedy = row.measured.why.partition(". What to do: ")
        yield Line("Not drawn", f"{what}.")
        if remedy:
            yield Line("What to do", f"{remedy.rstrip('.')}.")


def _move(move: Move) -> str:
    return "; ".join((move.head, *move.lines))


def _gaps(row: PlanRow) -> list[str]:
    """Return why figures are missing in what is drawn, each with its months."""
    series = row.measured.series
    if isinstance(series, Trend):
        first = _first(series.months)
        return [
            f"{each.first:%b %Y} to {each.last:%b %Y}: {each.reason}"
            for each in series.missing
            if each.last >= first
        ]
    if isinstance(series, Reported):
        return [
            f"{each.period_end:%b %Y}: {each.why}"
            for each in series.readings
            if each.why
        ]
    return []


def _first(months: Iterable[date]) -> date:
    return add_months(max(months), 1 - SHOWN_MONTHS)


def _used(row: PlanRow) -> tuple[str, ...]:
    return (row.measured.source,) if row.measured.source else ()


def _chart(
    row: PlanRow, view: TargetsView | None, what: str, *, demo: bool
) -> Curves | None:
    """Return the chart of a measure; None where it has no figure to draw."""
    drawn = view.drawn if view else None
    if view and isinstance(drawn, FanPicture):
        return _fan(drawn, view.alt)
    if view and isinstance(drawn, IntervalPicture):
        every = EVERY.get(row.measured.indicator.period_months, "")
        return _shares(drawn, f"{drawn.unit}{every}", view.alt)
    return _plain(row, what, demo=demo)


def _fan(drawn: FanPicture, alt: str) -> Curves:
    """Return totals counted, forecast and asked for by the plan."""
    seen = drawn.observed
    curves = [Curve("Counted", _every(seen.known(), seen.months, seen.step))]
    if drawn.path:
        known = drawn.path.known()
        asked = {month: known[month] for month in known if month >= seen.months[0]}
        curves.append(Curve(drawn.path.name, tuple(asked.items()), "path"))
    for edge, name, kind in FAN:
        if level := drawn.level(edge):
            curves.append(Curve(name, tuple(level.items()), kind))
    return Curves(tuple(curves), seen.unit, seen.decimals, alt)


def _shares(drawn: IntervalPicture, unit: str, alt: str) -> Curves:
    """Return shares with their limits."""
    curves = []
    for at, line in enumerate(drawn.lines):
        points = tuple((month_of(each.end), each.value) for each in line.points)
        curves.append(Curve(line.name, points, "other" if at else "counted"))
    first = drawn.lines[0]
    for name in ("lower", "upper"):
        limits = tuple(
            (month_of(each.end), getattr(each, name)) for each in first.points
        )
        if any(value is not None for _, value in limits):
            words = f"95% range {'from' if name == 'lower' else 'to'}"
            curves.append(Curve(words, limits, "range"))
    return Curves(tuple(curves), unit, drawn.decimals, alt)


def _plain(row: PlanRow, what: str, *, demo: bool) -> Curves | None:
    """Return the figures of a measure without a target."""
    found = row.measured
    entry, series = found.indicator, found.series
    if isinstance(series, Trend):
        ends = [month_of(series.end(month)) for month in series.months]
        pairs = zip(ends, series.totals, strict=True)
        known = {end: float(total) for end, total in pairs if math.isfinite(total)}
        shown = [end for end in ends if end >= _first(ends)]
        points = _every(known, shown, series.step)
        unit, decimals = f"{entry.unit.capitalize()}, 12 months", 0
    elif series:
        points = tuple(
            (month_of(each.period_end), each.value) for each in series.readings
        )
        unit, decimals = entry.unit_symbol or entry.unit, entry.decimals
    else:
        return None
    if all(value is None for _, value in points):
        return None
    known = {day: value for day, value in points if value is not None}
    first, last = min(known), max(known)
    alt = (
        f"Line chart of {what}. {unit}: {known[first]:,.{decimals}f} to "
        f"{first:%B %Y}, {known[last]:,.{decimals}f} to {last:%B %Y}."
    )
    if demo:
        alt = f"Demonstration data: invented. {alt}"
    return Curves((Curve("Counted", points),), unit, decimals, alt)


def _every(
    known: dict[date, float], months: Iterable[date], step: int
) -> tuple[tuple[date, float | None], ...]:
    """Return a point a period from the first month to the last, so that gaps show."""
    found = list(months)
    every = list(month_range(min(found), max(found)))[::step]
    return tuple((month, known.get(month)) for month in every)
