"""The Trends page as the financial year so far, beside the year before."""

from __future__ import annotations

import math
from datetime import date
from functools import partial

import numpy as np

from cdp_metrics.answers.figures.year_so_far import YearSoFar
from cdp_metrics.charts.parts.series import Series
from cdp_metrics.charts.season.figure import cumulative_figure
from cdp_metrics.charts.season.picture import SeasonPicture, cumulative_alt
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, period_inside
from cdp_metrics.stats import direction
from cdp_metrics.ui.views.shared import period_words, reach, source_of
from cdp_metrics.ui.views.trends.rows import NO_FIGURE
from cdp_metrics.ui.views.trends.shown import Shown, Table, every, gaps
from cdp_metrics.words import count, inside, percent, signed

__all__ = ["year_view"]

METHOD = (
    "**Method:** financial years from April; sums since April, compared over the same "
    "{many} of both years, with the variation that such counts usually have. A sum "
    "ends at the first {one} not held."
)


def year_view(found: YearSoFar, place: str, today: date, *, demo: bool) -> Shown:
    """Return a financial year so far in words, rows and a figure.

    Parameters
    ----------
    found
        The year.
    place
        Name of the area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    trend = found.trend
    entry, year = trend.indicator, _name(found.start)
    subtitle = f"{entry.title}, {place}, financial year {year} so far"
    series = Series(
        entry.short, trend.months, _until(found),
        f"{entry.unit.capitalize()} since April", step=trend.step,
    )  # fmt: skip
    picture = SeasonPicture(series, starts=4)
    source = (
        f"**Source:** {source_of(entry, (trend.source,), demo=demo)}.",
        METHOD.format(one=every(trend), many=every(trend, many=True)),
        *entry.caveats,
    )
    csv = partial(_csv, found, place, demo=demo)
    name = file_name(entry.short, place, year, "so far")
    if not math.isfinite(found.sums[0]):
        return Shown(
            f"Not enough data for a year so far of {inside(entry.short)}",
            subtitle, reach(trend, today), "", None, {}, source, csv, name,
            why=found.why or "the year's first period is not held",
            remedy="Choose another year under To.",
        )  # fmt: skip
    start = add_months(found.start, -MONTHS_IN_YEAR)
    missing = gaps(trend, [m for m in trend.months if start <= m <= _last(found)])
    picture = SeasonPicture(series, starts=4, gaps=missing)
    return Shown(
        _headline(found),
        subtitle,
        reach(trend, today),
        cumulative_alt(picture, entry.title.lower(), place, demo=demo),
        lambda mode, size: cumulative_figure(picture, mode=mode, size=size),
        {"figures": _table(found)},
        source,
        csv,
        name,
    )


def _name(start: date) -> str:
    return f"{start.year}/{(start.year + 1) % 100:02}"


def _last(found: YearSoFar) -> date:
    return found.months[max(found.last, 0)]


def _until(found: YearSoFar) -> list[float]:
    """Return the counts to the last period shown; nothing after it."""
    last = _last(found)
    pairs = zip(found.trend.months, found.trend.counts, strict=True)
    return [float(n) if month <= last else math.nan for month, n in pairs]


def _headline(found: YearSoFar) -> str:
    trend, change = found.trend, found.change
    short, last = trend.indicator.short, _last(found)
    when = period_inside(period_words(found.start, trend.end(last)))
    if change is None:
        held = float(found.sums[found.last])
        if math.isfinite(held):
            return f"{short}, {when}: {count(held)}; no comparison, {found.why}"
        return f"No sum to compare for {short}, {when}: {found.why}"
    total = count(change.now)
    if not change.significant:
        return f"{short}: no clear change on last year, {when}: {total}"
    way = direction(change)
    if way == "level":
        return f"{short}: little change on last year, {when}: {total}"
    verb = "up" if way == "up" else "down"
    by = count(abs(change.difference))
    if change.percent is not None:
        by = percent(abs(change.percent))
    return f"{short} is {verb} {by} on last year, {when}: {total}"


def _table(found: YearSoFar) -> Table:
    trend = found.trend
    now, before = _name(found.start), _name(add_months(found.start, -MONTHS_IN_YEAR))
    rows = []
    for at, month in enumerate(found.months):
        to, then = float(found.sums[at]), float(found.sums_before[at])
        both = math.isfinite(to) and math.isfinite(then)
        rows.append(
            (
                period_words(found.start, trend.end(month)),
                _cell(found.counts[at], later=at > found.last),
                count(float(found.counts_before[at])),
                _cell(to, later=at > found.last),
                count(then),
                signed(to - then) if both else NO_FIGURE,
                percent(100 * (to - then) / then, plus=True)
                if both and then >= 30
                else NO_FIGURE,
            )
        )
    period = every(trend).capitalize()
    return Table(
        "The same figures as a table",
        (
            "Since April to", f"{period}, {now}", f"{period}, {before}",
            f"Sum, {now}", f"Sum, {before}", "Change", "Change, %",
        ),
        tuple(rows),
    )  # fmt: skip


def _cell(value: float, *, later: bool) -> str:
    return "not yet" if later else count(float(value))


def _csv(found: YearSoFar, place: str, *, demo: bool) -> bytes:
    trend, entry = found.trend, found.trend.indicator
    columns = (found.counts, found.counts_before, found.sums, found.sums_before)

    def plain(value: float) -> str:
        return "" if np.isnan(value) else f"{value:.6g}"

    return csv_file(
        [
            ("Measure", entry.title),
            ("Area", f"{place} ({trend.area})"),
            ("Year", _name(found.start)),
            ("Source", source_of(entry, (trend.source,), demo=demo)),
            ("Empty cell", "not held or still to come; never zero"),
        ],
        (
            f"{every(trend)}_from",
            "count",
            "count_year_before",
            "sum",
            "sum_year_before",
        ),
        [
            (f"{month:%Y-%m}", *(plain(float(values[at])) for values in columns))
            for at, month in enumerate(found.months)
        ],
        demonstration=demo,
    )
