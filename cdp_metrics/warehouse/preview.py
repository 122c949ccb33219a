"""What a build would make of a file that a partner sent, before anything is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pyarrow as pa

from cdp_metrics.catalogue.returns import Template, template
from cdp_metrics.errors import SourceRefused
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.intake import Received, receive
from cdp_metrics.warehouse.load import load, record_files

__all__ = ["Period", "Preview", "RefusedRow", "preview", "preview_bytes"]

_STANDING = pa.schema(
    [
        ("return_id", pa.string()),
        ("provider", pa.string()),
        ("period_start", pa.date32()),
        ("received_on", pa.date32()),
        ("rows", pa.int64()),
    ]
)


@dataclass(frozen=True)
class RefusedRow:
    """A line that cannot be read.

    Parameters
    ----------
    line
        Its number; the heading is line 1.
    column
        The column or columns at fault; "" where it is the line as a whole.
    reason, remedy
        What is wrong and expected, and what to do.
    """

    line: int
    column: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Period:
    """The rows of one sender and period, and what they would take the place of.

    Parameters
    ----------
    provider, start, end
        Who sends it, and its first and last day.
    rows
        How many rows are accepted.
    replaced_on, replaced_rows
        When the version that stands was made, and how many rows it has; None and 0
        where there is none.
    """

    provider: str
    start: date
    end: date
    rows: int
    replaced_on: date | None = None
    replaced_rows: int = 0


@dataclass(frozen=True)
class Preview:
    """What a file would give.

    Parameters
    ----------
    name, sha256
        The file as its sender knows it, and the hash of its bytes.
    template
        The return that it is; None where it is none.
    rows
        Rows below the heading; 0 where the file is refused as a whole.
    refused
        The rows that cannot be read.
    periods
        What the others hold.
    fault, remedy
        Why the file is refused as a whole, and what to do; "" where it is not.
    made_on
        Day on which the file was made; None where that is not known.
    text
        All that was read of it and looked through for personal data, as CSV: a
        workbook's other sheets, comments and authors are not in it.
    """

    name: str
    sha256: str
    template: Template | None = None
    rows: int = 0
    refused: tuple[RefusedRow, ...] = ()
    periods: tuple[Period, ...] = ()
    fault: str = ""
    remedy: str = ""
    made_on: date | None = None
    text: bytes = field(default=b"", repr=False)

    @property
    def replaces(self) -> tuple[Period, ...]:
        """The periods of which an older version is held."""
        return tuple(each for each in self.periods if self._newer(each))

    @property
    def outdated(self) -> tuple[Period, ...]:
        """The periods of which a version made later is held, and stays."""
        return tuple(
            each for each in self.periods if each.replaced_on and not self._newer(each)
        )

    def _newer(self, period: Period) -> bool:
        held = period.replaced_on
        return bool(held and self.made_on and held <= self.made_on)

    @property
    def accepted(self) -> int:
        """How many rows are read."""
        return sum(each.rows for each in self.periods)

    @property
    def sound(self) -> bool:
        """Whether the file can be taken as it is: something is read, all of it."""
        return not self.fault and not self.refused and self.accepted > 0


def preview(path: Path, standing: Sequence[Mapping[str, Any]] = ()) -> Preview:
    """Read a file exactly as a build would, and keep nothing of it.

    Parameters
    ----------
    path
        The file.
    standing
        What is held of returns: rows with ``return_id``, ``provider``,
        ``period_start``, ``received_on`` and ``rows``.

    Returns
    -------
    Preview
        A fault of the file is told, not raised.
    """
    with TemporaryDirectory(prefix="cdp-preview-") as work:
        received = receive([path], Path(work))
        if len(received) != 1:
            fault = SourceRefused(
                path.name,
                f"an archive of {len(received)} files",
                expected="one file of one return",
                remedy="unpack it and send its files one by one",
            )
            return Preview(path.name, "", fault=fault.reason, remedy=fault.remedy)
        return _read(received[0], Path(work), standing)


def preview_bytes(
    body: bytes, name: str, standing: Sequence[Mapping[str, Any]] = ()
) -> Preview:
    """Do the same for bytes that are not a file yet.

    Parameters
    ----------
    body
        The bytes as received.
    name
        The file as its sender knows it.
    standing
        See `preview`.
    """
    with TemporaryDirectory(prefix="cdp-upload-") as folder:
        path = Path(folder) / plain_file_name(name)
        path.write_bytes(body)
        return preview(path, standing)


def plain_file_name(name: str) -> str:
    """Return a file's own name in letters that every system can write."""
    own = re.split(r"[\\/]", name)[-1]
    return re.sub(r"[^\w.-]+", "_", own).lstrip(".")[-80:] or "return"


def _read(file: Received, work: Path, standing: Sequence[Mapping[str, Any]]) -> Preview:
    told = Preview(
        file.name,
        file.sha256,
        fault=file.reason,
        remedy=file.remedy,
        made_on=file.published_at.date(),
    )
    if file.match is None or file.path is None:
        return told
    if not file.match.source.template:
        kind = file.match.source.id
        return replace(
            told,
            fault=f"recognised as {kind}, which is no return that a template asks for.",
            remedy="put it into data/raw and build",
        )
    entry = template(file.match.source.template)
    with duckdb.connect() as con:
        for name in ("005_macros", "010_schema", "015_staging"):
            con.execute(sql.text(f"build/{name}"))
        record_files(con, [file])
        load(con, [file], work, lambda what, done, total: None)
        ((status, fault, remedy),) = con.execute(sql.text("preview/file")).fetchall()
        if status == "refused":
            return replace(told, template=entry, fault=fault, remedy=remedy)
        refused = con.execute(sql.text("preview/refused")).fetchall()
        con.register("standing", pa.Table.from_pylist(list(standing), _STANDING))
        periods = con.execute(sql.text("preview/periods")).fetchall()
    return replace(
        told,
        template=entry,
        rows=file.rows or 0,
        refused=tuple(_row(entry, line, str(reason)) for line, reason in refused),
        periods=tuple(Period(*each) for each in periods),
        text=file.path.read_bytes(),
    )


def _row(entry: Template, line: int, reason: str) -> RefusedRow:
    """Return a refused line with the column that its reason starts with."""
    fault, _, remedy = reason.rpartition(": ")
    names = [each.name for each in entry.columns]
    first = fault.split(" ", 1)[0]
    column = first if first in names else ""
    if fault.startswith("it repeats"):
        column = ", ".join(entry.key)
    return RefusedRow(line, column, fault, remedy)
