"""A funnel plot: each unit against the limits that its size allows."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import numpy as np

from cdp_metrics.charts.funnel.names import TALL, names_beside
from cdp_metrics.charts.funnel.picture import FunnelPicture
from cdp_metrics.charts.parts.foot import Mark, foot
from cdp_metrics.charts.parts.frame import BOTTOM, LINE, Frame
from cdp_metrics.charts.parts.plot import End, end_labels, value_axis
from cdp_metrics.charts.parts.scale import axis
from cdp_metrics.charts.theme import Mode, Size, number, palette, template
from cdp_metrics.stats.rates import Floats

__all__ = ["funnel_figure"]

STEPS: Final = 80
SHAPES: Final = ("circle", "square", "diamond", "square-open")
LEVELS: Final = ((0.95, "95%", "dash"), (0.998, "99.8%", "solid"))


def funnel_figure(
    picture: FunnelPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw units, their average and its 95% and 99.8% limits; both axes from nought.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size.

    Returns
    -------
    dict
        A Plotly figure as plain data. Units outside the limits differ in shape and
        carry their names, and so does ours, which is ringed; those outside for which
        there is no room are named under the chart.

    Raises
    ------
    ValueError
        If there is no unit with a value, or not one name and size a unit.
    """
    funnel, known = picture.funnel, picture.known()
    same = len(picture.names) == len(picture.denominators) == funnel.values.size
    if not same or not known:
        raise ValueError("A funnel plot needs one name and size a unit, and a value.")
    sizes = [float(picture.denominators[place]) for place in known]
    # Limits without end at size 0 would leave no room for the units.
    most = max(sizes) * 1.04
    across = np.geomspace(max(min(sizes) * 0.7, max(sizes) / 200), most, STEPS)
    limits = {share: funnel.limits(across, share) for share, _, _ in LEVELS}
    values = [float(funnel.values[place]) for place in known]
    top = max(*values, float(limits[0.998].upper[0]))
    scale = axis([top], picture.decimals, trim=True)
    sideways = axis([max(sizes)], 0)
    step = 2 if size == "s" else 1
    blank = Frame(left=0, right=0, mode=mode, size=size)
    ends = [
        End(
            float(limits[share].upper[-1]),
            [f"{name} limits" if size != "s" else name],
            blank.ink("ink2"),
            blank.ink("edge"),
        )
        for share, name, _ in reversed(LEVELS)
    ]
    mean = ["Average", f"<b>{picture.figure(funnel.average)}</b>"]
    ends.append(
        End(funnel.average, mean if size == "s" else [" ".join(mean)], blank.ink("ink"))
    )
    words = [line for end in ends for line in end.lines]
    left, right = Frame.margins(scale.labels, words, size)
    frame = Frame(left=left, right=right, mode=mode, size=size)
    labels, unnamed = names_beside(picture, frame, scale, most)
    notes = [f"Outside the 95% limits: {', '.join(unnamed)}."] if unnamed else []
    if funnel.tau2 > 0:
        notes.append("Limits are widened for differences between all beyond chance.")
    if missing := picture.missing():
        notes.append(f"No figure: {', '.join(missing)}.")
    under = foot(frame, _key(picture, frame), notes, BOTTOM + LINE)
    heading = frame.heading(picture.unit)
    texts = [
        frame.above(heading),
        _size_title(picture, frame),
        *labels,
        *end_labels(frame, scale, frame.plot_tall(TALL) * frame.px, ends),
    ]
    return {
        "data": [
            *(
                _line(across, level, frame, dash)
                for share, _, dash in LEVELS
                for level in (limits[share].lower, limits[share].upper)
            ),
            _line(across, limits[0.95].value, frame, "solid", 2.0),
            _dots(picture, frame),
        ],
        "layout": {
            "template": template(mode, size),
            "hovermode": "closest",
            "xaxis": {
                "range": [0, most],
                "tickvals": sideways.ticks[::step],
                "ticktext": sideways.labels[::step],
            },
            "yaxis": value_axis(scale),
            **frame.room(TALL, 0.8 + len(heading) * LINE, under.tall),
            "annotations": texts + under.texts,
            "shapes": under.shapes,
        },
    }


def _line(
    across: Floats, level: Floats, frame: Frame, dash: str, width: float = 1.3
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [_short(v) for v in across],
        "y": [_short(v) for v in level],
        "hoverinfo": "skip",
        "line": {
            "color": frame.ink("edge"),
            "dash": dash,
            "width": width * frame.bold,
        },
    }


def _short(value: float) -> float:
    """Return a number as exact as a line can be drawn, in few digits on the wire."""
    return float(f"{value:.5g}")


def _look(picture: FunnelPicture, place: int) -> int:
    """Return 2 for a unit outside both limits, 1 outside the inner one, else 0.

    3 for one of which that depends on how it is counted.
    """
    if place in picture.doubtful:
        return 3
    return sum(bool(picture.outside(share)[place]) for share, _, _ in LEVELS)


def _dots(picture: FunnelPicture, frame: Frame) -> dict[str, Any]:
    known = picture.known()
    looks = [_look(picture, place) for place in known]
    accent, special = palette("series", frame.mode)[:2]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [float(picture.denominators[place]) for place in known],
        "y": [float(picture.funnel.values[place]) for place in known],
        "cliponaxis": False,
        "marker": {
            "opacity": 1,
            "color": [(accent, special, special, special)[look] for look in looks],
            "line": _ring(picture, frame),
            "size": [(8, 11, 13, 11)[look] * frame.bold for look in looks],
            "symbol": [SHAPES[look] for look in looks],
        },
        "hovertext": [
            f"{escape(picture.names[place])}: "
            f"<b>{picture.figure(float(picture.funnel.values[place]))}</b><br>"
            f"{escape(picture.size_unit)} {number(float(picture.denominators[place]))}"
            for place in known
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _ring(picture: FunnelPicture, frame: Frame) -> dict[str, Any]:
    """Return the outline of dots; dark round ours, thick where a dot is open."""
    thick = {picture.ours, *picture.doubtful}
    return {
        "color": [
            frame.ink("ink" if place == picture.ours else "bg")
            for place in picture.known()
        ],
        "width": [2 if place in thick else 1 for place in picture.known()],
    }


def _key(picture: FunnelPicture, frame: Frame) -> list[Mark]:
    """Return what shapes and strokes mean, as far as they occur."""
    accent, special = palette("series", frame.mode)[:2]
    looks = {_look(picture, place) for place in picture.known()}
    edge = frame.ink("edge")
    marks = [
        Mark("Within the limits", SHAPES[0], accent),
        Mark("Outside 95%", SHAPES[1], special),
        Mark("Outside 99.8%", SHAPES[2], special),
        Mark("Depends on how it is counted", SHAPES[1], stroke=special),
    ]
    strokes = [
        Mark(f"{name} limits", "line", stroke=edge, dash=dash)
        for _, name, dash in LEVELS
    ]
    return [mark for look, mark in enumerate(marks) if look in looks] + strokes


def _size_title(picture: FunnelPicture, frame: Frame) -> dict[str, Any]:
    """Return the name of the axis of sizes, under its ticks."""
    return {
        "text": escape(picture.size_unit),
        "font": {"color": frame.ink("ink2")},
        "x": 1,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "top",
        "yshift": -round(1.9 * frame.px),
    }
