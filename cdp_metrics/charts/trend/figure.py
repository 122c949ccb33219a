"""The trend of one to four measures: rolling 12 months above, each month below.

Missing months break the line, are hatched and named; nothing bridges them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from cdp_metrics.charts.parts.hatch import Side, bands_drawn, hatch, holes, reason
from cdp_metrics.charts.parts.moments import moment_notes, moments_drawn, moments_within
from cdp_metrics.charts.parts.scale import spoken, wrap
from cdp_metrics.charts.parts.series import Band, Gap, Series
from cdp_metrics.charts.theme import Mode, Size, number, template
from cdp_metrics.charts.trend.panel import Panel
from cdp_metrics.charts.trend.sheet import Sheet
from cdp_metrics.periods import add_months, month_name, month_range, short_month

__all__ = ["MOST_SERIES", "Band", "Gap", "Series", "alt_text", "trend_figure"]

MOST_SERIES: Final = 4


def trend_figure(
    rolling: Sequence[Series],
    monthly: Sequence[Series],
    *,
    gaps: Sequence[Gap] = (),
    bands: Sequence[Band] = (),
    moments: Sequence[Band] = (),
    target: Series | None = None,
    no_total: str = "Fewer than 12 months held",
    mode: Mode = "light",
    size: Size = "m",
) -> dict[str, Any]:
    """Draw rolling totals above months, on one time axis.

    Parameters
    ----------
    rolling
        Totals or rates over the 12 months that end with each month; NaN where
        the window is not complete. Its axis may be cut and then says so.
    monthly
        The same series a month at a time, drawn from nought.
    gaps
        Why months have no figure. A run of months without any value is hatched
        and named by the gaps it touches; in the rolling panel the run is wider
        by itself, because an incomplete window is longer than the gap.
    bands
        Months to shade.
    moments
        What happened to the figures, marked where it began.
    target
        Path drawn dashed in the rolling panel.
    no_total
        Reason shown where no rolling value exists and no gap explains it.
    mode
        The theme on screen.
    size
        Text size; "s" also shortens labels and ticks for a phone, and a slide shows
        one panel.

    Returns
    -------
    dict
        A Plotly figure as plain data, for ``st.plotly_chart(theme=None)``.

    Raises
    ------
    ValueError
        If there is no series, or more than four, or no month at all.
    """
    if not 1 <= max(len(rolling), len(monthly)) <= MOST_SERIES:
        raise ValueError(f"a trend holds 1 to {MOST_SERIES} series")
    above = Panel("rolling", rolling, target)
    below = Panel("monthly", monthly, named=not above.held)
    months = _months(above, below, gaps)
    sheet = Sheet.measured(
        months,
        (*above.axis.labels, *below.axis.labels),
        (above.all_words(months[-1], size), below.all_words(months[-1], size)),
        mode,
        size,
    )
    figure: dict[str, Any] = {"data": [], "layout": {"template": template(mode, size)}}
    shapes: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    named: set[Gap] = set()
    marked = moments_within(moments, months)
    # A slide has room for one panel: the totals, which its headline is about.
    panels = (above, below) if sheet.screen else (above if above.held else below,)
    for panel in panels:
        plot = panel.plot(sheet)
        found = holes(plot, panel.held, gaps, panel.step)
        shaded, labels = bands_drawn(
            plot, bands, found, known=panel.values, named=panel is panels[0]
        )
        lines, letters = moments_drawn(plot, marked, named=panel is panels[0])
        shapes += [*shaded, *lines]
        texts += [*labels, *letters]
        if found:
            figure["data"].append(hatch(plot, found))
        # A target runs through the hatch, and falls: the foot is kept free of it.
        words_at: Side = "bottom" if panel.target else "middle"
        for hole in found:
            if words := reason(plot, hole, no_total, at=words_at):
                texts.append(words)
                named |= set(hole.gaps)
        figure["data"] += [panel.trace(sheet, one) for one in panel.lines]
        top = sheet.domain(panel.kind)[1]
        texts += [sheet.above(panel.heading(sheet), top), *panel.end_labels(sheet)]
        figure["layout"] |= panel.axes(sheet)
    # Reasons too long for their hatch are said under the chart.
    unsaid = "; ".join(gap.text() for gap in gaps if gap not in named)
    said = [*([f"No figure: {unsaid}"] if unsaid else []), *moment_notes(marked)]
    notes = [line for each in said for line in wrap(each, sheet.note_width())]
    if notes:
        texts.append(sheet.note(notes))
    headings = len(panels[0].heading(sheet))
    figure["layout"] |= sheet.layout(len(notes), headings)
    figure["layout"] |= {"annotations": texts, "shapes": shapes}
    return figure


def _months(above: Panel, below: Panel, gaps: Sequence[Gap]) -> tuple[date, ...]:
    """Return every month from the first to the last that anything speaks of."""
    panels = (above, below)
    ends = [m for panel in panels for one in panel.lines for m in one.months]
    ends += [month for panel in panels for month in panel.held]
    ends += [month for gap in gaps for month in (gap.first, gap.last)]
    if not ends:
        raise ValueError("a trend needs at least one month")
    return tuple(month_range(min(ends), max(ends)))


def alt_text(
    what: str,
    place: str,
    series: Sequence[Series],
    gaps: Sequence[Gap] = (),
    *,
    demo: bool = False,
) -> str:
    """Say in words what a trend shows: span, first, last, high and low, gaps.

    Parameters
    ----------
    what
        The measure: "anti-social behaviour reports".
    place
        Where.
    series
        Every line, rolling and monthly alike; its unit says which it is.
    gaps
        Months without a figure.
    demo
        Whether the figures are invented; the text then says so first.
    """
    months = [month for one in series for month in one.months]
    span = ""
    if months:
        span = f", {month_name(min(months))} to {month_name(max(months))}"
    parts = [f"Line chart of {what}, {place}{span}."]
    names = {one.name for one in series}
    for one in series:
        label = one.unit if len(names) == 1 else f"{one.name}, {one.unit}"
        parts.append(f"{label}: {_facts(one)}.")
    if gaps:
        parts.append("No figure: " + "; ".join(gap.text() for gap in gaps) + ".")
    return spoken(parts, demo=demo)


def _facts(series: Series) -> str:
    known = series.known()
    if not known:
        return "no figure"

    def say(word: str, month: date) -> str:
        end = short_month(add_months(month, series.step - 1))
        when = end if series.step == 1 else f"to {end}"
        return f"{word} {number(known[month], series.decimals)} ({when})"

    first, last = min(known), max(known)
    if first == last:
        return say("only", first)
    high = max(known, key=known.__getitem__)
    low = min(known, key=known.__getitem__)
    return ", ".join(
        say(word, month)
        for word, month in (
            ("first", first),
            ("last", last),
            ("highest", high),
            ("lowest", low),
        )
    )
