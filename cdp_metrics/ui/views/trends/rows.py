"""The tables behind a trend: by year, by month or quarter, and what rates stand on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.charts.parts.series import Band
from cdp_metrics.periods import last_day, month_name, month_of, short_month, year_to
from cdp_metrics.stats import CountChange, rate
from cdp_metrics.ui.views.shared import period_words
from cdp_metrics.ui.views.trends.shown import every
from cdp_metrics.words import NOT_SHOWN, between, count, percent, signed
from cdp_metrics.words import rate as rate_words

__all__ = ["NO_FIGURE", "bases", "month_rows", "percent_words", "rebased", "year_rows"]

NO_FIGURE = "–"


def bases(trend: Trend, months: Sequence[date]) -> list[str]:
    """Return which residents the rates of some periods stand on, in sentences."""
    pairs = [
        (month_of(trend.end(month)), base)
        for month in months
        if (base := trend.base(month))
    ]
    if not pairs:
        return ["No estimate of residents is loaded for this area: no rate is shown."]
    latest = pairs[-1][1]
    said = [f"Latest rate on {count(latest.persons)} residents ({latest.basis})."]
    early = [end for end, base in pairs if base.reference_date > last_day(end)]
    if early:
        said.append(
            f"Rates to {short_month(early[-1])} use the earliest estimate there is, "
            f"of {month_name(pairs[0][1].reference_date)}."
        )
    before = [end for end, base in pairs if base.before_census]
    if before and not latest.before_census:
        said.append(
            f"Rates to {short_month(before[-1])} use estimates issued before Census "
            "2021, later ones stand on it: a step there is not a change in crime."
        )
    elif before:
        said.append("The estimates of residents were issued before Census 2021.")
    return said


def rebased(trend: Trend, months: Sequence[date]) -> tuple[Band, ...]:
    """Return where rates pass from estimates before Census 2021 to later ones."""
    found = [(month, base) for month in months if (base := trend.base(month))]
    return tuple(
        Band(month, month, f"Residents: {old.basis}, then {new.basis}")
        for (_, old), (month, new) in pairwise(found)
        if old.before_census and not new.before_census
    )


def year_rows(
    trend: Trend, inside: np.ndarray, km2: float | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return a row a year that ends with the period of the latest, newest first.

    Years in a row of which nothing is held share one row. With the area's size in
    square kilometres, counts are also given for each of them.
    """
    ends = range(len(trend.months) - 1, -1, -trend.per_year)
    shown = [at for at in ends if inside[at]]
    rows: list[tuple[str, ...]] = []
    for empty, group in groupby(shown, key=lambda at: trend.held[at] == 0):
        run = list(group)
        if empty and len(run) > 1:
            first, last = (short_month(_end(trend, run[i])) for i in (-1, 0))
            nothing = (NO_FIGURE,) * (5 if km2 else 4)
            rows.append(
                (f"Years to {first} to {last}", NOT_SHOWN, *nothing, "None held")
            )
        else:
            rows += [_year(trend, at, km2) for at in run]
    return tuple(rows)


def _end(trend: Trend, at: int) -> date:
    return month_of(trend.end(trend.months[at]))


def _year(trend: Trend, at: int, km2: float | None) -> tuple[str, ...]:
    total, held = float(trend.totals[at]), trend.held[at]
    base, per, people = trend.base(trend.months[at]), NO_FIGURE, NO_FIGURE
    if not np.isnan(total) and base is not None:
        limits = rate(total, base.persons)
        people = f"{count(base.persons)} ({base.basis.partition(',')[0]})"
        per = (
            f"{rate_words(limits.value)} "
            f"({between(limits.lower, limits.upper, rate_words)})"
        )
    change = trend.change_to(trend.months[at])
    whole = trend.per_year
    return (
        year_to(_end(trend, at)),
        count(total),
        *((rate_words(total / km2),) if km2 else ()),
        per,
        people,
        signed(change.difference) if change else NO_FIGURE,
        percent_words(change),
        f"All {whole}"
        if held == whole
        else f"{held} of {whole} {every(trend, many=True)}",
    )


def percent_words(change: CountChange | None) -> str:
    """Return a change in per cent, or why it is not given."""
    if change is None:
        return NO_FIGURE
    return "too few" if change.guard else percent(change.percent, plus=True)


def month_rows(trend: Trend, inside: np.ndarray) -> tuple[tuple[str, ...], ...]:
    """Return a row a month or quarter, newest first, with why one is not held."""
    rows = zip(
        trend.months,
        trend.counts,
        trend.totals,
        trend.status,
        trend.reasons,
        inside,
        strict=True,
    )
    return tuple(
        (
            period_words(month, trend.end(month)),
            count(n),
            count(total),
            status.capitalize() + (f": {reason}" if reason else ""),
        )
        for month, n, total, status, reason, i in reversed(list(rows))
        if i
    )
