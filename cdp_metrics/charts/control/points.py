"""The points of a control chart: hollow where not judged, shaped where marked."""

from __future__ import annotations

import math
from typing import Any, Final

from cdp_metrics.charts.control.picture import ControlPicture
from cdp_metrics.charts.parts.foot import Mark
from cdp_metrics.charts.parts.frame import Frame
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
        "hovertemplate": f"{_figures(picture)}%{{hovertext}}<extra></extra>",
    }


def _figures(picture: ControlPicture) -> str:
    """Return the template of a month and its value; quarters are named in words."""
    if picture.length > 1:
        return ""
    return f"%{{x|%b %Y}}: <b>%{{y:,.{picture.decimals}f}}</b>"


def _hover(picture: ControlPicture, place: int) -> str:
    """Return what is said of a point beyond the template."""
    value, said = float(picture.chart.values[place]), ""
    if picture.length > 1 and math.isfinite(value):
        said = f"{picture.name(place)}: <b>{picture.figure(value)}</b>"
    if picture.odd(place):
        return f"{said}<br>not judged"
    rule = int(picture.chart.marks.rule[place])
    return f"{said}<br>{RULES[rule]}" if rule else said


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
