"""The CSV file of a trend."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cdp_metrics.answers import Trend
from cdp_metrics.export import csv_file
from cdp_metrics.ui.views.shared import source_of

__all__ = ["trend_csv"]


def trend_csv(
    trend: Trend,
    place: str,
    inside: np.ndarray,
    km2: float | None = None,
    *,
    demo: bool,
) -> bytes:
    """Return the months of a trend for which `inside` is True.

    `km2` is the area's size in square kilometres; cells per km² are empty without it.
    """
    size = km2 or np.nan
    entry = trend.indicator
    rates, year_rates = trend.rates(trend.counts), trend.rates(trend.totals)
    rows: list[Sequence[str]] = [
        (
            f"{month:%Y-%m}",
            _plain(trend.counts[at]),
            _plain(trend.totals[at]),
            _plain(rates[at], 3),
            _plain(year_rates[at], 3),
            _plain(trend.counts[at] / size, 3),
            _plain(trend.totals[at] / size, 3),
            base.basis if (base := trend.base(month)) else "",
            trend.status[at],
            trend.reasons[at],
        )
        for at, month in enumerate(trend.months)
        if inside[at]
    ]
    return csv_file(
        [
            ("Measure", entry.title),
            ("Area", f"{place} ({trend.area})"),
            ("Unit", entry.unit),
            ("Source", source_of(entry, (trend.source,), demo=demo)),
            ("Empty cell", "not held or not complete; never zero"),
        ],
        (
            "month" if trend.step == 1 else "quarter_from",
            "count",
            "count_12_months",
            "per_1000_residents",
            "per_1000_residents_12_months",
            "per_km2",
            "per_km2_12_months",
            "residents_basis",
            "status",
            "reason",
        ),
        rows,
        demonstration=demo,
    )


def _plain(value: float, decimals: int = 0) -> str:
    return "" if np.isnan(value) else f"{value:.{decimals}f}"
