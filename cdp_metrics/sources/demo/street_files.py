"""Write street-level rows as data.police.uk publishes them: archives and folders."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from cdp_metrics.periods import last_day
from cdp_metrics.sources.demo.crimes import Rows, outcomes_at
from cdp_metrics.sources.demo.levels import LEVELS
from cdp_metrics.sources.demo.names import FORCE_ID, FORCE_NAME

__all__ = ["HEADINGS", "gap", "published", "write_street_files"]

HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
    "LSOA name,Crime type,Last outcome category,Context"
)
_ARCHIVE = 24
_LAG = timedelta(days=42)
"""A month's files come out about six weeks after it ends."""
_OPTIONS = csv.WriteOptions(include_header=False, quoting_style="none")


def gap(months: Sequence[date]) -> list[date]:
    """Return the three months of the third year that were never published."""
    return list(months[27:30]) if len(months) > 36 else []


def write_street_files(
    folder: Path, months: list[date], rows: Rows, points: pd.DataFrame
) -> None:
    """Write archives of two years each, and the last year as plain files.

    The first quarter of the last year is there twice: as it stands, and in an
    older archive as first published, when more cases were still open.

    Parameters
    ----------
    folder
        Folder to write into.
    months
        The months drawn, in order.
    rows
        The rows of all of them.
    points
        The map points that rows name (`crimes.map_points`).
    """
    lost = gap(months)
    starts = np.searchsorted(rows.month, np.arange(len(months) + 1))
    last_year = months[-12:]

    def text(month: date, published_to: date) -> bytes:
        number = months.index(month)
        chosen = slice(int(starts[number]), int(starts[number + 1]))
        old = number < len(months) // 2
        outcomes = outcomes_at(rows, chosen, month, published_to)
        vintage = "lsoa11" if old else "lsoa21"
        body = _body(rows, chosen, month, points, vintage, outcomes)
        body = HEADINGS.encode() + b"\n" + body
        return body.replace(b"\n", b"\r\n") if old else body

    earlier = [m for m in months if m not in last_year]
    for first in range(0, len(earlier), _ARCHIVE):
        held = earlier[first : first + _ARCHIVE]
        span = "-".join(sorted({str(m.year) for m in (held[0], held[-1])}))
        texts = {m: text(m, held[-1]) for m in held if m not in lost}
        _archive(folder / f"{FORCE_ID}-{span}.zip", texts)
    quarter = last_year[:3]
    first_text = {m: text(m, quarter[-1]) for m in quarter}
    issued = published(quarter[-1])
    name = f"{FORCE_ID}-{quarter[0]:%Y-%m}-to-{quarter[-1]:%Y-%m}"
    _archive(folder / f"{name}-as-published-{issued:%Y-%m}.zip", first_text)
    for month in last_year:
        path = folder / _member(month)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text(month, months[-1]))


def _body(
    rows: Rows,
    chosen: slice,
    month: date,
    points: pd.DataFrame,
    vintage: str,
    outcomes: np.ndarray[tuple[int], np.dtype[np.object_]],
) -> bytes:
    """Return the lines of one month without their heading."""
    at = points.iloc[rows.point[chosen]]
    names = np.array([level.category for level in LEVELS], dtype=object)
    count = len(at)
    columns = [
        rows.crime_id[chosen],
        np.full(count, f"{month:%Y-%m}", dtype=object),
        np.full(count, FORCE_NAME, dtype=object),
        np.full(count, FORCE_NAME, dtype=object),
        *(at[name] for name in ("longitude", "latitude", "street")),
        *(at[name] for name in (vintage, f"{vintage}_name")),
        names[rows.category[chosen]],
        outcomes,
        np.full(count, "", dtype=object),
    ]
    arrays = [pa.array(np.asarray(c, dtype=object), pa.string()) for c in columns]
    buffer = io.BytesIO()
    csv.write_csv(pa.table(arrays, names=HEADINGS.split(",")), buffer, _OPTIONS)
    return buffer.getvalue()


def _member(month: date) -> str:
    return f"{month:%Y-%m}/{month:%Y-%m}-{FORCE_ID}-street.csv"


def published(last: date) -> date:
    """Return the day on which the files of a month come out."""
    return last_day(last) + _LAG


def _archive(path: Path, texts: dict[date, bytes]) -> None:
    """Write an archive whose entries are dated by their publication."""
    issued = published(max(texts))
    stamp = (issued.year, issued.month, issued.day, 0, 0, 0)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for month, text in texts.items():
            entry = zipfile.ZipInfo(_member(month), date_time=stamp)
            entry.create_system = 3  # else it depends on the machine
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text, zipfile.ZIP_DEFLATED, compresslevel=1)
