"""Invented returns of the partners, in the layout of data/templates.

They hold one of everything that happens to returns: a month that was never sent, a
series that stopped, one whose definition changed, figures that are not to be shown and
figures that are not out yet.
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
UNSENT = -6
"""The month of hate crime that was never sent, from the end."""
REDEFINED = -8
"""The month from which repeat victims are looked for over two years, not one."""
STOPPED = -14
"""The month from which no tests on arrest were returned."""

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
    """Write what police and council return about crime, ASB and offenders.

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
        *_hate(rng, months),
        *_tests(rng, months),
        *_waves(rng, months),
        *_cohorts(rng, months),
        *_severity(rng, months),
    ]
    write_rows(path, RETURN_HEADINGS, rows)


def _status(months: Sequence[date], at: int) -> str:
    return "provisional" if at >= len(months) - PROVISIONAL else "validated"


def _at(months: Sequence[date], from_end: int) -> int:
    return len(months) + from_end


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


def _hate(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    for at, month in enumerate(months):
        season = 1 + 0.15 * np.cos(2 * np.pi * (month.month - 7) / 12)
        crimes = int(rng.poisson(98 * season * np.exp(0.01 * at / 12)))
        victims = int(rng.binomial(crimes, 0.93))
        repeats = int(rng.binomial(victims, 0.16 * np.exp(-0.02 * at / 12)))
        both_years = repeats + int(rng.binomial(victims - repeats, 0.07))
        new = at >= _at(months, REDEFINED)
        status = _status(months, at)
        if at != _at(months, UNSENT):
            yield entry(
                "hate_crime", _CITY, month, month, numerator=crimes, status=status
            )
        yield entry(
            "hate_repeat_victims", _CITY, month, month, numerator=repeats, status=status
        )
        yield entry(
            "hate_repeat_share", _CITY, month, month,
            numerator=both_years if new else repeats, denominator=victims,
            status=status, definition_version=2 if new else 1,
        )  # fmt: skip


def _tests(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    for month in months[:STOPPED]:
        tested = int(rng.poisson(130))
        yield entry(
            "positive_tests_on_arrest", _CITY, month, month,
            numerator=int(rng.binomial(tested, 0.47)), denominator=tested,
        )  # fmt: skip


def _waves(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    """Yield a survey of residents each whole year, the third left out."""
    years = [m.year for m in months if m.month == 12]
    for at, year in enumerate(years):
        share = 12.6 - 0.35 * at + rng.normal(0, 0.5)
        if at != 2:
            yield entry(
                "perceived_asb", _CITY, date(year, 1, 1), date(year, 12, 1),
                value=round(share, 1), n_eff=int(rng.integers(1300, 1500)),
            )  # fmt: skip


def _cohorts(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    """Yield groups of offenders by quarter, known two years later."""
    for month in months[:-24]:
        if month.month % 3 == 1:
            size = int(rng.poisson(1040))
            yield entry(
                "reoffending", _CITY, month, add_months(month, 2),
                numerator=int(rng.binomial(size, 0.29)), denominator=size,
            )  # fmt: skip


def _severity(rng: np.random.Generator, months: Sequence[date]) -> Iterator[Row]:
    for month in months[:-18]:
        if month.month == 4:
            score = 19 + 0.6 * (month.year - months[0].year) + rng.normal(0, 0.4)
            yield entry(
                "crime_severity_score", _CITY, month, add_months(month, 11),
                value=round(score, 1),
            )  # fmt: skip
