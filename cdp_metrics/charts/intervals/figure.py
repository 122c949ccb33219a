"""One figure over time with its intervals, beside a place to compare it with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any, Final

from cdp_metrics.charts.intervals.picture import (
    IntervalPicture,
    Line,
    Point,
    changes_of,
)
from cdp_metrics.charts.parts.foot import Mark, foot
from cdp_metrics.charts.parts.frame import LINE, Frame
from cdp_metrics.charts.parts.plot import End, Plot, end_labels
from cdp_metrics.charts.parts.scale import axis, wrap
from cdp_metrics.charts.theme import Mode, Size, palette, template
from cdp_metrics.periods import add_months, month_of, month_range

__all__ = ["intervals_figure"]

TALL: Final = 15.0  # height of the plot, in text sizes
SHORTEST: Final = 24  # months on the axis, so that one period is not a wall


def intervals_figure(
    picture: IntervalPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw a figure a period with its 95% interval, on an axis from nought.

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
        A Plotly figure as plain data. Lines break where there is no figure or it was
        counted otherwise; provisional figures are hollow.

    Raises
    ------
    ValueError
        If no line has a figure.
    """
    lines = [line for line in picture.lines if line.known()]
    if not lines:
        raise ValueError("Figures over time need at least one figure.")
    known = [point for line in lines for point in line.known()]
    values = [
        float(v) for p in known for v in (p.value, p.lower, p.upper) if v is not None
    ]
    scale = axis(values, picture.decimals, trim=True)
    last, named = max(point.end for point in known), len(lines) > 1
    ends = [_end(picture, line, last, named, size) for line in lines]
    left, right = Frame.margins(
        scale.labels, [line for _, words in ends for line in words], size
    )
    frame = Frame(left=left, right=right, mode=mode, size=size)
    tall = frame.plot_tall(TALL) * frame.px
    plot = Plot(frame, _months(known), scale, tall, end=month_of(last))
    inks = palette("series", mode)
    changes = changes_of(picture)
    notes = [*picture.unheld(), *changes.values(), *picture.notes]
    under = foot(frame, _key(known, frame), notes)
    heading = frame.heading(picture.unit)
    labels = [
        End(value, words, frame.ink("ink"), ink)
        for (value, words), ink in zip(ends, inks, strict=False)
    ]
    return {
        "data": [
            _trace(picture, line, frame, ink, first=at == 0)
            for at, (line, ink) in enumerate(zip(lines, inks, strict=False))
        ],
        "layout": {
            "template": template(mode, size),
            "hovermode": "closest",
            **plot.axes(),
            **frame.room(TALL, 0.8 + len(heading) * LINE, under.tall),
            "annotations": [
                frame.above(heading),
                *end_labels(frame, scale, tall, labels),
                *under.texts,
            ],
            "shapes": [*(_rule(day, frame) for day in changes), *under.shapes],
        },
    }


def _months(points: Sequence[Point]) -> tuple[date, ...]:
    """Return every month of the time axis, two years of them at least."""
    ends = [month_of(point.end) for point in points]
    first, last = min(ends), max(ends)
    while len(months := tuple(month_range(first, last))) < SHORTEST:
        first, last = add_months(first, -1), add_months(last, 1)
    return months


def _rule(day: date, frame: Frame) -> dict[str, Any]:
    """Return the upright line where a figure began to be counted otherwise."""
    return {
        "type": "line",
        "layer": "below",
        "x0": add_months(month_of(day), -1).isoformat(),
        "x1": add_months(month_of(day), -1).isoformat(),
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": frame.ink("edge"), "dash": "dot", "width": 2 * frame.bold},
    }


def _end(
    picture: IntervalPicture, line: Line, last: date, named: bool, size: Size
) -> tuple[float, list[str]]:
    """Return where a line ends and the words there; an early end is named."""
    point = line.known()[-1]
    value = float(point.value or 0.0)
    words = [f"<b>{picture.figure(value)}</b>"]
    if point.end < last:
        words.append(escape(point.name))
    if not named:
        return value, words
    if size == "s":
        return value, [*wrap(line.name, 9), *words]
    *above, beside = wrap(line.name, 18)
    return value, [*above, f"{beside} {words[0]}", *words[1:]]


def _key(known: Sequence[Point], frame: Frame) -> list[Mark]:
    """Return what hollow marks and whiskers mean, as far as they occur."""
    accent = palette("series", frame.mode)[0]
    marks = []
    if any(point.lower is not None for point in known):
        marks.append(Mark("Upright strokes: 95% interval", "circle", accent, accent))
    if any(point.provisional for point in known):
        marks.append(Mark("Provisional", "circle", stroke=accent))
    return marks


def _trace(
    picture: IntervalPicture, line: Line, frame: Frame, ink: str, *, first: bool
) -> dict[str, Any]:
    """Return a line with its intervals; the one compared with is dashed."""
    points: list[Point | None] = []
    for early, late in pairwise([None, *line.points]):
        if early and late and early.basis != late.basis:
            points.append(None)
        points.append(late)
    drawn = [point if point and point.value is not None else None for point in points]

    def limit(point: Point | None, name: str) -> float:
        bound = getattr(point, name) if point else None
        return (
            0.0 if point is None or bound is None else abs(bound - (point.value or 0))
        )

    hollow = [bool(point and point.provisional) for point in drawn]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escape(line.name),
        "x": [each.end.isoformat() if each else None for each in points],
        "y": [each.value if each else None for each in drawn],
        "connectgaps": False,
        "cliponaxis": False,
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [limit(each, "upper") for each in drawn],
            "arrayminus": [limit(each, "lower") for each in drawn],
            "color": ink,
            "thickness": (1.5 if first else 1) * frame.bold,
            "width": 0,
        },
        "line": {
            "color": ink,
            "dash": "solid" if first else "dash",
            "width": (3 if first else 2) * frame.bold,
        },
        "marker": {
            "opacity": 1,
            "color": [frame.ink("bg") if each else ink for each in hollow],
            "line": {"color": ink, "width": 2},
            "size": (8 if first else 5) * frame.bold,
            "symbol": "circle" if first else "square",
        },
        "hovertext": [
            f"{escape(line.name)}, {escape(each.name)}: <b>{picture.words(each)}</b>"
            if each
            else ""
            for each in drawn
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
