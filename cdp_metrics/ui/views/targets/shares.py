"""What the Targets page draws of a share, which it does not forecast."""

from __future__ import annotations

from cdp_metrics.answers import Outlook, Reported
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
    points = [
        Point(
            period_words(each.period_start, each.period_end),
            each.period_end,
            each.value,
            each.lower,
            each.upper,
            each.why,
            each.status == "provisional",
            f"definition {each.definition_version}",
        )
        for each in series.readings
    ]
    own = Line(entry.short, points)
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
