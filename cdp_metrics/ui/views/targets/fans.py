"""What the Targets page draws and hands out: totals, forecast, path."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import numpy as np

from cdp_metrics.answers import Outlook, Reported, Trend
from cdp_metrics.answers.plan.table import path_at
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.catalogue.targets import Target
from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.charts.parts.series import Band, Gap, Series
from cdp_metrics.export import csv_file
from cdp_metrics.periods import last_day, month_of, month_range
from cdp_metrics.stats import Fan

__all__ = ["outlook_csv", "picture"]

SHOWN_MONTHS = 96  # the latest eight years
EMPTY = Fan(*[np.array([], np.float64)] * 5)


def picture(found: Outlook, today: date) -> FanPicture | None:
    """Return what to draw of counts; None where none is held.

    Parameters
    ----------
    found
        The answer.
    today
        The day it is looked at.
    """
    observed = _observed(found)
    if observed is None or not observed.known():
        return None
    first, last = observed.months[0], observed.months[-1]
    ahead = found.projection
    path = _path(found.target, first, observed) if found.goal is not None else None
    goal = None
    if found.end and found.goal is not None:
        # A count that meets the target: 8,412 where it asks for 8,412.75 or fewer.
        goal = (found.end, float(math.floor(found.goal)))
    return FanPicture(
        observed,
        ahead.months if ahead else (),
        ahead.forecast.total if ahead else EMPTY,
        path,
        goal,
        today,
        _gaps(found, first),
        tuple(
            Band(month_of(each.first), month_of(each.last), each.label)
            for each in found.events
            if each.last >= first and month_of(each.first) <= last
        ),
    )


def _observed(found: Outlook) -> Series | None:
    """Return 12-month totals; None where no count is held."""
    series, entry = found.series, indicator(found.indicator_id)
    if not isinstance(series, Trend):
        return None
    months = [month_of(series.end(month)) for month in series.months]
    keep = -(SHOWN_MONTHS // series.step)
    unit = f"{entry.unit.capitalize()}, 12 months"
    values = [float(total) for total in series.totals]
    return Series(entry.short, months[keep:], values[keep:], unit, step=series.step)


def _gaps(found: Outlook, first: date) -> tuple[Gap, ...]:
    """Return why totals are missing, for what is shown of the series."""
    series = found.series
    if not isinstance(series, Trend):
        return ()
    return tuple(
        Gap(max(run.first, first), month_of(series.end(run.last)), run.reason)
        for run in series.missing
        if series.end(run.last) >= first
    )


def _path(target: Target | None, first: date, observed: Series) -> Series | None:
    """Return the way from the baseline to the target, as far as it is shown."""
    if target is None or target.path_start is None or target.target_date is None:
        return None
    span = month_range(max(target.path_start, first), month_of(target.target_date))
    months = list(span)
    values = [path_at(target, last_day(month)) for month in months]
    known = [math.nan if value is None else value for value in values]
    return Series("Path of the plan", months, known, observed.unit)


def outlook_csv(found: Outlook, place: str, *, demo: bool) -> bytes:
    """Return totals, forecast and path as drawn, a row a month."""
    entry, ahead = indicator(found.indicator_id), found.projection
    observed = _observed(found)
    known = observed.known() if observed else {}
    path = _path(found.target, date.min, observed) if observed else None
    asked = path.known() if path and found.goal is not None else {}
    rows: list[Sequence[str]] = [
        (
            f"{month:%Y-%m}",
            "counted",
            _plain(value),
            *[""] * 5,
            _plain(asked.get(month)),
        )
        for month, value in known.items()
    ]
    for at, month in enumerate(ahead.months if ahead else ()):
        total = ahead.forecast.total if ahead else EMPTY
        levels = (
            total.lower_95, total.lower_80, total.median, total.upper_80, total.upper_95
        )  # fmt: skip
        rows.append(
            (
                f"{month:%Y-%m}",
                "forecast",
                "",
                *(_plain(float(level[at])) for level in levels),
                _plain(asked.get(month)),
            )
        )
    if isinstance(found.series, Reported):
        rows = [
            (
                f"{each.period_end:%Y-%m}",
                "published",
                _plain(each.value),
                _plain(each.lower),
                *[""] * 3,
                _plain(each.upper),
                "",
            )
            for each in found.series.readings
        ]
    method = ahead.forecast.method if ahead else "none"
    return csv_file(
        [
            ("Measure", entry.title),
            ("Area", place),
            (
                "Unit",
                f"{entry.unit}, 12 months that end with the month"
                if entry.kind == "count"
                else f"per cent of {entry.unit}",
            ),
            ("Forecast by", method),
            ("Source", "invented" if demo else entry.defined_by),
            ("Empty cell", "not held or not complete; never zero"),
        ],
        (
            "month",
            "kind",
            "value",
            "lower_95",
            "lower_80",
            "median",
            "upper_80",
            "upper_95",
            "path",
        ),
        rows,
        demonstration=demo,
    )


def _plain(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.10g}"
