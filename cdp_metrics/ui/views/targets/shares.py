"""What the Targets page draws of a share, which it does not forecast."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from cdp_metrics.answers import Outlook, Reported
from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, Point
from cdp_metrics.ui.views.shared import period_words

__all__ = ["share_picture"]


def share_picture(found: Outlook) -> IntervalPicture | None:
    """Return a share over time with its limits and baseline; None without a figure.

    Parameters
    ----------
    found
        The answer.
    """
    series, entry, target = found.series, indicator(found.indicator_id), found.target
    if not isinstance(series, Reported):
        return None
    points = [_point(each) for each in series.readings]
    own = Line(entry.short, sorted([*points, *_gaps(series)], key=lambda p: p.end))
    if not own.known():
        return None
    lines = [own]
    if target and target.baseline and found.alike:
        level = [
            Point(point.name, point.end, target.baseline.value)
            for point, each in zip(points, series.readings, strict=True)
            if each.definition_version == series.latest.definition_version
        ]
        lines.append(Line("Baseline", level))
    return IntervalPicture(lines, "Per cent", entry.decimals)


def _point(reading: Reading) -> Point:
    return Point(
        period_words(reading.period_start, reading.period_end),
        reading.period_end,
        reading.value,
        reading.lower,
        reading.upper,
        reading.why,
        reading.status == "provisional",
        f"definition {reading.definition_version}",
    )


def _gaps(series: Reported) -> list[Point]:
    """Return the times between figures for which there is none, which no line joins."""
    day = timedelta(days=1)
    return [
        Point(
            period_words(early.period_end + day, late.period_start - day),
            late.period_start - day,
            None,
            absent="none was received",
            basis=f"definition {early.definition_version}",
        )
        for early, late in pairwise(series.readings)
        if late.period_start - early.period_end > day
    ]
