"""What is loaded, what was refused and why, and which builds are kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime

from cdp_metrics.catalogue import publishers
from cdp_metrics.warehouse.db import Store

__all__ = [
    "DataReport",
    "Family",
    "File",
    "Month",
    "RefusedReason",
    "RefusedRow",
    "data_report",
]


@dataclass(frozen=True)
class Family:
    """A family of sources and how fresh it is.

    Parameters
    ----------
    title, publisher, licence, frequency, caveat
        From the catalogue.
    files, rows
        How many of its files were read, and rows accepted.
    newest
        When the newest of them was published; None where none is held.
    """

    title: str
    publisher: str
    licence: str
    frequency: str
    caveat: str
    files: int
    rows: int
    newest: datetime | None


@dataclass(frozen=True)
class File:
    """A file as received."""

    name: str
    source: str
    status: str
    rows_read: int | None
    rows_rejected: int | None
    reason: str
    remedy: str


@dataclass(frozen=True)
class Month:
    """Whether a month of the home force is held."""

    month: date
    status: str
    reason: str


@dataclass(frozen=True)
class RefusedRow:
    """A line that was refused, or kept without a value."""

    file: str
    line: int | None
    reason: str
    kept: bool
    text: str


@dataclass(frozen=True)
class RefusedReason:
    """Lines of a file that were refused for one reason; None where not numbered."""

    file: str
    reason: str
    n: int
    first_line: int | None
    last_line: int | None


@dataclass(frozen=True)
class DataReport:
    """What the Data page shows.

    Parameters
    ----------
    families
        Every family of sources in the catalogue, held or not.
    files
        Every file as received.
    months
        The home force's calendar.
    reasons
        Why lines were refused, by file, the most lines first.
    refused_rows
        The first of the lines refused or kept without a value.
    refused, kept
        How many there are in all.
    facts
        What a data officer wants to know, as name and sentence.
    """

    families: tuple[Family, ...]
    files: tuple[File, ...]
    months: tuple[Month, ...]
    reasons: tuple[RefusedReason, ...]
    refused_rows: tuple[RefusedRow, ...]
    refused: int
    kept: int
    facts: tuple[tuple[str, str], ...]

    @property
    def problems(self) -> tuple[File, ...]:
        """The files that were refused or not recognised."""
        return tuple(f for f in self.files if f.status in ("refused", "unknown"))

    @property
    def unused(self) -> tuple[File, ...]:
        """The files of which nothing is counted, though nothing is wrong with them."""
        kinds = ("duplicate", "superseded", "unused")
        return tuple(f for f in self.files if f.status in kinds)


def data_report(store: Store) -> DataReport:
    """Return what a store holds and what was refused."""
    files = store.records("files")
    (total,) = store.records("refused_count")
    families = []
    for entry in publishers().values():
        own = [
            row
            for row in files
            if row["source"] in entry.sources and row["status"] == "accepted"
        ]
        families.append(
            Family(
                entry.title,
                entry.publisher,
                entry.licence,
                entry.frequency,
                entry.caveat,
                files=len(own),
                rows=sum(row["rows_accepted"] or 0 for row in own),
                newest=max((row["published_at"] for row in own), default=None),
            )
        )
    kept = {field.name for field in fields(File)}
    return DataReport(
        families=tuple(families),
        files=tuple(File(**{k: row[k] for k in row if k in kept}) for row in files),
        months=tuple(Month(**row) for row in store.records("coverage")),
        reasons=tuple(RefusedReason(**row) for row in store.records("refused_reasons")),
        refused_rows=tuple(RefusedRow(**row) for row in store.records("refused_rows")),
        refused=total["refused"],
        kept=total["kept"],
        facts=tuple((row["name"], row["fact"]) for row in store.records("build_facts")),
    )
