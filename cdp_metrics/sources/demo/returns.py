"""Invented returns of the partners, in the layout of data/templates.

With those that have a template of their own they hold one of everything that happens
to returns: a month that was never sent, a series that stopped, one whose definition
changed, figures that are not to be shown and figures that are not out yet.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from cdp_metrics.periods import add_months, last_day
from cdp_metrics.sources.demo.clusters import Ints
from cdp_metrics.sources.demo.names import DISTRICTS

__all__ = ["RETURN_HEADINGS", "Row", "entry", "write_partner_return", "write_rows"]

RETURN_HEADINGS = (
    *("indicator", "area_code", "period_start", "period_end"),
    *("numerator", "denominator", "value", "lower", "upper", "n_eff", "bound"),
    *("status", "release_on", "definition_version"),
)
Row = Mapping[str, object]
PROVISIONAL = 3
"""The last months of a monthly return, not yet validated."""

_CITY = DISTRICTS[0].csp_code


def entry(
    indicator: str, area: str, start: date, end: date, **cells: object
) -> dict[str, object]:
    """Return one row of a return; ``end`` is any day of the last month."""
    return {
        "indicator": indicator,
        "area_code": area,
        "period_start": start,
        "period_end": last_day(end),
        "status": "validated",
        "definition_version": 1,
        **cells,
    }


def write_rows(path: Path, headings: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV, the same bytes on every machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_partner_return(
    rng: np.random.Generator, path: Path, months: Sequence[date], street: Ints
) -> None:
    """Write what the partnership returns of crime and anti-social behaviour.

    Parameters
    ----------
    rng
        Source of the random draws.
    path
        File to write.
    months
        First days of the months, in order.
    street
        Rows of the street files in the city, anti-social behaviour and crime,
        shape (months, 2).

    Notes
    -----
    The partnership counts a little more anti-social behaviour than the street files
    (the council's reports) and a little less crime, so the two are near, not equal.
    """
    rows = [
        *_counts(rng, months, street),
        *_severity(rng, months),
    ]
    write_rows(path, RETURN_HEADINGS, rows)


def _status(months: Sequence[date], at: int) -> str:
    return "provisional" if at >= len(months) - PROVISIONAL else "validated"


def _counts(
    rng: np.random.Generator, months: Sequence[date], street: Ints
) -> Iterator[Row]:
    for column, (name, ratio) in enumerate(
        (("partnership_asb", 1.07), ("partnership_crime", 0.97))
    ):
        counts = np.rint(street[:, column] * ratio * rng.normal(1, 0.015, len(months)))
        for at, month in enumerate(months):
            yield entry(
                name, _CITY, month, month, numerator=int(counts[at]),
                status=_status(months, at),
            )  # fmt: skip


def _severity(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    for month in months[:-18]:
        if month.month == 4:
            score = 19 + 0.6 * (month.year - months[0].year) + rng.normal(0, 0.4)
            yield entry(
                "crime_severity_score", _CITY, month, add_months(month, 11),
                value=round(score, 1),
            )  # fmt: skip
