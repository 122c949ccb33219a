"""A slide for each measure of the plan: what is said of it, and its chart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from cdp_metrics.answers import Outlook, PlanRow, Reported, Trend
from cdp_metrics.answers.meeting.notes import Standing
from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.intervals.picture import IntervalPicture, Point, changes_of
from cdp_metrics.charts.intervals.picture import Line as PictureLine
from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.export.pack.deck import Curve, Curves, Kind, Line, Slide
from cdp_metrics.periods import add_months, month_of, month_range, short_month
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.notes import slide_lines, speaker_lines
from cdp_metrics.ui.views.shared import source_of
from cdp_metrics.ui.views.targets.shares import points_of
from cdp_metrics.ui.views.targets.view import TargetsView, targets_view
from cdp_metrics.words import plural

__all__ = ["measure_slide"]

SHOWN_MONTHS = 96
FEW = 4  # missing periods that a slide names
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
    notes: Sequence[Standing] = (),
) -> Slide:
    """Return the slide of one measure; without a figure it says only why.

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
    notes
        What analysts say of it.
    """
    entry = row.measured.indicator
    view = None
    if outlook:
        view = targets_view(outlook, row, plan, place, today, demo=demo)
    chart = _chart(row, view, f"{entry.title.lower()}, {place}", demo=demo)
    told = [
        *speaker_lines(notes),
        f"{entry.title}: {entry.definition}",
        *(f"No figure: {each}." for each in _gaps(row)),
        *_changes(row),
        *(view.notes if view else ()),
        *entry.caveats,
        *([FROM_NOUGHT] if chart else []),
        *([chart.alt] if chart else []),
    ]
    return Slide(
        title=f"{entry.short}: {said.words[:1].lower()}{said.words[1:]}",
        body=chart,
        said=(*_said(row, said, view), *slide_lines(notes)),
        stand=said.stand,
        stand_words=said.stand_words,
        rule=f"{said.rule}." if said.rule else NO_RULE,
        filters=f"{entry.title}, {place}",
        source=f"{source_of(entry, _used(row), demo=demo)}.",
        notes=tuple(told),
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
        many = f"{plural(len(gaps), 'period')}, named in the speaker's notes"
        yield Line("No figure", "; ".join(gaps) if len(gaps) <= FEW else many)
    for change in _changes(row):
        yield Line("Not joined", change)


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
        hidden = [each for each in points_of(series) if each.value is None]
        return [f"{each.name}: {each.absent}" for each in hidden]
    return []


def _changes(row: PlanRow) -> list[str]:
    """Return from when figures were counted otherwise, in sentences."""
    series = row.measured.series
    if isinstance(series, Trend):
        return [
            f"From {short_month(month)}: counted by another definition. Twelve months "
            "across the change are not drawn."
            for month in series.changed
            if month >= _first(series.months)
        ]
    return [*changes_of(_drawn(series)).values()] if series else []


def _drawn(series: Reported) -> IntervalPicture:
    entry = series.indicator
    own = PictureLine(entry.short, points_of(series))
    return IntervalPicture([own], entry.unit_symbol or entry.unit, entry.decimals)


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
        return _shares(drawn, view.alt)
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


def _shares(drawn: IntervalPicture, alt: str) -> Curves:
    """Return shares with their limits; figures counted otherwise are another line."""
    own, *others = drawn.lines
    curves = [*_lines(own.name, own.points)]
    for line in others:
        curves.append(Curve(line.name, _months(line.points), "other"))
    for name, words in (("lower", "95% range from"), ("upper", "95% range to")):
        limits = [replace(each, value=getattr(each, name)) for each in own.points]
        curves += _lines(words, limits, "range")
    return Curves(tuple(curves), drawn.unit, drawn.decimals, alt)


def _lines(name: str, points: Sequence[Point], kind: Kind = "counted") -> list[Curve]:
    """Return a line for each basis, the latest first; none without a figure.

    Where they take turns each has gaps, for all share the months of the chart.
    """
    bases = list(dict.fromkeys(each.basis for each in reversed(points)))
    found = []
    for at, basis in enumerate(bases):
        own = _months([each for each in points if each.basis == basis])
        if any(value is not None for _, value in own):
            called = f"{name}, {basis}" if len(bases) > 1 else name
            found.append(Curve(called, own, kind, earlier=at > 0))
    return found


def _months(points: Sequence[Point]) -> tuple[tuple[date, float | None], ...]:
    """Return points by the month they end in; one without a figure hides none."""
    held: dict[date, float | None] = {}
    for each in points:
        month = month_of(each.end)
        held[month] = held.get(month) if each.value is None else each.value
    return tuple(held.items())


def _plain(row: PlanRow, what: str, *, demo: bool) -> Curves | None:
    """Return the figures of a measure without a target."""
    found = row.measured
    entry, series = found.indicator, found.series
    told: list[str] = []
    if isinstance(series, Trend):
        ends = [month_of(series.end(month)) for month in series.months]
        pairs = zip(ends, series.totals, strict=True)
        known = {end: float(total) for end, total in pairs if math.isfinite(total)}
        shown = [end for end in ends if end >= _first(ends)]
        curves = [Curve("Counted", _every(known, shown, series.step))]
        unit, decimals = f"{entry.unit.capitalize()}, 12 months", 0
    elif series:
        drawn = _drawn(series)
        curves = _lines("Counted", drawn.lines[0].points)
        unit, decimals = drawn.unit, 0 if entry.kind == "count" else entry.decimals
        told = [*drawn.unheld(), *_changes(row)]
    else:
        return None
    known = {
        day: value
        for curve in curves
        for day, value in curve.points
        if value is not None
    }
    if not known:
        return None
    first, last = min(known), max(known)
    alt = (
        f"Line chart of {what}. {unit}: {known[first]:,.{decimals}f} to "
        f"{first:%B %Y}, {known[last]:,.{decimals}f} to {last:%B %Y}."
    )
    return Curves(tuple(curves), unit, decimals, spoken([alt, *told], demo=demo))


def _every(
    known: dict[date, float], months: Iterable[date], step: int
) -> tuple[tuple[date, float | None], ...]:
    """Return a point a period from the first month to the last, so that gaps show."""
    found = list(months)
    every = list(month_range(min(found), max(found)))[::step]
    return tuple((month, known.get(month)) for month in every)
