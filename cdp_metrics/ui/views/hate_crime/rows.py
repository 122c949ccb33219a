"""Tables of the Hate crime page, and its download."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Final

from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.partners.hate_crime import EVERY, HateCrime, Strands, Year
from cdp_metrics.answers.returned.rows import Shown
from cdp_metrics.answers.returned.shares import beside
from cdp_metrics.export import csv_file
from cdp_metrics.periods import MONTHS_IN_YEAR, month_of, short_month, year_to
from cdp_metrics.stats import LEAST_SHOWN, Proportion, direction
from cdp_metrics.ui.views.hate_crime.words import looks
from cdp_metrics.words import between, count, percent

__all__ = [
    "MONTHS_SHOWN",
    "SHARE_COLUMNS",
    "STRAND_COLUMNS",
    "VOLUME_COLUMNS",
    "hate_csv",
    "month_rows",
    "strand_rows",
    "strand_share",
    "volume_rows",
    "year_rows",
]

MONTHS_SHOWN: Final = 36
NONE: Final = "–"
SHARE_COLUMNS: Final = (
    *("Period", "Repeat share", "95% range", "Repeat victims", "Victims", "Note"),
)
VOLUME_COLUMNS: Final = ("Twelve months", "Crimes", "On the year before", "Note")
STRAND_COLUMNS: Final = (
    *("Strand", "Crimes", "Victims", "Repeat victims", "Repeat share", "95% range"),
)


def year_rows(found: HateCrime) -> list[tuple[str, ...]]:
    """Return twelve months a row, newest first; no two share a month."""
    return [
        _share_row(
            year_to(each.month),
            each.share,
            each.repeats,
            each.why or looks(found, each.version),
        )
        for each in found.years[::-MONTHS_IN_YEAR]
    ]


def month_rows(found: HateCrime) -> list[tuple[str, ...]]:
    """Return the latest months a row, newest first."""
    return [
        _share_row(
            short_month(each.period_start),
            each.proportion,
            each.numerator,
            each.why or looks(found, each.definition_version),
        )
        for each in found.months[: -MONTHS_SHOWN - 1 : -1]
    ]


def _share_row(
    name: str, share: Proportion | None, repeats: float | None, note: str
) -> tuple[str, ...]:
    limits = share.limits() if share else None
    said = note[:1].upper() + note[1:]
    if share is None or limits is None:
        return name, NONE, NONE, NONE, NONE, said
    return (
        name,
        percent(share.percent),
        between(limits.lower, limits.upper, percent),
        count(repeats),
        count(share.n),
        said,
    )


def volume_rows(crimes: Trend) -> list[tuple[str, ...]]:
    """Return twelve months of crimes a row, newest first; no two share a month."""
    rows: list[tuple[str, ...]] = []
    for at in range(len(crimes.months) - 1, MONTHS_IN_YEAR - 2, -MONTHS_IN_YEAR):
        total, held = crimes.totals[at], int(crimes.held[at])
        change = crimes.change_to(crimes.months[at])
        moved, note = NONE, "" if held == MONTHS_IN_YEAR else f"{held} of 12 months"
        if change:
            moved = percent(change.percent, plus=True)
            if direction(change) == "level":
                note = "within chance"
        rows.append(
            (
                year_to(crimes.months[at]),
                NONE if math.isnan(total) else count(total),
                moved,
                note[:1].upper() + note[1:] or NONE,
            )
        )
    return rows


def strand_share(strands: Strands, name: str) -> Proportion | None:
    """Return a strand's share; None where a count behind it is not shown."""
    repeats, victims = (
        _cell(table.row(name), table.columns, name)
        for table in (strands.repeats, strands.victims)
    )
    if repeats.value is None or not victims.value:
        return None
    others = victims.value - repeats.value
    if 0 < others < LEAST_SHOWN:
        return None
    return Proportion(100 * repeats.value / victims.value, victims.value)


def _cell(cells: tuple[Shown, ...], columns: tuple[str, ...], name: str) -> Shown:
    return cells[columns.index(EVERY if name == EVERY else "strand")]


def strand_rows(strands: Strands) -> list[tuple[str, ...]]:
    """Return a row a strand, all crimes first."""
    rows = []
    for name in (EVERY, *strands.names):
        if name not in strands.victims.rows:
            continue
        cells = [
            _cell(table.row(name), table.columns, name)
            for table in (strands.crimes, strands.victims, strands.repeats)
        ]
        cells[2] = beside(cells[2], cells[1])
        share = strand_share(strands, name)
        limits = share.limits() if share else None
        rows.append(
            (
                "All hate crime" if name == EVERY else name.capitalize(),
                *(each.words or count(each.value) for each in cells),
                percent(share.percent) if share else "Not shown",
                between(limits.lower, limits.upper, percent) if limits else NONE,
            )
        )
    return rows


CSV_COLUMNS: Final = (
    "month", "crimes", "repeat_victims", "victims", "share", "lower_95", "upper_95",
    "share_12_months", "lower_95_12_months", "upper_95_12_months", "status", "reason",
    "definition_version",
)  # fmt: skip


def hate_csv(found: HateCrime, place: str, *, demo: bool) -> bytes:
    """Return every month: crimes, repeat victims and their share, and twelve months."""
    years = {each.month: each for each in found.years}
    crimes = found.crimes
    counts = dict(zip(crimes.months, crimes.counts, strict=True)) if crimes else {}
    rows = [_line(each, counts, years) for each in found.months]
    about = [
        ("Measure", "Hate crime and repeat victims"),
        ("Area", place),
        ("Unit", "crimes; victims; % of victims"),
        ("Source", "invented" if demo else "the partnership's returns"),
        ("Empty cell", "hidden, not sent or not known; never zero"),
    ]
    return csv_file(about, CSV_COLUMNS, rows, demonstration=demo)


def _line(
    each: Reading, counts: Mapping[date, float], years: Mapping[date, Year]
) -> tuple[str, ...]:
    month = month_of(each.period_end)
    year = years.get(month)
    crimes = counts.get(month, math.nan)
    return (
        f"{month:%Y-%m}",
        *(_plain(v) for v in (crimes, each.numerator, each.denominator)),
        *_limits(each.proportion),
        *_limits(year.share if year else None),
        each.status,
        each.why,
        str(each.definition_version),
    )


def _limits(share: Proportion | None) -> tuple[str, str, str]:
    limits = share.limits() if share else None
    if limits is None:
        return "", "", ""
    return _plain(limits.value), _plain(limits.lower), _plain(limits.upper)


def _plain(value: float | None) -> str:
    known = value is not None and math.isfinite(value)
    return f"{value:.4f}".rstrip("0").rstrip(".") if known else ""
