"""Published figures as they stand: a line with 95% ranges, broken where it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final

from cdp_metrics.charts.parts.foot import Mark, foot
from cdp_metrics.charts.parts.frame import LINE, Frame
from cdp_metrics.charts.parts.hatch import bands_drawn
from cdp_metrics.charts.parts.moments import moment_notes, moments_drawn, moments_within
from cdp_metrics.charts.parts.plot import End, Plot, end_labels
from cdp_metrics.charts.parts.scale import axis, spoken, wrap
from cdp_metrics.charts.parts.series import Band
from cdp_metrics.charts.theme import Mode, Size, number, palette, template
from cdp_metrics.charts.trend.panel import DASHES
from cdp_metrics.periods import month_of, month_range

__all__ = ["Point", "Readings", "readings_alt", "readings_figure"]

TALL: Final = 19.0  # height of the plot, in text sizes
BOUNDS: Final = {">=": ("At least", "triangle-up"), "<=": ("At most", "triangle-down")}
"""A bound in words, and its mark, which points to where the truth lies."""


@dataclass(frozen=True)
class Point:
    """One figure.

    Parameters
    ----------
    period
        Its period in words.
    end
        Last day of the period.
    value, lower, upper
        The figure and its limits; None where there is none.
    joined
        Whether a line may reach it from the one before.
    provisional
        Whether its publisher may still change it.
    bound
        "" or which side of the value the truth lies on: ">=". No line reaches one.
    """

    period: str
    end: date
    value: float | None
    lower: float | None = None
    upper: float | None = None
    joined: bool = True
    provisional: bool = False
    bound: str = ""


@dataclass(frozen=True, eq=False)
class Readings:
    """What the chart is drawn from.

    Parameters
    ----------
    lines
        Name and points of one to four lines, points in order.
    unit
        What the axis counts.
    decimals, suffix
        Decimals of the values, and what follows them: %.
    bands, moments
        Months to shade, and what happened to the figures.
    notes
        What stands under the chart: why periods have no figure.
    """

    lines: Sequence[tuple[str, Sequence[Point]]]
    unit: str
    decimals: int = 1
    suffix: str = ""
    bands: Sequence[Band] = ()
    moments: Sequence[Band] = ()
    notes: Sequence[str] = ()

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return f"{number(value, self.decimals)}{self.suffix}"

    def said(self, point: Point, value: float) -> str:
        """Return a point's value as it is written, with its bound in words."""
        bound = f"{BOUNDS[point.bound][0].lower()} " if point.bound else ""
        return f"{bound}{self.figure(value)}"


