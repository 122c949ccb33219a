"""What the pages hand out as CSV files."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cdp_metrics.answers import AsbMap, Trend
from cdp_metrics.answers.asb_map import Lsoa
from cdp_metrics.export import csv_file
from cdp_metrics.periods import year_to
from cdp_metrics.ui.views.shared import SOURCE, source_of

__all__ = ["map_csv", "trend_csv"]

SCORES = (
    "rate", "index", "index_lower", "index_upper", "rank_lower", "rank_upper",
    "map_class", "certainty",
)  # fmt: skip


def trend_csv(trend: Trend, place: str, inside: np.ndarray, *, demo: bool) -> bytes:
    """Return the months of a trend for which `inside` is True."""
    entry = trend.indicator
    rates, year_rates = trend.rates(trend.counts), trend.rates(trend.totals)
    rows: list[Sequence[str]] = [
        (
            f"{month:%Y-%m}",
            _plain(trend.counts[at]),
            _plain(trend.totals[at]),
            _plain(rates[at], 3),
            _plain(year_rates[at], 3),
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
            "residents_basis",
            "status",
            "reason",
        ),
        rows,
        demonstration=demo,
    )


def _plain(value: float, decimals: int = 0) -> str:
    return "" if np.isnan(value) else f"{value:.{decimals}f}"


def map_csv(found: AsbMap, ranked: Sequence[Lsoa], place: str, *, demo: bool) -> bytes:
    """Return every area of a map, in the order given; visitor areas without scores."""
    fields = (
        "code", "name", "ward", "residents", "reports", "raw_rate", *SCORES,
        "visitor", "student", "per_km2",
    )  # fmt: skip
    return csv_file(
        [
            ("Measure", "ASB reported to police by LSOA, smoothed"),
            ("Area", place),
            ("Period", year_to(found.end)),
            ("Rates", "per 1,000 residents by Census 2021; ranges 90%"),
            ("Index", f"100 = {found.city_rate:.3f} per 1,000, visitor areas left out"),
            ("Empty cell", "not rated or not known; never zero"),
            ("Source", "invented" if demo else SOURCE),
        ],
        fields,
        [[_cell(each, field) for field in fields] for each in ranked],
        demonstration=demo,
    )


def _cell(each: Lsoa, field: str) -> str:
    value = getattr(each, field)
    unrated = each.visitor and field in SCORES
    return "" if unrated or value is None else str(value)
