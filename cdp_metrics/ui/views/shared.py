"""Words that several pages say alike."""

from __future__ import annotations

from datetime import date

from cdp_metrics.answers import Trend
from cdp_metrics.periods import age_in_words, last_day, month_name
from cdp_metrics.words import headline_change

__all__ = ["SOURCE", "reach", "title"]

SOURCE = "Home Office, data.police.uk street-level files (Open Government Licence v3.0)"


def title(trend: Trend) -> str:
    """Return the active title: what happened in a year."""
    return headline_change(
        trend.indicator.short,
        trend.change,
        trend.way,
        now=trend.latest,
        months_held=int(trend.held[-1]) if len(trend.held) else 0,
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
