"""The Trends page in words, series and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.charts.trend import Gap, Series, alt_text
from cdp_metrics.export import file_name
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    last_day,
    month_name,
    short_month,
    year_to,
)
from cdp_metrics.stats import CountChange, rate
from cdp_metrics.ui.views.downloads import trend_csv
from cdp_metrics.ui.views.shared import SOURCE, reach, title
from cdp_metrics.words import (
    NOT_SHOWN,
    between,
    count,
    percent,
    signed,
)
from cdp_metrics.words import rate as rate_words

__all__ = ["TrendView", "trend_view"]

NO_FIGURE = "–"
METHOD = (
    "**Method:** a 12-month total is shown only when all twelve months are complete; "
    "a missing month is never counted as zero. Rates use residents, with 95% limits "
    "by Byar's method."
)


@dataclass(frozen=True, eq=False)
class TrendView:
    """Everything the Trends page shows.

    Parameters
    ----------
    headline, subtitle
        The answer, and what it is about.
    context
        How far the data reach and how old they are.
    rolling, monthly
        The two panels.
    gaps
        Months without a figure and why.
    no_total
        Why there is no rolling total where no gap says it.
    alt
        The chart in words.
    columns, years, months
        The table by year and by month.
    month_columns
        Headings of the table by month.
    source
        Source, method and caveats.
    csv, csv_name
        The download: its content, made when it is asked for, and its name.
    """

    headline: str
    subtitle: str
    context: str
    rolling: tuple[Series, ...]
    monthly: tuple[Series, ...]
    gaps: tuple[Gap, ...]
    no_total: str
    alt: str
    columns: tuple[str, ...]
    years: tuple[tuple[str, ...], ...]
    month_columns: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def trend_view(
    trend: Trend,
    place: str,
    first: date,
    last: date,
    show: str,
    *,
    today: date,
    demo: bool,
) -> TrendView:
    """Return the Trends page for one measure and area.

    Parameters
    ----------
    trend
        The answer.
    place
        Name of the area.
    first, last
        Months shown.
    show
        "count" or "rate" (per 1,000 residents).
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    entry, inside = trend.indicator, trend.between(first, last)
    months = tuple(m for m, i in zip(trend.months, inside, strict=True) if i)
    counts, totals = trend.counts[inside], trend.totals[inside]
    unit, decimals = entry.unit.capitalize(), 0
    if show == "rate":
        counts, totals = (
            trend.rates(trend.counts)[inside],
            trend.rates(trend.totals)[inside],
        )
        unit, decimals = f"{unit} per 1,000 residents", entry.decimals
    rolling = Series(entry.short, months, list(totals), f"{unit}, 12 months", decimals)
    monthly = Series(entry.short, months, list(counts), f"{unit} a month", decimals)
    gaps = tuple(
        Gap(max(run.first, months[0]), min(run.last, months[-1]), run.reason)
        for run in trend.missing
        if months and run.last >= months[0] and run.first <= months[-1]
    )
    if show == "rate" and months and not trend.residents:
        gaps = (Gap(months[0], months[-1], "no estimate of residents"),)
    span = f"{month_name(months[0])} to {month_name(months[-1])}" if months else ""
    subtitle = f"{entry.title}, {place}, {span}"
    years = _years(trend, inside)
    return TrendView(
        headline=title(trend, months[-1] if months else None),
        subtitle=subtitle,
        context=reach(trend, today),
        rolling=(rolling,),
        monthly=(monthly,),
        gaps=gaps,
        no_total="Fewer than 12 months in a row are held",
        alt=alt_text(entry.title.lower(), place, [rolling, monthly], gaps, demo=demo),
        columns=(
            "Period",
            f"{entry.unit.capitalize()}",
            "Per 1,000 residents (95% range)",
            "Residents, basis",
            "Change on the year before",
            "Change, %",
            "Months held",
        ),
        years=years,
        month_columns=("Month", entry.unit.capitalize(), "12 months to then", "Status"),
        months=_months(trend, inside),
        source=(
            f"**Source:** {'invented for demonstration' if demo else SOURCE}, {span}.",
            METHOD,
            *_bases(trend, months),
            *entry.caveats,
        ),
        csv=partial(trend_csv, trend, place, inside, demo=demo),
        csv_name=file_name(entry.short, place, span),
    )


def _bases(trend: Trend, months: Sequence[date]) -> list[str]:
    """Return which residents the rates of some months stand on, in sentences."""
    pairs = [(month, base) for month in months if (base := trend.base(month))]
    if not pairs:
        return ["No estimate of residents is loaded for this area: no rate is shown."]
    latest = pairs[-1][1]
    said = [f"Latest rate on {count(latest.persons)} residents ({latest.basis})."]
    early = [month for month, base in pairs if base.reference_date > last_day(month)]
    if early:
        said.append(
            f"Rates to {short_month(early[-1])} use the earliest estimate there is, "
            f"of {month_name(pairs[0][1].reference_date)}."
        )
    before = [month for month, base in pairs if base.before_census]
    if before and not latest.before_census:
        said.append(
            f"Rates to {short_month(before[-1])} use estimates issued before Census "
            "2021, later ones stand on it: a step there is not a change in crime."
        )
    elif before:
        said.append("The estimates of residents were issued before Census 2021.")
    return said


def _years(trend: Trend, inside: np.ndarray) -> tuple[tuple[str, ...], ...]:
    """Return a row a year that ends with the month of the latest, newest first.

    Years in a row of which nothing is held share one row.
    """
    ends = range(len(trend.months) - 1, -1, -MONTHS_IN_YEAR)
    shown = [at for at in ends if inside[at]]
    rows: list[tuple[str, ...]] = []
    for empty, group in groupby(shown, key=lambda at: trend.held[at] == 0):
        run = list(group)
        if empty and len(run) > 1:
            first, last = (short_month(trend.months[run[i]]) for i in (-1, 0))
            nothing = (NO_FIGURE,) * 4
            rows.append(
                (f"Years to {first} to {last}", NOT_SHOWN, *nothing, "None held")
            )
        else:
            rows += [_year(trend, at) for at in run]
    return tuple(rows)


def _year(trend: Trend, at: int) -> tuple[str, ...]:
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
    return (
        year_to(trend.months[at]),
        count(total),
        per,
        people,
        signed(change.difference) if change else NO_FIGURE,
        _percent(change),
        "All 12" if held == MONTHS_IN_YEAR else f"{held} of 12 months",
    )


def _percent(change: CountChange | None) -> str:
    if change is None:
        return NO_FIGURE
    return "too few" if change.guard else percent(change.percent, plus=True)


def _months(trend: Trend, inside: np.ndarray) -> tuple[tuple[str, ...], ...]:
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
            short_month(month),
            count(n),
            count(total),
            status.capitalize() + (f": {reason}" if reason else ""),
        )
        for month, n, total, status, reason, i in reversed(list(rows))
        if i
    )
