"""A control chart: what common variation explains, and the points it does not."""

from __future__ import annotations

import math
from typing import Any, Final

from cdp_metrics.charts.control.picture import ControlPicture
from cdp_metrics.charts.control.points import key_of_points, points
from cdp_metrics.charts.parts.foot import foot
from cdp_metrics.charts.parts.frame import LINE, Frame
from cdp_metrics.charts.parts.hatch import bands_drawn, hatch, holes, reason
from cdp_metrics.charts.parts.moments import moment_notes, moments_drawn, moments_within
from cdp_metrics.charts.parts.plot import End, Plot, end_labels
from cdp_metrics.charts.parts.scale import axis
from cdp_metrics.charts.theme import Mode, Size, palette, template, tint
from cdp_metrics.periods import add_months, month_range
from cdp_metrics.stats import Segment

__all__ = ["control_figure"]

TALL: Final = 18.0  # height of the plot, in text sizes


def control_figure(
    picture: ControlPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw a series with its mean and limits; each rule has a shape of its own.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size; "s" also shortens labels for a phone.

    Returns
    -------
    dict
        A Plotly figure as plain data. The axis may be cut and then says so. Limits
        learnt from too few points are dashed and called trial limits; limits that
        start anew do so at a line with a letter, explained under the chart.

    Raises
    ------
    ValueError
        If there is no period, or not one value a period.
    """
    chart, periods = picture.chart, picture.periods
    if not periods or len(periods) != chart.values.size:
        raise ValueError("A control chart needs one value a period.")
    months = tuple(month_range(periods[0], add_months(periods[-1], picture.length - 1)))
    levels = [chart.values, chart.limits.lower, chart.limits.upper]
    shown = [float(v) for level in levels for v in level if math.isfinite(v)]
    shown += [] if picture.target is None else [picture.target]
    scale = axis(shown, picture.decimals, truncate=True)
    ends = _ends(picture, Frame(left=0, right=0, mode=mode, size=size))
    words = [line for end in ends for line in end.lines]
    left, right = Frame.margins(scale.labels, words, size)
    frame = Frame(left=left, right=right, mode=mode, size=size)
    tall = max(frame.plot_tall(TALL), len(words) * LINE + 1)
    plot = Plot(frame, months, scale, tall * frame.px)
    held = {
        month
        for place in picture.known
        for month in month_range(
            periods[place], add_months(periods[place], picture.length - 1)
        )
    }
    found = holes(plot, held, picture.gaps)
    shapes, texts = bands_drawn(plot, picture.unusual, found)
    said = [(hole, text) for hole in found if (text := reason(plot, hole))]
    texts += [text for _, text in said]
    named = {gap for hole, _ in said for gap in hole.gaps}
    notes = picture.notes()
    notes += [f"No figure: {g.text()}." for g in picture.gaps if g not in named]
    marked = moments_within(picture.events, months)
    notes += moment_notes(marked, len(picture.fresh_starts))
    lines, letters = moments_drawn(plot, [*picture.fresh_starts, *marked])
    shapes += lines
    texts += letters
    under = foot(frame, key_of_points(picture, frame), notes)
    heading = frame.heading(picture.unit, scale.starts_at if shown else "")
    texts += [frame.above(heading), *end_labels(frame, scale, plot.tall, ends)]
    return {
        "data": [
            *([hatch(plot, found)] if found else []),
            *_levels(picture, frame),
            points(picture, frame),
        ],
        "layout": {
            "template": template(mode, size),
            "hovermode": "closest",
            **plot.axes(empty=not shown),
            **frame.room(tall, 0.8 + len(heading) * LINE, under.tall),
            "annotations": texts + under.texts,
            "shapes": shapes + under.shapes,
        },
    }


def _ends(picture: ControlPicture, frame: Frame) -> list[End]:
    """Return the words at the right: latest value, limits, mean, target."""
    chart, accent, ink2 = picture.chart, frame.ink("accent"), frame.ink("ink2")
    narrow = frame.size == "s"
    ends = []
    if picture.known:
        last = picture.known[-1]
        value = float(chart.values[last])
        words = [f"<b>{picture.figure(value)}</b>", picture.end_name(last)]
        ends.append(End(value, words if narrow else [" ".join(words)], accent))
    for name, level in (
        ("Upper limit", chart.limits.upper),
        ("Mean", chart.limits.mean),
        ("Lower limit", chart.limits.lower),
    ):
        if math.isfinite(at := float(level[-1])):
            name = name.removesuffix(" limit") if narrow else name
            ends.append(
                End(at, [f"{name} {picture.figure(at)}"], ink2, frame.ink("edge"))
            )
    if picture.target is not None:
        words = [f"Target {picture.figure(picture.target)}"]
        ends.append(End(picture.target, words, frame.ink("target")))
    return ends


def _levels(picture: ControlPicture, frame: Frame) -> list[dict[str, Any]]:
    """Return the target, and the mean and limits of every segment."""
    lines = []
    for segment in picture.chart.segments:
        if not math.isfinite(segment.limits.upper):
            continue
        limits = picture.chart.limits
        firm = "dash" if segment.trial else "solid"
        lines.append(_range(picture, segment, frame, firm))
        for level, dash, width in (
            (limits.near_lower, "dot", 1.0),
            (limits.near_upper, "dot", 1.0),
            (limits.mean, firm, 1.5),
        ):
            days, values = _level(picture, segment, [float(v) for v in level])
            lines.append(_line(frame, days, values, frame.ink("edge"), dash, width))
    if picture.target is not None:
        days = [picture.periods[0].isoformat(), _end(picture, len(picture.periods))]
        at = [picture.target] * 2
        lines.append(_line(frame, days, at, frame.ink("target"), "dash", 2.5))
    return lines


def _range(
    picture: ControlPicture, segment: Segment, frame: Frame, dash: str
) -> dict[str, Any]:
    """Return what common variation explains: shaded, with the limits as its edge."""
    limits = picture.chart.limits
    days, low = _level(picture, segment, [float(v) for v in limits.lower])
    _, high = _level(picture, segment, [float(v) for v in limits.upper])
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [*days, *reversed(days)],
        "y": [*high, *reversed(low)],
        "fill": "toself",
        "fillcolor": tint(palette("series", frame.mode)[0], 0.09),
        "hoverinfo": "skip",
        "line": {"color": frame.ink("ink2"), "dash": dash, "width": 1.2 * frame.bold},
    }


def _level(
    picture: ControlPicture, segment: Segment, level: list[float]
) -> tuple[list[str], list[float]]:
    """Return days and values of one limit, out to the edges of its segment."""
    first, stop = segment.baseline.start, segment.stop
    middles = [picture.middle(place) for place in range(first, stop)]
    days = [picture.periods[first].isoformat(), *middles, _end(picture, stop)]
    # Seven figures are finer than any screen, and half of what floats would send.
    short = [float(f"{value:.7g}") for value in level[first:stop]]
    return days, [short[0], *short, short[-1]]


def _end(picture: ControlPicture, stop: int) -> str:
    """Return the day after the last of the first `stop` periods."""
    return add_months(picture.periods[stop - 1], picture.length).isoformat()


def _line(
    frame: Frame, days: list[str], values: list[float], ink: str, dash: str, wide: float
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": days,
        "y": values,
        "hoverinfo": "skip",
        "line": {"color": ink, "dash": dash, "width": wide * frame.bold},
    }
