"""The figures behind the chart of the Targets page, in rows."""

from __future__ import annotations

from typing import Final

from cdp_metrics.answers import Outlook, Reported
from cdp_metrics.charts.fan.picture import FanPicture
from cdp_metrics.periods import year_to
from cdp_metrics.ui.views.shared import BOUNDS, period_words
from cdp_metrics.words import NOT_SHOWN, between, count, percent

__all__ = ["COUNT_COLUMNS", "SHARE_COLUMNS", "count_rows", "share_rows"]

COUNT_COLUMNS: Final = ("Period", "Total", "80% range", "95% range", "Path of the plan")
SHARE_COLUMNS: Final = ("Period", "Per cent", "95% range", "Status")
LATEST: Final = 12
NO_FIGURE: Final = "–"

Rows = tuple[tuple[str, ...], ...]


def count_rows(picture: FanPicture) -> Rows:
    """Return what is forecast and the latest totals counted, newest first."""
    path = picture.path.known() if picture.path else {}
    known = picture.observed.known()
    levels = {
        name: picture.level(name)
        for name in ("median", "lower_80", "upper_80", "lower_95", "upper_95")
    }
    rows = []
    for month in reversed(picture.ahead):
        low, high = (
            between(
                levels[f"lower_{share}"].get(month), levels[f"upper_{share}"].get(month)
            )
            for share in (80, 95)
        )
        total = f"{count(levels['median'].get(month))} forecast"
        rows.append((year_to(month), total, low, high, _asked(path.get(month))))
    for month in reversed(picture.observed.months[-LATEST:]):
        total = count(known.get(month))
        asked = _asked(path.get(month))
        rows.append((year_to(month), total, NO_FIGURE, NO_FIGURE, asked))
    return tuple(rows)


def share_rows(found: Outlook) -> Rows:
    """Return the latest shares with their limits, newest first."""
    if not isinstance(found.series, Reported):
        return ()
    decimals = found.series.indicator.decimals
    return tuple(
        (
            period_words(each.period_start, each.period_end),
            BOUNDS.get(each.bound, "") + percent(each.value, decimals=decimals)
            if each.value is not None
            else NOT_SHOWN,
            between(each.lower, each.upper, lambda x: percent(x, decimals=decimals)),
            each.why
            or f"{each.status.capitalize()}, definition {each.definition_version}",
        )
        for each in reversed(found.series.readings[-LATEST:])
    )


def _asked(value: float | None) -> str:
    return NO_FIGURE if value is None else count(value)