def readings_figure(
    picture: Readings, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw published figures at the ends of their periods.

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
        A Plotly figure as plain data. The range is drawn where there is one line; the
        axis may be cut and then says so.

    Raises
    ------
    ValueError
        If there is no value at all.
    """
    points = [point for _, line in picture.lines for point in line]
    known = [p for p in points if p.value is not None]
    if not known:
        raise ValueError("A line needs at least one figure.")
    alone = len(picture.lines) == 1
    levels = [x for p in known for x in (_extent(p) if alone else [p.value or 0.0])]
    scale = axis(levels, picture.decimals, truncate=True)
    ends = _ends(picture, Frame(left=0, right=0, mode=mode, size=size))
    words = [line for end in ends for line in end.lines]
    left, right = Frame.margins(scale.labels, words, size)
    frame = Frame(left=left, right=right, mode=mode, size=size)
    months = tuple(
        month_range(
            month_of(min(p.end for p in points)), month_of(max(p.end for p in points))
        )
    )
    tall = max(frame.plot_tall(TALL), len(words) * LINE + 1)
    end = month_of(max(point.end for point in points))
    plot = Plot(frame, months, scale, tall * frame.px, end=end)
    marked = moments_within(picture.moments, months)
    shapes, texts = bands_drawn(
        plot,
        picture.bands,
        [],
        known=[(p.end, x) for p in known for x in _extent(p)],
    )
    lines, letters = moments_drawn(plot, marked)
    colour = palette("series", mode)[0]
    marks = [
        Mark(f"{words}: a bound, not a figure", outline, stroke=colour)
        for bound, (words, outline) in BOUNDS.items()
        if any(p.bound == bound for p in known)
    ]
    if any(p.provisional and not p.bound for p in known):
        marks.append(Mark("Provisional", "circle", stroke=colour))
    if alone and any(p.lower is not None for p in known):
        marks.append(Mark("95% range", "line", stroke=frame.ink("edge")))
    under = foot(frame, marks, [*picture.notes, *moment_notes(marked)])
    heading = frame.heading(picture.unit, scale.starts_at)
    return {
        "data": [_line(picture, at, frame) for at in range(len(picture.lines))],
        "layout": {
            "template": template(mode, size),
            "hovermode": "closest",
            **plot.axes(),
            **frame.room(tall, 0.8 + len(heading) * LINE, under.tall),
            "annotations": [
                frame.above(heading),
                *texts,
                *letters,
                *end_labels(frame, scale, plot.tall, ends),
                *under.texts,
            ],
            "shapes": [*shapes, *lines, *under.shapes],
        },
    }


def _extent(point: Point) -> list[float]:
    """Return a point's value and limits, as far as it has them."""
    return [x for x in (point.lower, point.value, point.upper) if x is not None]


def _ends(picture: Readings, frame: Frame) -> list[End]:
    """Return the words at the lines' ends: name, value, period."""
    ends = []
    for at, (name, line) in enumerate(picture.lines):
        known = [p for p in line if p.value is not None]
        if not known or known[-1].value is None:
            continue
        last, value = known[-1], known[-1].value
        figure = f"<b>{picture.said(last, value)}</b>"
        if len(picture.lines) > 1:
            said = [escape(name), figure]
            lines = said if frame.size == "s" else [" ".join(said)]
            ink = frame.ink("ink")
        else:
            said = wrap(last.period, 8 if frame.size == "s" else 20)
            lines, ink = [figure, *said], frame.ink("accent")
        ends.append(End(value, lines, ink, palette("series", frame.mode)[at]))
    return ends


def _line(picture: Readings, at: int, frame: Frame) -> dict[str, Any]:
    """Return one line; None parts the points that no line may join."""
    name, points = picture.lines[at]
    colour = palette("series", frame.mode)[at]
    drawn: list[Point | None] = []
    for point in points:
        before = drawn[-1] if drawn else None
        if before and (point.bound or before.bound or not point.joined):
            drawn.append(None)
        drawn.append(point)
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escape(name),
        "x": [None if p is None else p.end.isoformat() for p in drawn],
        "y": [None if p is None else p.value for p in drawn],
        "connectgaps": False,
        "cliponaxis": False,
        "line": {"color": colour, "dash": DASHES[at], "width": 2.5 * frame.bold},
        "marker": {
            "opacity": 1,
            "size": 6 * frame.bold,
            "symbol": [_mark(p) for p in drawn],
            "color": [_fill(p, colour, frame) for p in drawn],
            "line": {"color": colour, "width": 1.5},
        },
        "hovertext": [_hover(picture, name, p) for p in drawn],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    if len(picture.lines) == 1:
        trace["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [_reach(p, upper=True) for p in drawn],
            "arrayminus": [_reach(p, upper=False) for p in drawn],
            "color": frame.ink("edge"),
            "thickness": 1.2 * frame.bold,
            "width": 0,
        }
    return trace


def _mark(point: Point | None) -> str:
    return BOUNDS[point.bound][1] if point and point.bound else "circle"


def _fill(point: Point | None, colour: str, frame: Frame) -> str:
    open_one = point is not None and (point.provisional or point.bound)
    return frame.ink("bg") if open_one else colour


def _reach(point: Point | None, *, upper: bool) -> float | None:
    if point is None or None in (point.value, point.lower, point.upper):
        return None
    limit = point.upper if upper else point.lower
    return abs((limit or 0.0) - (point.value or 0.0))


def _hover(picture: Readings, name: str, point: Point | None) -> str:
    if point is None or point.value is None:
        return ""
    lead = f"{escape(name)}, " if len(picture.lines) > 1 else ""
    said = f"{lead}{point.period}: <b>{picture.said(point, point.value)}</b>"
    if point.lower is not None and point.upper is not None:
        low, high = picture.figure(point.lower), picture.figure(point.upper)
        said += f"<br>95% range {low} to {high}"
    return said + ("<br>provisional" if point.provisional else "")


def readings_alt(
    picture: Readings, what: str, place: str, *, demo: bool = False
) -> str:
    """Say in words what the chart shows: first, last, highest, lowest, ranges."""
    parts = [f"Line chart of {what}, {place}. {picture.unit}."]
    for name, points in picture.lines:
        known = [(p.value, p) for p in points if p.value is not None]
        lead = f"{name}: " if len(picture.lines) > 1 else ""
        if not known:
            parts.append(f"{lead or 'Line: '}no figure.")
            continue
        figures = [pair for pair in known if not pair[1].bound]  # these compare
        by_value = sorted(figures, key=lambda pair: pair[0])
        told = [("first", known[0]), ("last", known[-1])]
        if by_value:
            told += [("highest", by_value[-1]), ("lowest", by_value[0])]
        said = [
            f"{word} {picture.said(point, value)} ({point.period})"
            for word, (value, point) in told
        ]
        parts.append(f"{lead}{', '.join(said)}.")
        last = known[-1][1]
        if last.lower is not None and last.upper is not None:
            low, high = picture.figure(last.lower), picture.figure(last.upper)
            parts.append(f"95% range of the last: {low} to {high}.")
    parts += picture.notes
    parts += moment_notes(picture.moments)
    return spoken(parts, demo=demo)
