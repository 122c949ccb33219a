"""The Trends page for two to four counts side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.answers.figures.trend import Floats
from cdp_metrics.charts.parts.series import Gap, Series
from cdp_metrics.charts.trend.figure import alt_text, trend_figure
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.filters import Show
from cdp_metrics.periods import month_of, year_to
from cdp_metrics.ui.views.shared import reach, source_of
from cdp_metrics.ui.views.trends.over_time import METHOD
from cdp_metrics.ui.views.trends.rows import bases, rebased
from cdp_metrics.ui.views.trends.shown import (
    PER,
    Asked,
    Shown,
    Table,
    bands,
    every,
    gaps,
    moments,
    scaled,
    span,
)
from cdp_metrics.words import count
from cdp_metrics.words import rate as rate_words

__all__ = ["Counted", "compared_view"]


@dataclass(frozen=True, eq=False)
class Counted:
    """One of the counts compared: its name on the chart, the count, its area's size."""

    name: str
    trend: Trend
    km2: float | None = None

    def values(self, show: Show) -> tuple[Floats, Floats]:
        """Return counts and 12-month totals as they are shown."""
        trend = self.trend
        return (
            scaled(trend, trend.counts, show, self.km2),
            scaled(trend, trend.totals, show, self.km2),
        )

    def within(self, asked: Asked, at: int) -> tuple[list[date], list[float]]:
        """Return the months shown, and their counts (at 0) or totals (at 1)."""
        pairs = zip(self.trend.months, self.values(asked.show)[at], strict=True)
        held = [(m, float(v)) for m, v in pairs if asked.first <= m <= asked.last]
        return [month for month, _ in held], [value for _, value in held]


def compared_view(
    lines: Sequence[Counted], place: str, asked: Asked, note: str, *, demo: bool
) -> Shown:
    """Return several counts side by side in words, rows and a figure.

    Parameters
    ----------
    lines
        Two to four, the chosen one first.
    place
        Name of the chosen area.
    asked
        What the reader asked for; rates where areas are compared.
    note
        What was decided for the reader, or could not be compared.
    demo
        Whether the figures are invented.
    """
    main = lines[0].trend
    inside = main.between(asked.first, asked.last)
    months = tuple(m for m, i in zip(main.months, inside, strict=True) if i)
    units = {line.trend.indicator.unit for line in lines}
    unit = (units.pop() if len(units) == 1 else "count").capitalize()
    unit += PER[asked.show]
    decimals = 0 if asked.show == "count" else main.indicator.decimals
    rolling, monthly = (
        [
            Series(
                line.name,
                *line.within(asked, at),
                f"{unit}{per}",
                decimals,
                line.trend.step,
            )
            for line in lines
        ]
        for at, per in ((1, ", 12 months"), (0, f" a {every(main)}"))
    )
    missing: tuple[Gap, ...] = gaps(main, months)
    through = span(main, months)
    entry = main.indicator
    marked = moments(main.events)
    if asked.show == "rate":
        marked += rebased(main, months)
    names = ", ".join(line.name for line in lines)
    used = {line.trend.indicator_id: line.trend for line in lines}
    sources = dict.fromkeys(
        source_of(each.indicator, (each.source,), demo=demo) for each in used.values()
    )
    caveats = dict.fromkeys(
        each for line in lines for each in line.trend.indicator.caveats
    )
    return Shown(
        _headline(lines, asked.show, months),
        f"{names}, {through}"
        if len(used) > 1
        else f"{entry.title}: {names}, {through}",
        reach(main, asked.today),
        alt_text(entry.title.lower(), place, [*rolling, *monthly], missing, demo=demo),
        lambda mode, size: trend_figure(
            rolling,
            monthly,
            gaps=missing,
            bands=bands(main.events),
            moments=marked,
            no_total="Fewer than 12 months in a row are held",
            mode=mode,
            size=size,
        ),
        {"year": _table(lines, asked, inside)},
        (
            f"**Source:** {'; '.join(sources)}, {through}.",
            METHOD,
            *(bases(main, months) if asked.show == "rate" else ()),
            *caveats,
        ),
        partial(_csv, lines, asked, demo=demo),
        file_name(entry.short, place, "compared", through),
        note=note,
    )


def _headline(lines: Sequence[Counted], show: Show, months: Sequence[date]) -> str:
    """Say which is highest and lowest over the last twelve months shown."""
    main = lines[0].trend
    at = max((i for i, m in enumerate(main.months) if m in months), default=-1)
    if at < 0:
        return "No month of these years is held"
    month = main.months[at]
    period = year_to(month_of(main.end(month)))
    figures = []
    for line in lines:
        totals = dict(zip(line.trend.months, line.values(show)[1], strict=True))
        value = float(totals.get(month, np.nan))
        if np.isfinite(value):
            figures.append((value, line.name))
    if len(figures) < 2:
        return f"{period}: fewer than two of them have a 12-month total to compare"
    write = count if show == "count" else rate_words
    (low, least), (high, most) = min(figures), max(figures)
    return (
        f"{period}: highest {most}, {write(high)}{PER[show]}; lowest {least}, "
        f"{write(low)}"
    )


def _table(lines: Sequence[Counted], asked: Asked, inside: np.ndarray) -> Table:
    """Return a row a year, newest first, and a column a line."""
    main = lines[0].trend
    write = count if asked.show == "count" else rate_words
    held = [
        dict(zip(line.trend.months, line.values(asked.show)[1], strict=True))
        for line in lines
    ]
    ends = range(len(main.months) - 1, -1, -main.per_year)
    rows = tuple(
        (
            year_to(month_of(main.end(main.months[at]))),
            *(write(float(each.get(main.months[at], np.nan))) for each in held),
            f"{main.held[at]} of {main.per_year}",
        )
        for at in ends
        if inside[at]
    )
    what = "counts" if asked.show == "count" else f"rates{PER[asked.show]}"
    return Table(
        f"The same figures by year: 12-month {what}",
        (
            "Period",
            *(line.name for line in lines),
            f"{every(main, many=True).capitalize()} held",
        ),
        rows,
    )


def _csv(lines: Sequence[Counted], asked: Asked, *, demo: bool) -> bytes:
    def plain(value: float, decimals: int) -> str:
        return "" if np.isnan(value) else f"{value:.{decimals}f}"

    rows = []
    for line in lines:
        trend = line.trend
        rates = trend.rates(trend.counts), trend.rates(trend.totals)
        rows += [
            (
                line.name,
                trend.indicator.title,
                trend.area,
                f"{month:%Y-%m}",
                plain(trend.counts[at], 0),
                plain(trend.totals[at], 0),
                plain(rates[0][at], 3),
                plain(rates[1][at], 3),
                trend.status[at],
                trend.reasons[at],
            )
            for at, month in enumerate(trend.months)
            if asked.first <= month <= asked.last
        ]
    entry = lines[0].trend.indicator
    return csv_file(
        [
            ("Drawn", f"counts{PER[asked.show]}"),
            ("Source", source_of(entry, demo=demo)),
            ("Empty cell", "not held or not complete; never zero"),
        ],
        (
            "line", "measure", "area", f"{every(lines[0].trend)}_from", "count",
            "count_12_months", "per_1000_residents", "per_1000_residents_12_months",
            "status", "reason",
        ),
        rows,
        demonstration=demo,
    )  # fmt: skip
