"""Words that several pages say alike."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers import Trend
from cdp_metrics.periods import age_in_words, last_day, month_name, short_month
from cdp_metrics.stats import direction
from cdp_metrics.words import headline_change

__all__ = ["SOURCE", "reach", "title"]

SOURCE = "Home Office, data.police.uk street-level files (Open Government Licence v3.0)"


def title(trend: Trend, to: date | None = None) -> str:
    """Return the active title: what happened in the year to a month.

    Parameters
    ----------
    trend
        The answer, of one month at least.
    to
        The month; the title names it where it is not the latest, which None means.
    """
    month = to or trend.months[-1]
    at, change = trend.months.index(month), trend.change_to(month)
    return headline_change(
        trend.indicator.short,
        change,
        direction(change) if change else "level",
        now=trend.totals[at],
        months_held=int(trend.held[at]),
        to="" if month == trend.months[-1] else short_month(month),
    )


def reach(trend: Trend, today: date) -> str:
    """Return how far the data reach and how old they are."""
    last = max(
        (m for m, s in zip(trend.months, trend.status, strict=True) if s != "missing"),
        default=None,
    )
    if last is None:
        return "No month held"
    return f"Data to **{month_name(last)}** · {age_in_words(last_day(last), today)}"
