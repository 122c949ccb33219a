"""What the Targets page draws of a share, which it does not forecast."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from cdp_metrics.answers import Outlook, Reported
from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.catalogue.publishers import publisher_of
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, Point
from cdp_metrics.periods import add_months, last_day, month_of, months_between
from cdp_metrics.ui.views.shared import BOUNDS, period_words
from cdp_metrics.ui.views.trends.reported_rows import figure_of, writer

__all__ = ["points_of", "share_picture"]

EVERY: Final = {1: ", each month", 3: ", each quarter"}
"""How often a figure comes, where it is not of a year."""


def share_picture(found: Outlook) -> IntervalPicture | None:
    """Return a share over time with its limits and baseline; None without a figure.

    Parameters
    ----------
    found
        The answer.
    """
    series, entry, target = found.series, indicator(found.indicator_id), found.target
    if not isinstance(series, Reported) or entry.kind == "count":
        return None
    own = Line(entry.short, points_of(series))
    if not own.known():
        return None
    lines = [own]
    if target and target.baseline and found.alike:
        level = [
            Point(_name(each), each.period_end, target.baseline.value)
            for each in series.readings
            if each.definition_version == series.latest.definition_version
        ]
        lines.append(Line("Baseline", level))
    every = EVERY.get(entry.period_months, "")
    return IntervalPicture(lines, f"Per cent{every}", entry.decimals)


def points_of(series: Reported) -> list[Point]:
    """Return what is drawn of published figures, and where no line may join them.

    A bound is no figure: it is said in words. A change of definition or publisher is
    another basis.
    """
    bases = _bases(series)
    pairs = zip(series.readings, bases, strict=True)
    points = [_point(each, series.indicator, basis) for each, basis in pairs]
    return sorted([*points, *_gaps(series, points)], key=lambda each: each.end)


def _name(reading: Reading) -> str:
    return period_words(reading.period_start, reading.period_end)


def _bases(series: Reported) -> list[str]:
    """Return what each figure was counted by, in as few words as tell them apart."""
    kinds = {each.definition_version for each in series.readings}
    sources = {each.source for each in series.readings}
    found = []
    for each in series.readings:
        publisher = publisher_of(each.source)
        said = [f"definition {each.definition_version}"] * (len(kinds) > 1)
        if len(sources) > 1:
            said.append(publisher.title if publisher else each.source)
        found.append(", ".join(said))
    return found


def _point(reading: Reading, entry: Indicator, basis: str) -> Point:
    value = figure_of(reading, entry)
    if value is None or reading.bound:
        why = reading.why
        if value is not None:
            said = f"{BOUNDS[reading.bound]}{writer(entry)(value)}"
            why = f"{said}, a bound and not a figure"
        return Point(_name(reading), reading.period_end, None, absent=why, basis=basis)
    return Point(
        _name(reading),
        reading.period_end,
        value,
        reading.lower,
        reading.upper,
        provisional=reading.status == "provisional",
        basis=basis,
    )


def _gaps(series: Reported, points: list[Point]) -> Iterator[Point]:
    """Return the times between figures for which there is none, which no line joins."""
    every, day = series.indicator.cadence_months, timedelta(days=1)
    spans = zip(points, series.readings, strict=True)
    for (point, early), (_, late) in pairwise(spans):
        if late.period_start - early.period_end > day:
            spell = early.period_end + day, late.period_start - day
            yield _none(*spell, point.basis)
        if late.period_start > early.period_end:
            continue
        # periods that overlap: an issue of them may be missing all the same
        apart = months_between(month_of(early.period_end), month_of(late.period_end))
        for months in range(every, apart - every + 1, every):
            start = add_months(month_of(early.period_start), months)
            end = last_day(add_months(month_of(early.period_end), months))
            yield _none(start, end, point.basis)


def _none(start: date, end: date, basis: str) -> Point:
    name = period_words(start, end)
    return Point(name, end, None, absent="none was received", basis=basis)
