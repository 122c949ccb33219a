"""The Trends page by time of year: what is usual then, and this year beside it."""

from __future__ import annotations

from datetime import date
from functools import partial

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.charts.parts.series import Series
from cdp_metrics.charts.season.figure import season_figure
from cdp_metrics.charts.season.picture import SeasonPicture, season_alt
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import add_months, month_name
from cdp_metrics.stats import NotEnough
from cdp_metrics.ui.views.shared import reach, source_of
from cdp_metrics.ui.views.trends.shown import Shown, Table, bands, every, gaps, span
from cdp_metrics.words import count, inside, percent, plural

__all__ = ["season_view"]

METHOD = (
    "**Method:** each {one}'s daily rate over the mean of its own year, averaged over "
    "whole years without gaps or restrictions."
)
SLIGHT = 3.0  # per cent: below it the time of year hardly matters


def season_view(trend: Trend, place: str, today: date, *, demo: bool) -> Shown:
    """Return a count by time of year in words, rows and a figure.

    Parameters
    ----------
    trend
        The count.
    place
        Name of the area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    entry, season = trend.indicator, trend.season
    through = span(trend, trend.months)
    subtitle = f"{entry.title}, by time of year, {place}, {through}"
    source = (
        f"**Source:** {source_of(entry, (trend.source,), demo=demo)}, {through}.",
        METHOD.format(one=every(trend)),
        *entry.caveats,
    )
    csv = partial(_csv, trend, place, demo=demo)
    name = file_name(entry.short, place, "season")
    if isinstance(season, NotEnough):
        return Shown(
            f"Not enough data for the season of {inside(entry.short)}",
            subtitle, reach(trend, today), "", None, {}, source, csv, name,
            why=season.reason,
            remedy="Choose a measure or an area with a longer record.",
        )  # fmt: skip
    masks = bands(trend.events)
    picture = SeasonPicture(
        Series(
            entry.short, trend.months, list(trend.counts),
            f"{entry.unit.capitalize()} a {every(trend)}", step=trend.step,
        ),
        unusual=[
            month for month, odd in zip(trend.months, trend.unusual, strict=True) if odd
        ],
        unusual_name=masks[0].label if masks else "unusual months",
        gaps=gaps(trend, trend.months),
    )  # fmt: skip
    return Shown(
        _headline(trend),
        subtitle,
        reach(trend, today),
        season_alt(picture, entry.title.lower(), place, demo=demo),
        lambda mode, size: season_figure(picture, mode=mode, size=size),
        {"figures": _table(trend)},
        source,
        csv,
        name,
        note=f"Learnt from {plural(season.years, 'whole year')}.",
    )


def _effects(trend: Trend) -> list[tuple[str, float, float]]:
    """Return name, effect in % and latest figure of each period of a calendar year."""
    season = trend.season
    assert not isinstance(season, NotEnough)  # the callers' to know
    found = []
    for month in range(1, 13, trend.step):
        places = [at for at, m in enumerate(trend.months) if m.month == month]
        factor = float(season.factors[places[0] % trend.per_year])
        first = month_name(date(2000, month, 1)).split()[0]
        last = month_name(add_months(date(2000, month, 1), trend.step - 1)).split()[0]
        name = first if trend.step == 1 else f"{first} to {last}"
        known = [float(trend.counts[at]) for at in places if trend.counts[at] >= 0]
        found.append((name, 100 * (factor - 1), known[-1] if known else np.nan))
    return found


def _headline(trend: Trend) -> str:
    effects = _effects(trend)
    high = max(effects, key=lambda each: each[1])
    low = min(effects, key=lambda each: each[1])
    short = trend.indicator.short
    if max(high[1], -low[1]) < SLIGHT:
        return f"{short} hardly follows the time of year"
    return (
        f"{short} is highest in {high[0]}, {percent(high[1], decimals=0)} above the "
        f"average day, and lowest in {low[0]}, {percent(-low[1], decimals=0)} below"
    )


def _table(trend: Trend) -> Table:
    period = every(trend).capitalize()
    return Table(
        f"The same figures by {period.lower()} of the year",
        (period, "Against an average day", "Latest figure"),
        tuple(
            (name, percent(effect, plus=True), count(latest))
            for name, effect, latest in _effects(trend)
        ),
    )


def _csv(trend: Trend, place: str, *, demo: bool) -> bytes:
    entry = trend.indicator
    rows = [] if isinstance(trend.season, NotEnough) else _effects(trend)
    return csv_file(
        [
            ("Measure", entry.title),
            ("Area", f"{place} ({trend.area})"),
            ("Effect", "per cent above or below the average day of a year"),
            ("Source", source_of(entry, (trend.source,), demo=demo)),
        ],
        (every(trend), "effect_percent", "latest_count"),
        [
            (name, f"{effect:.2f}", "" if np.isnan(latest) else f"{latest:.0f}")
            for name, effect, latest in rows
        ],
        demonstration=demo,
    )
