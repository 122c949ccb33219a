"""The Trends page as a control chart: what is more than common variation."""

from __future__ import annotations

import math
from datetime import date
from functools import partial

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.answers.figures.control import Control
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.charts.control.figure import control_figure
from cdp_metrics.charts.control.picture import ControlPicture, control_alt
from cdp_metrics.charts.parts.moments import moments_within
from cdp_metrics.charts.parts.scale import month_span
from cdp_metrics.charts.parts.series import Band
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import month_of
from cdp_metrics.stats import RULES
from cdp_metrics.ui.views.shared import period_words, reach, source_of
from cdp_metrics.ui.views.trends.shown import (
    Shown,
    Table,
    bands,
    every,
    gaps,
    moments,
    span,
)
from cdp_metrics.words import NOT_SHOWN, between, count, inside

__all__ = ["control_view"]

METHOD = (
    "**Method:** limits of individual values (XmR) on figures without their season, "
    "multiplied back by it; a mean below 10 has limits of small counts. Limits start "
    "anew at a recorded change that 12 points follow. Rules: {rules}."
)
LATEST = 24  # periods in the table that is shown first
ASSURED = {
    "consistently met": "ordinary variation keeps within the target",
    "hit or miss": "ordinary variation alone decides whether the target is met",
    "consistently missed": "ordinary variation never reaches the target",
}


def control_view(
    found: Control,
    place: str,
    today: date,
    goal: tuple[Target, float] | None,
    *,
    demo: bool,
) -> Shown:
    """Return a count's control chart in words, rows and a figure.

    Parameters
    ----------
    found
        The chart.
    place
        Name of the area.
    today
        The day it is looked at.
    goal
        The plan's target and what it asks of an average period; None without one.
    demo
        Whether the figures are invented.
    """
    trend = found.trend
    entry, chart = trend.indicator, found.chart
    through = span(trend, trend.months)
    subtitle = f"{entry.title}, {place}, {through}"
    name = file_name(entry.short, place, "control chart", through)
    source = (
        f"**Source:** {source_of(entry, (trend.source,), demo=demo)}, {through}.",
        METHOD.format(rules="; ".join(RULES.values())),
        *_stretches(found),
        *entry.caveats,
    )
    csv = partial(_csv, found, place, demo=demo)
    if chart is None:
        return Shown(
            f"Not enough data for a control chart of {inside(entry.short)}",
            subtitle, reach(trend, today), "", None, {}, source, csv, name,
            why=found.why,
            remedy="Choose a measure or an area with a longer record. Home Office "
            "counts of the police force area, by quarter, reach furthest back.",
        )  # fmt: skip
    picture = ControlPicture(
        chart,
        trend.months,
        f"{entry.unit.capitalize()} a {every(trend)}",
        trend.step,
        target=goal[1] if goal else None,
        unusual=bands(trend.events, trend.step),
        gaps=gaps(trend, trend.months),
        events=moments_within(_kept_apart(found), trend.months),
    )
    return Shown(
        _headline(found),
        subtitle,
        reach(trend, today),
        control_alt(picture, entry.title.lower(), place, demo=demo),
        lambda mode, size: control_figure(picture, mode=mode, size=size),
        _tables(found),
        source,
        csv,
        name,
        note=_assured(found, goal),
    )


def _headline(found: Control) -> str:
    """Say of the latest period whether it is more than common variation."""
    trend, chart = found.trend, found.chart
    assert chart is not None  # the caller's to know
    short = trend.indicator.short
    known = np.flatnonzero(np.isfinite(chart.values) & ~trend.unusual)
    at = int(known[-1])
    when = period_words(trend.months[at], trend.end(trend.months[at]))
    value = count(float(chart.values[at]))
    if not math.isfinite(chart.limits.upper[at]):
        return f"{short}: {value} in {when}, no limits to judge it by"
    rule, side = int(chart.marks.rule[at]), int(chart.marks.side[at])
    if not rule:
        return f"{short} in {when} is within ordinary variation: {value}"
    if rule == 2:
        way = "rising" if side > 0 else "falling"
        return (
            f"{short} has been {way} for 7 {every(trend, many=True)} or more: {value}"
        )
    way = "high" if side > 0 else "low"
    learnt = chart.segments[-1].baseline.learnt
    against = f" against {_span(trend, learnt)}" if learnt else ""
    return f"{short} in {when} is unusually {way}{against}: {value}, {RULES[rule]}"


