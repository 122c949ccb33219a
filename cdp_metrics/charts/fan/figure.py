"""A forecast as a fan: what was counted, what may come, and the target."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.fan.words import (
    TINTS,
    day_of,
    ends,
    falls,
    key_of_fan,
    last_counted,
    today,
)
from cdp_metrics.charts.parts.foot import foot
from cdp_metrics.charts.parts.frame import LINE, Frame
from cdp_metrics.charts.parts.hatch import Side, bands_drawn, hatch, holes, reason
from cdp_metrics.charts.parts.plot import Plot, end_labels
from cdp_metrics.charts.parts.scale import axis
from cdp_metrics.charts.theme import Mode, Size, palette, template, tint
from cdp_metrics.periods import add_months, month_range, months_between

__all__ = ["fan_figure"]

TALL: Final = 19.0  # height of the plot, in text sizes


def fan_figure(
    picture: FanPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw totals to date, the forecast with its ranges, and the target.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size; "s" puts the ranges under the chart.

    Returns
    -------
    dict
        A Plotly figure as plain data. The axis may be cut and then says so.

    Raises
    ------
    ValueError
        If there is no month at all.
    """
    known, path = picture.observed.known(), picture.path
    levels = [
        picture.level(f"{edge}_{share}")
        for share in TINTS
        for edge in ("lower", "upper")
    ]
    lines = [known, *levels, path.known() if path else {}]
    values = [value for line in lines for value in line.values()]
    stops = [*picture.observed.months, *picture.ahead, *(path.months if path else ())]
    stops += [gap.first for gap in picture.gaps]
    if picture.target:
        values.append(picture.target[1])
        stops.append(picture.target[0])
    if not stops:
        raise ValueError("A fan needs at least one month.")
    months = tuple(month_range(min(stops), max(stops)))
    scale = axis(values, picture.observed.decimals, truncate=True)
    labels = ends(picture, Frame(left=0, right=0, mode=mode, size=size))
    words = [line for end in labels for line in end.lines]
    left, right = Frame.margins(scale.labels, words, size)
    frame = Frame(left=left, right=right, mode=mode, size=size)
    tall = max(frame.plot_tall(TALL), len(words) * LINE + 1)
    plot = Plot(frame, months, scale, tall * frame.px, rolling=True)
    # Months to come are not missing.
    told = max([*known, *picture.observed.months], default=min(stops))
    step = picture.observed.step
    held = {add_months(month, -back) for month in known for back in range(step)}
    found = holes(plot, {*held, *(m for m in months if m > told)}, picture.gaps)
    shapes, texts = bands_drawn(plot, picture.bands, found, known=[*known.items()])
    # The words keep clear of the latest total, which stands on the other side.
    side: Side = "top" if falls(picture) else "bottom"
    said = [
        (hole, text)
        for hole in found
        if (text := reason(plot, hole, "fewer than 12 months held", at=side))
    ]
    texts += [text for _, text in said]
    named = {gap for hole, _ in said for gap in hole.gaps}
    notes = [f"No figure: {g.text()}." for g in picture.gaps if g not in named]
    if size == "s" and (ranges := picture.ranges()):
        notes.insert(0, f"Forecast: {', '.join(ranges)}.")
    shown, note = today(picture, plot)
    under = foot(frame, key_of_fan(picture, frame), notes)
    heading = frame.heading(picture.observed.unit, scale.starts_at if values else "")
    texts += [
        *note,
        *last_counted(picture, plot),
        frame.above(heading),
        *end_labels(frame, scale, plot.tall, labels),
    ]
    return {
        "data": [
            *([hatch(plot, found)] if found else []),
            *_fans(picture, frame),
            *_lines(picture, frame),
        ],
        "layout": {
            "template": template(mode, size),
            **plot.axes(empty=not values),
            **frame.room(tall, 0.8 + len(heading) * LINE, under.tall),
            "annotations": texts + under.texts,
            "shapes": shapes + shown + under.shapes,
        },
    }


def _fans(picture: FanPicture, frame: Frame) -> list[dict[str, Any]]:
    """Return the ranges, the wider one first."""
    accent = palette("series", frame.mode)[0]
    drawn = []
    for share, strength in TINTS.items():
        low, high = (picture.joined(f"{edge}_{share}") for edge in ("lower", "upper"))
        if len(high) < 2:
            continue
        drawn.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [day_of(m) for m in (*high, *reversed(low))],
                "y": [*high.values(), *reversed(low.values())],
                "fill": "toself",
                "fillcolor": tint(accent, strength),
                "hoverinfo": "skip",
                "line": {"width": 0},
            }
        )
    return drawn


def _lines(picture: FanPicture, frame: Frame) -> list[dict[str, Any]]:
    """Return the way to the target, the totals counted and the middle forecast."""
    accent, target = palette("series", frame.mode)[0], frame.ink("target")
    known = picture.observed.known()
    counted = {month: known.get(month) for month in _calendar(picture)}
    path = picture.path.known() if picture.path else {}
    decimals = picture.observed.decimals
    drawn = []
    for name, line, ink, dash, width in (
        ("Target path", path, target, "dash", 2.5),
        ("Counted", counted, accent, "solid", 3.5),
        ("Forecast", picture.joined("median"), accent, "dot", 2.5),
    ):
        drawn.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": [day_of(month) for month in line],
                "y": list(line.values()),
                "connectgaps": False,
                "line": {"color": ink, "dash": dash, "width": width * frame.bold},
                "hovertemplate": f"{name}: %{{y:,.{decimals}f}}<extra></extra>",
            }
        )
    return [one for one in drawn if one["x"]] + _dots(picture, frame)


def _calendar(picture: FanPicture) -> list[date]:
    """Return the last month of every period, known or not, first to last."""
    held = sorted(picture.observed.months)
    if not held:
        return []
    span = range(0, months_between(held[0], held[-1]) + 1, picture.observed.step)
    return sorted({*held, *(add_months(held[0], n) for n in span)})


def _dots(picture: FanPicture, frame: Frame) -> list[dict[str, Any]]:
    """Return the marks of the latest total and of the target."""
    known = picture.observed.known()
    latest = [(max(known), known[max(known)])] if known else []
    target = [picture.target] if picture.target else []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [day_of(month) for month, _ in points],
            "y": [value for _, value in points],
            "cliponaxis": False,
            "hoverinfo": "skip",
            "marker": {
                "color": ink,
                "opacity": 1,
                "size": size * frame.bold,
                "symbol": symbol,
            },
        }
        for points, ink, symbol, size in (
            (latest, frame.ink("accent"), "circle", 9),
            (target, frame.ink("target"), "diamond", 11),
        )
        if points
    ]
