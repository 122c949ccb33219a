"""The Trends page in words, series and rows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from cdp_metrics.answers import Trend
from cdp_metrics.answers.figures.recently import recently
from cdp_metrics.answers.figures.trend import Floats
from cdp_metrics.charts.trend.figure import Band, Gap, Series, alt_text, trend_figure
from cdp_metrics.export import file_name
from cdp_metrics.filters import Show
from cdp_metrics.periods import short_month
from cdp_metrics.ui.views.downloads import trend_csv
from cdp_metrics.ui.views.shared import reach, source_of, title
from cdp_metrics.ui.views.trends.recent_words import recent_words
from cdp_metrics.ui.views.trends.rows import bases, month_rows, rebased, year_rows
from cdp_metrics.ui.views.trends.shown import (
    PER,
    Shown,
    Table,
    bands,
    every,
    gaps,
    moments,
    scaled,
    span,
)
from cdp_metrics.words import rate

__all__ = ["METHOD", "TrendView", "as_shown", "trend_view"]

METHOD = (
    "**Method:** a 12-month total is shown only when all twelve months are complete; "
    "a missing month is never counted as zero. Rates use residents, with 95% limits "
    "by Byar's method."
)

SIZE = "The area measures {km2:,.1f} km² by the boundaries of its small areas."


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
    bands, moments
        Months to shade, and what happened to the figures.
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
    recent
        Whether the latest years rise or fall, of a count by quarter.
    """

    headline: str
    subtitle: str
    context: str
    rolling: tuple[Series, ...]
    monthly: tuple[Series, ...]
    gaps: tuple[Gap, ...]
    bands: tuple[Band, ...]
    moments: tuple[Band, ...]
    no_total: str
    alt: str
    columns: tuple[str, ...]
    years: tuple[tuple[str, ...], ...]
    month_columns: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str
    recent: str


def trend_view(
    trend: Trend,
    place: str,
    first: date,
    last: date,
    show: Show,
    *,
    today: date,
    demo: bool,
    km2: float | None = None,
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
        As counts, per 1,000 residents or per square kilometre.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    km2
        Size of the area in square kilometres; None where it is not known.
    """
    entry, inside = trend.indicator, trend.between(first, last)
    months = tuple(m for m, i in zip(trend.months, inside, strict=True) if i)
    counts, totals = (
        scaled(trend, values, show, km2)[inside]
        for values in (trend.counts, trend.totals)
    )
    unit = f"{entry.unit.capitalize()}{PER[show]}"
    decimals = 0 if show == "count" else entry.decimals
    rolling, monthly = (
        Series(entry.short, months, list(values), f"{unit}{per}", decimals, trend.step)
        for values, per in ((totals, ", 12 months"), (counts, f" a {every(trend)}"))
    )
    missing = gaps(trend, months)
    if show == "rate" and months and not trend.residents:
        missing = (Gap(months[0], months[-1], "no estimate of residents"),)
    through = span(trend, months)
    subtitle = f"{entry.title}, {place}, {through}"
    marked = moments(trend.events)
    if show == "rate":
        marked += rebased(trend, months)
    return TrendView(
        headline=title(trend, months[-1] if months else None),
        subtitle=f"{subtitle}{_divided(trend, months, totals, show)}",
        context=reach(trend, today),
        rolling=(rolling,),
        monthly=(monthly,),
        gaps=missing,
        bands=bands(trend.events),
        moments=marked,
        no_total="Fewer than 12 months in a row are held",
        alt=alt_text(
            entry.title.lower(), place, [rolling, monthly], missing, demo=demo
        ),
        columns=(
            "Period",
            f"{entry.unit.capitalize()}",
            *(("Per km²",) if show == "km2" else ()),
            "Per 1,000 residents (95% range)",
            "Residents, basis",
            "Change on the year before",
            "Change, %",
            f"{every(trend, many=True).capitalize()} held",
        ),
        years=year_rows(trend, inside, km2 if show == "km2" else None),
        month_columns=(
            every(trend).capitalize(),
            entry.unit.capitalize(),
            "12 months to then",
            "Status",
        ),
        months=month_rows(trend, inside),
        source=(
            f"**Source:** {source_of(entry, (trend.source,), demo=demo)}, {through}.",
            METHOD,
            *([SIZE.format(km2=km2)] if km2 and show == "km2" else []),
            *bases(trend, months),
            *entry.caveats,
        ),
        csv=partial(trend_csv, trend, place, inside, km2, demo=demo),
        csv_name=file_name(entry.short, place, through),
        recent=recent_words(recently(trend)) if trend.step > 1 else "",
    )


def _divided(trend: Trend, months: tuple[date, ...], totals: Floats, show: Show) -> str:
    """Return the latest rate that is drawn: the headline tells of the count."""
    if show == "count" or not months or not math.isfinite(totals[-1]):
        return ""
    end = short_month(trend.end(months[-1]))
    return f": {rate(float(totals[-1]))}{PER[show]} in the year to {end}"


def as_shown(view: TrendView, trend: Trend, note: str = "") -> Shown:
    """Return the same as every view of the page hands it out, with a remark."""
    period = every(trend)
    return Shown(
        headline=view.headline,
        subtitle=view.subtitle,
        context=view.context,
        alt=view.alt,
        draw=lambda mode, size: trend_figure(
            view.rolling,
            view.monthly,
            gaps=view.gaps,
            bands=view.bands,
            moments=view.moments,
            no_total=view.no_total,
            mode=mode,
            size=size,
        ),
        tables={
            "year": Table("The same figures by year", view.columns, view.years),
            period: Table(
                f"The same figures by {period}", view.month_columns, view.months
            ),
        },
        source=view.source,
        csv=view.csv,
        csv_name=view.csv_name,
        note=" ".join(filter(None, (view.recent, note))),
    )
