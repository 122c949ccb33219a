"""Charts of a slide that stay editable: PowerPoint's own, with their figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from cdp_metrics.charts.theme import number, palette
from cdp_metrics.export.pack.deck import Bars, Curve, Curves, Kind
from cdp_metrics.export.pack.parts import FONT, SMALL, Box, describe, ink, rgb

if TYPE_CHECKING:
    from pptx.slide import Slide as Sheet

__all__ = ["bars", "curves"]

FEW: Final = 24  # points up to which each has a mark
WEIGHTS: Final[dict[Kind, float]] = {
    "counted": 3,
    "path": 2.25,
    "forecast": 2.25,
    "range": 1.25,
    "other": 2.25,
}


def curves(sheet: Sheet, box: Box, drawn: Curves) -> None:
    """Put a line chart on a slide; a missing figure breaks its line."""
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    from cdp_metrics.export.pack.figures import figures

    days = sorted({day for curve in drawn.curves for day, _ in curve.points})
    data = figures(_format(drawn.decimals))
    data.categories = days
    for curve in drawn.curves:
        known = dict(curve.points)
        data.add_series(curve.name, [known.get(day) for day in days])
    frame = sheet.shapes.add_chart(
        XL_CHART_TYPE.LINE_MARKERS, *(Inches(each) for each in box), data
    )
    describe(frame, drawn.alt)
    chart = frame.chart
    _plain(chart, drawn.unit, drawn.decimals, legend=len(drawn.curves) > 1)
    _years(chart.category_axis, days)
    colours = palette("series", "light")
    lines = chart.plots[0].series
    for series, curve in zip(lines, drawn.curves, strict=True):
        colour = rgb(colours[int(curve.kind == "other")])
        _line(series, curve, ink("ink2") if curve.earlier else colour, days)
    _unnamed(chart, drawn)
    _end(lines[0], drawn, days)


def bars(sheet: Sheet, box: Box, drawn: Bars) -> None:
    """Put a bar chart on a slide, the first row at the top."""
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
    from pptx.util import Inches, Pt

    from cdp_metrics.export.pack.figures import figures

    data = figures(_format(drawn.decimals))
    upwards = drawn.rows[::-1]  # as such a chart draws them
    data.categories = [
        name if value is not None else f"{name}: {why}"
        for name, value, _, _, why in upwards
    ]
    data.add_series(drawn.unit, [row[1] for row in upwards])
    frame = sheet.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(each) for each in box), data
    )
    describe(frame, drawn.alt)
    chart = frame.chart
    _plain(chart, drawn.unit, drawn.decimals, legend=False)
    chart.category_axis.tick_labels.font.size = Pt(SMALL)
    plot = chart.plots[0]
    plot.gap_width = 60
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.font.size, labels.font.name = Pt(SMALL), FONT
    labels.number_format, labels.number_format_is_linked = (
        _format(drawn.decimals),
        False,
    )
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = rgb(palette("series", "light")[0])


def _format(decimals: int) -> str:
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def _plain(chart: Any, unit: str, decimals: int, *, legend: bool) -> None:
    """Give a chart the pack's type, an axis from nought that says its unit."""
    from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_MARK
    from pptx.util import Pt

    chart.has_title = False
    chart.font.size, chart.font.name = Pt(SMALL), FONT
    chart.font.color.rgb = ink("ink")
    chart.has_legend = legend
    if legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size, chart.legend.font.name = Pt(SMALL), FONT
    axis = chart.value_axis
    axis.minimum_scale = 0
    axis.major_gridlines.format.line.color.rgb = ink("grid")
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.tick_labels.font.size = Pt(SMALL)
    axis.tick_labels.number_format = _format(decimals)
    axis.tick_labels.number_format_is_linked = False
    axis.has_title = True
    frame = axis.axis_title.text_frame
    frame.text = unit
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(SMALL), False, FONT
    font.color.rgb = ink("ink")


def _years(axis: Any, days: list[date]) -> None:
    """Have a time axis say years, at such steps that they stand apart."""
    from pptx.util import Pt

    axis.has_major_gridlines = False
    axis.tick_labels.font.size = Pt(SMALL)
    axis.tick_labels.number_format = "yyyy"
    axis.tick_labels.number_format_is_linked = False
    axis.format.line.color.rgb = ink("edge")
    step = 24 if days and days[-1].year - days[0].year > 9 else 12
    found = axis._element
    for name in ("baseTimeUnit", "majorUnit", "majorTimeUnit"):
        for old in found.findall(f"{{*}}{name}"):
            found.remove(old)
    for name, value in (
        ("baseTimeUnit", "months"),
        ("majorUnit", str(step)),
        ("majorTimeUnit", "months"),
    ):
        each = found.makeelement(f"{{{found.nsmap['c']}}}{name}", {"val": value})
        found.append(each)


def _unnamed(chart: Any, drawn: Curves) -> None:
    """Leave the ranges of earlier lines out of the key: they look like the others."""
    for at, curve in reversed(list(enumerate(drawn.curves))):
        if chart.has_legend and curve.earlier and curve.kind == "range":
            key = chart.legend._element
            entry = key.makeelement(f"{{{key.nsmap['c']}}}legendEntry", {})
            for name, value in (("idx", str(at)), ("delete", "1")):
                tag = f"{{{key.nsmap['c']}}}{name}"
                entry.append(entry.makeelement(tag, {"val": value}))
            key.find(f"{{{key.nsmap['c']}}}legendPos").addnext(entry)


def _alone(curve: Curve, days: list[date]) -> bool:
    """Return whether a figure has no neighbour that a line would join it to."""
    held = dict(curve.points)
    known = [False, *(held.get(day) is not None for day in days), False]
    return any(
        here and not early and not late
        for early, here, late in zip(known, known[1:], known[2:], strict=False)
    )


def _line(series: Any, curve: Curve, colour: Any, days: list[date]) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    series.smooth = False
    line = series.format.line
    line.width = Pt(WEIGHTS[curve.kind])
    line.color.rgb = ink("target") if curve.kind == "path" else colour
    dashes = {
        "path": MSO_LINE.LONG_DASH_DOT,
        "forecast": MSO_LINE.DASH,
        "range": MSO_LINE.ROUND_DOT,
    }
    if curve.kind in dashes:
        line.dash_style = dashes[curve.kind]
    few = len(curve.points) <= FEW or _alone(curve, days)
    marks = curve.kind == "counted" and few
    style = XL_MARKER_STYLE.CIRCLE if marks else XL_MARKER_STYLE.NONE
    series.marker.style = style
    if marks:
        series.marker.size = 8
        fill = series.marker.format.fill
        fill.solid()
        fill.fore_color.rgb = colour


def _end(series: Any, drawn: Curves, days: list[date]) -> None:
    """Write the latest figure at its point, on the side where no other line is."""
    from pptx.enum.chart import XL_LABEL_POSITION
    from pptx.util import Pt

    first, *others = drawn.curves
    known = [(day, value) for day, value in first.points if value is not None]
    if not known:
        return
    day, value = known[-1]
    beside = (dict(curve.points).get(day) for curve in others if curve.kind == "other")
    under = any(other is not None and other >= value for other in beside)
    label = series.points[days.index(day)].data_label
    label.position = XL_LABEL_POSITION.BELOW if under else XL_LABEL_POSITION.ABOVE
    frame = label.text_frame
    frame.text = number(value, drawn.decimals)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.name = Pt(SMALL), True, FONT
    font.color.rgb = ink("ink")
