"""The points of a control chart: hollow where not judged, shaped where marked."""

from __future__ import annotations

import math
from typing import Any, Final

from cdp_metrics.charts.control_picture import ControlPicture
from cdp_metrics.charts.foot import Mark
from cdp_metrics.charts.frame import Frame
from cdp_metrics.charts.theme import palette
from cdp_metrics.stats import RULES

__all__ = ["key_of_points", "points"]

SHAPES: Final = {1: "diamond", 2: "triangle-up", 3: "cross", 4: "square"}


def points(picture: ControlPicture, frame: Frame) -> dict[str, Any]:
    """Return the values: hollow where not judged, shaped by rule where marked."""
    rules = [int(rule) for rule in picture.chart.marks.rule]
    sides = [int(side) for side in picture.chart.marks.side]
    accent, special = palette("series", frame.mode)[:2]
    values = [float(v) for v in picture.chart.values]
    places = range(len(values))
    odd = [picture.odd(place) for place in places]
    # Marks shrink before they hide each other.
    dense = min(1.0, max(0.64, frame.wide / len(values) / 9)) * frame.bold
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": picture.unit,
        "x": [picture.middle(place) for place in places],
        "y": [value if math.isfinite(value) else None for value in values],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": accent, "width": 2 * frame.bold},
        "marker": {
            "opacity": 1,
            "color": [
                frame.ink("bg") if odd[p] else special if rules[p] else accent
                for p in places
            ],
            "line": {
                "color": [frame.ink("ink") if rules[p] else accent for p in places],
                "width": [1.2 if rules[p] or odd[p] else 0 for p in places],
            },
            "size": [(11 if rules[p] else 6) * dense for p in places],
            "symbol": [
                "triangle-down"
                if rules[p] == 2 and sides[p] < 0
                else SHAPES.get(rules[p], "circle")
                for p in places
            ],
        },
        "hovertext": [_hover(picture, place) for place in places],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(picture: ControlPicture, place: int) -> str:
    chart = picture.chart
    value = float(chart.values[place])
    low, high = float(chart.limits.lower[place]), float(chart.limits.upper[place])
    said = f"<b>{picture.figure(value)}</b>" if math.isfinite(value) else "no figure"
    lines = [f"{picture.name(place)}: {said}"]
    if math.isfinite(high):
        lines.append(f"limits {picture.figure(low)} to {picture.figure(high)}")
    if rule := int(chart.marks.rule[place]):
        lines.append(RULES[rule])
    if picture.odd(place):
        lines.append("not judged")
    return "<br>".join(lines)


def key_of_points(picture: ControlPicture, frame: Frame) -> list[Mark]:
    """Return what shapes and strokes mean, as far as they occur."""
    accent, special = palette("series", frame.mode)[:2]
    ink, edge, ink2 = frame.ink("ink"), frame.ink("edge"), frame.ink("ink2")
    marks = [
        Mark(RULES[rule].capitalize(), SHAPES[rule], special, ink)
        for rule in picture.rules
    ]
    if any(picture.odd(place) for place in picture.known):
        marks.append(Mark("Not judged", "circle", stroke=accent))
    drawn = [s for s in picture.chart.segments if math.isfinite(s.limits.upper)]
    if any(segment.trial for segment in drawn):
        marks.append(Mark("Trial limits", "line", stroke=ink2, dash="dash"))
    if drawn:
        marks.append(Mark("Near limits", "line", stroke=edge, dash="dot"))
    return marks
