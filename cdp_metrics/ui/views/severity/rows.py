"""Rows of the Severity page: its tables and its download."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from cdp_metrics.answers.figures.reported import Reported
from cdp_metrics.answers.harm.severity import Severity, Year
from cdp_metrics.export import csv_file
from cdp_metrics.periods import month_of, period_name, year_to
from cdp_metrics.stats import SeveritySplit
from cdp_metrics.words import between, count, percent, rate, signed

__all__ = [
    "KIND_COLUMNS",
    "PUBLISHED_COLUMNS",
    "SPLIT_COLUMNS",
    "YEAR_COLUMNS",
    "heaviest",
    "kind_rows",
    "name_of",
    "published_rows",
    "score",
    "severity_csv",
    "split_rows",
    "year_rows",
]

YEAR_COLUMNS: Final = (
    *("Year", "Offences", "Volume index", "Severity index", "Average weight"),
    *("Severity per 1,000 residents", "95% range", "Residents"),
)
SPLIT_COLUMNS: Final = ("Part", "Weighted offences", "95% range", "Of the earlier year")
KIND_COLUMNS: Final = (
    *("Kind of offence", "Weight", "Offences then", "Now"),
    *("Volume", "Mix", "Together"),
)
PUBLISHED_COLUMNS: Final = ("Year", "Area", "Crime Severity Score")
MOST_KINDS: Final = 15
"""How many kinds are named; the others are one row."""


def name_of(found: Severity, year: Year) -> str:
    """Return the name of a year: ``Year to Dec 2025``."""
    return year_to(month_of(found.offences.end(year.month)))


def year_rows(found: Severity, base: Year) -> list[tuple[str, ...]]:
    """Return a row a whole year, newest first."""
    rows: list[tuple[str, ...]] = []
    for year in reversed(found.years):
        rated, people = year.per_1000, year.residents
        rows.append(
            (
                name_of(found, year),
                count(year.offences),
                _index(year.offences, base.offences),
                _index(year.severity, base.severity),
                rate(year.average),
                _whole(rated.value) if rated else "not shown",
                between(rated.lower, rated.upper, _whole) if rated else "–",
                f"{count(people.persons)} ({people.reference_date.year})"
                if people
                else "none held",
            )
        )
    return rows


def _whole(value: float | None) -> str:
    """Return a rate, without decimals where they would say nothing."""
    return rate(value) if value is None or abs(value) < 100 else count(value)


def score(value: float) -> str:
    """Return a published score with two decimals."""
    return f"{value:.2f}"


def _index(value: float, base: float) -> str:
    return rate(100 * value / base) if base > 0 else "not shown"


def split_rows(split: SeveritySplit) -> list[tuple[str, ...]]:
    """Return the two effects and their sum, which is the change."""

    def row(name: str, value: float, half: float | None) -> tuple[str, ...]:
        wide = "–" if half is None else between(value - half, value + half, signed)
        share = 100 * value / split.before if split.before > 0 else None
        return name, signed(value), wide, percent(share, plus=True)

    return [
        row("More or fewer offences (volume)", split.volume, split.volume_half),
        row("More or less serious mix", split.mix, split.mix_half),
        row("Change together", split.total, None),
    ]


def heaviest(split: SeveritySplit) -> list[int]:
    """Return the kinds that add or take most, the largest effect first."""
    order = np.argsort(-np.abs(split.by), kind="stable")
    return [int(at) for at in order[:MOST_KINDS]]


def kind_rows(
    found: Severity, base: Year, split: SeveritySplit
) -> list[tuple[str, ...]]:
    """Return a row a kind of offence; beyond the most, one for the rest."""
    last, shown = found.years[-1], heaviest(split)
    rows: list[tuple[str, ...]] = [
        (
            found.kinds[at].name,
            f"{found.kinds[at].weight:,g}",
            count(base.counts[at]),
            count(last.counts[at]),
            signed(split.volume_by[at]),
            signed(split.mix_by[at]),
            signed(split.by[at]),
        )
        for at in shown
    ]
    rest = np.setdiff1d(np.arange(len(found.kinds)), shown)
    if rest.size:
        rows.append(
            (
                f"{rest.size} other kinds",
                "–",
                count(base.counts[rest].sum()),
                count(last.counts[rest].sum()),
                signed(split.volume_by[rest].sum()),
                signed(split.mix_by[rest].sum()),
                signed(split.by[rest].sum()),
            )
        )
    return rows


def published_rows(
    series: Sequence[tuple[str, Reported]],
) -> list[tuple[str, ...]]:
    """Return the published scores, a row an area and year, newest first."""
    rows = [
        (
            each.period_end,
            period_name(each.period_start, each.period_end),
            place,
            score(each.value) if each.value is not None else each.why,
        )
        for place, found in series
        for each in found.readings
    ]
    ordered = sorted(rows, key=lambda row: row[0], reverse=True)
    return [row[1:] for row in ordered]


def severity_csv(found: Severity, base: Year, place: str, *, demo: bool) -> bytes:
    """Return volume and severity of every period, and of the year to each."""
    volume = found.index(found.volume, base.offences)
    total = found.index(found.totals, base.severity)
    offences = found.offences
    rows: list[Sequence[str]] = [
        (
            f"{offences.end(month):%Y-%m-%d}",
            _plain(offences.counts[at]),
            _plain(found.by_period[at]),
            _plain(found.volume[at]),
            _plain(found.totals[at]),
            _plain(volume[at], 2),
            _plain(total[at], 2),
            offences.status[at],
        )
        for at, month in enumerate(offences.months)
    ]
    weights = found.weights
    about = [
        ("Measure", "Offences and severity of recorded crime"),
        ("Area", f"{place} ({offences.area})"),
        ("Weights", f"{weights.words}; {weights.source}"),
        ("Weights invented", "yes" if weights.invented else "no"),
        ("Index", f"100 = {name_of(found, base)}"),
        ("Left out", "; ".join(("Anti-social behaviour", *found.excluded))),
        ("Without a weight", "; ".join(found.unknown) or "none"),
        ("Empty cell", "not held or not complete; never zero"),
    ]
    columns = (
        *("period_end", "offences", "severity", "offences_12_months"),
        *("severity_12_months", "volume_index", "severity_index", "status"),
    )
    return csv_file(about, columns, rows, demonstration=demo)


def _plain(value: float, decimals: int = 0) -> str:
    return "" if np.isnan(value) else f"{value:.{decimals}f}"