def _assured(found: Control, goal: tuple[Target, float] | None) -> str:
    if goal is None:
        return ""
    target, level = goal
    verdict = found.assured(level, target)
    asked = f"{count(level)} a {every(found.trend)} on average"
    if verdict is None:
        return f"**Target:** {asked}; there are no limits to hold it against."
    return f"**Target:** {asked}: {verdict}, {ASSURED[verdict]}."


def _stretches(found: Control) -> list[str]:
    """Say where limits hold, what they are learnt from and why they start anew."""
    trend, chart = found.trend, found.chart
    if chart is None:
        return []
    said = []
    for segment in chart.segments:
        start, learnt = segment.baseline.start, segment.baseline.learnt
        if learnt is None:
            continue
        why = segment.baseline.reason
        anew = f", start anew for a recorded reason ({why})" if why else ""
        said.append(
            f"Limits from {_begin(trend, start)}{anew}, learnt from "
            f"{_span(trend, learnt)} "
            f"({segment.points} {every(trend, many=True)}) and then held."
        )
    return said


def _span(trend: Trend, learnt: tuple[int, int]) -> str:
    """Return the months that limits are learnt from, in words."""
    first, last = trend.months[learnt[0]], trend.end(trend.months[learnt[1] - 1])
    return month_span(first, month_of(last))


def _kept_apart(found: Control) -> list[Band]:
    """Return the events at which limits do not start anew."""
    segments = found.chart.segments if found.chart else ()
    reasons = {segment.baseline.reason for segment in segments}
    return [each for each in moments(found.trend.events) if each.label not in reasons]


def _begin(trend: Trend, at: int) -> str:
    return period_words(trend.months[at], trend.end(trend.months[at]))


def _tables(found: Control) -> dict[str, Table]:
    """Return a row a period, newest first, with the rule that marks it."""
    chart, period = found.chart, every(found.trend)
    assert chart is not None  # the caller's to know
    heads = (
        period.capitalize(),
        found.trend.indicator.unit.capitalize(),
        "Limits",
        "What the rules say",
    )
    every_row = tuple(row[:4] for row in _rows(found))
    odd = tuple(
        row for row, rule in zip(every_row, chart.marks.rule[::-1], strict=True) if rule
    )
    latest = every_row[:LATEST]
    return {
        name: Table(f"{caption}, newest first", heads, rows, (0, 3))
        for name, caption, rows in (
            ("latest", f"The latest {len(latest)} {period}s", latest),
            ("marked", f"The {period}s that a rule marks", odd),
            ("all", f"Every {period} drawn", every_row),
        )
        if rows
    }


def _rows(found: Control) -> list[tuple[str, ...]]:
    trend, chart = found.trend, found.chart
    assert chart is not None  # the callers' to know
    rows = []
    for at in range(len(trend.months) - 1, -1, -1):
        month, value = trend.months[at], float(chart.values[at])
        low, mean, high = (
            float(level[at])
            for level in (chart.limits.lower, chart.limits.mean, chart.limits.upper)
        )
        rows.append(
            (
                period_words(month, trend.end(month)),
                count(value),
                between(low, high),
                _says(found, at),
                *(_plain(x) for x in (value, mean, low, high)),
                f"{month:%Y-%m}",
            )
        )
    return rows


def _says(found: Control, at: int) -> str:
    """Return what the rules say of one period."""
    trend, chart = found.trend, found.chart
    assert chart is not None  # the callers' to know
    if not math.isfinite(chart.values[at]):
        return f"{NOT_SHOWN}: {trend.reasons[at] or trend.status[at]}"
    if trend.unusual[at]:
        return "not judged: left out of limits"
    rule, side = int(chart.marks.rule[at]), int(chart.marks.side[at])
    if not rule:
        return "ordinary variation"
    if rule == 2:
        return RULES[2].replace(
            "rising or falling", "rising" if side > 0 else "falling"
        )
    return f"{'high' if side > 0 else 'low'}: {RULES[rule]}"


def _plain(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""


def _csv(found: Control, place: str, *, demo: bool) -> bytes:
    trend, entry = found.trend, found.trend.indicator
    rows = [] if found.chart is None else _rows(found)
    return csv_file(
        [
            ("Measure", entry.title),
            ("Area", f"{place} ({trend.area})"),
            ("Unit", f"{entry.unit} a {every(trend)}"),
            ("Source", source_of(entry, (trend.source,), demo=demo)),
            ("Empty cell", "not held or no limits; never zero"),
        ],
        (f"{every(trend)}_from", "count", "mean", "lower_limit", "upper_limit", "rule"),
        [(row[8], *row[4:8], row[3]) for row in reversed(rows)],
        demonstration=demo,
    )
