"""The scores that the ONS published, for context: as published, on their own axis."""

from __future__ import annotations

from collections.abc import Sequence

from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, Point
from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.periods import period_name
from cdp_metrics.ui.views.severity.rows import score

__all__ = ["published_alt", "published_picture", "published_title"]

Published = Sequence[tuple[str, Reported]]


def published_picture(series: Published) -> IntervalPicture | None:
    """Return the scores over time, the longest series first; None for one point."""
    lines = [
        Line(
            place,
            [
                Point(
                    period_name(each.period_start, each.period_end),
                    each.period_end,
                    each.value,
                    absent=each.why,
                )
                for each in found.readings
            ],
        )
        for place, found in series
    ]
    known = [line for line in lines if line.known()]
    if not any(len(line.known()) > 1 for line in known):
        return None
    known.sort(key=lambda line: -len(line.known()))
    return IntervalPicture(known, "Crime Severity Score, as published", 2)


def published_title(series: Published) -> str:
    """Return the latest published score of each area."""
    said = []
    for place, found in series:
        shown = [each for each in found.readings if each.value is not None]
        if shown and (last := shown[-1]).value is not None:
            when = period_name(last.period_start, last.period_end)
            said.append(f"{place} {score(last.value)} ({when})")
    if not said:
        return "Published scores: none loaded"
    return f"Published Crime Severity Scores: {'; '.join(said)}"


def published_alt(picture: IntervalPicture, *, demo: bool) -> str:
    """Say in words what the published scores show."""
    parts = [f"Line chart without intervals. {picture.unit}."]
    for line in picture.lines:
        points = line.known()
        ends = dict.fromkeys((points[0], points[-1]))
        said = ", ".join(f"{picture.words(p)} in {p.name}" for p in ends)
        parts.append(f"{line.name}: {said}.")
    return spoken(parts, demo=demo)
