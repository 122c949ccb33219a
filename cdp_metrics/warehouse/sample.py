"""What the first bytes of a file say: its shape and its headings."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
from pyogrio.errors import DataSourceError

from cdp_metrics.errors import SourceRefused, SourceUnknown
from cdp_metrics.sources import Sample
from cdp_metrics.warehouse.workbook import is_document, is_workbook, workbook_to_csv

__all__ = ["rows_of", "sample_of"]

HEAD = 1 << 16
CHUNK = 1 << 20
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
SAVE_AGAIN = "save the table as .xlsx or as CSV (UTF-8)"


def sample_of(path: Path, name: str) -> Sample:
    """Return what is known of a file from its first bytes.

    A text file that is not UTF-8 with plain line feeds, and a workbook, is rewritten so
    in place (the path is a private copy): everything after reads one encoding.

    Parameters
    ----------
    path
        The private copy.
    name
        The file as the user knows it.

    Raises
    ------
    SourceRefused
        The file is empty, cut short, or not what its first bytes promise.
    SourceUnknown
        It is neither a table, a map file nor Parquet.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise SourceRefused(name, "the file is empty", remedy="download it again")
    if head[:4] == b"PAR1":
        return _parquet(path, name)
    if is_workbook(path):
        workbook_to_csv(path, name)
        return _table(path, name)
    if is_document(path):
        raise SourceUnknown(
            name,
            "a document, not a table",
            remedy="save the table in it as .xlsx or as CSV (UTF-8)",
        )
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise SourceUnknown(
            name, "an archive within an archive", remedy="unpack the outer one"
        )
    if head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{":
        return _map_file(path, name)
    if b"\x00" in head and not head.startswith(
        (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        raise SourceUnknown(
            name, "not a table, a map file or Parquet", remedy=SAVE_AGAIN
        )
    _to_utf8(path)
    return _table(path, name)


def _parquet(path: Path, name: str) -> Sample:
    try:
        headings = tuple(pq.read_schema(path).names)
    except (pa.ArrowException, OSError) as error:
        raise SourceRefused(
            name,
            f"damaged Parquet ({str(error).splitlines()[0]})",
            remedy="download it again",
        ) from None
    return Sample(name, "parquet", headings)


def _map_file(path: Path, name: str) -> Sample:
    try:
        info = pyogrio.read_info(f"GeoJSON:{path}")
    except DataSourceError:
        raise SourceUnknown(
            name,
            "JSON, but not GeoJSON with features, or cut short",
            expected="GeoJSON",
            remedy="download it again",
        ) from None
    return Sample(name, "geojson", tuple(info["fields"]), str(info["crs"] or ""))


def _to_utf8(path: Path) -> None:
    """Rewrite UTF-16 (by its mark) and Windows-1252 (by elimination) as UTF-8.

    Line ends become line feeds: a reader that meets two kinds in one file stops.
    """
    with path.open("rb") as file:
        mark = file.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        encoding = "utf-16"
    elif not _is_utf8(path):
        encoding = "cp1252"
    elif _holds(path, b"\r"):
        encoding = "utf-8"
    else:
        return
    rewritten = path.with_suffix(".utf8")
    with (
        path.open(encoding=encoding, errors="replace") as source,
        rewritten.open("w", encoding="utf-8", newline="") as target,
    ):
        while chunk := source.read(CHUNK):
            target.write(chunk)
    rewritten.replace(path)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _holds(path: Path, byte: bytes) -> bool:
    with path.open("rb") as file:
        return any(byte in chunk for chunk in iter(lambda: file.read(CHUNK), b""))


def _table(path: Path, name: str) -> Sample:
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            headings = next(csv.reader(file), [])
        except csv.Error as error:
            raise SourceUnknown(
                name, f"not a table ({error})", remedy=SAVE_AGAIN
            ) from None
    _refuse_other_separator(name, headings)
    _refuse_cut_short(path, name, len(headings))
    return Sample(name, "csv", tuple(heading.strip() for heading in headings))


def _refuse_other_separator(name: str, headings: Sequence[str]) -> None:
    """Refuse a table whose one heading is several, put apart by something else.

    It is not read as if by commas: such files often have decimal commas too.
    """
    for mark, called in SEPARATORS.items():
        if len(headings) == 1 and mark in headings[0]:
            raise SourceRefused(
                name,
                f"its columns stand apart by {called}, not by commas",
                expected="CSV: columns apart by commas, a point before decimals",
                remedy="save it as .xlsx or as CSV (UTF-8) with commas",
                row=1,
            )


def rows_of(path: Path, name: str, *, folded: bool = False) -> int:
    """Return how many rows a table holds below its heading, apart from its reading.

    A quote that is not closed takes the lines below it into its field, up to the
    next quote or the end; a reader may lose them without a word. So a field of
    several lines is refused, but for the sources that are known to have them: there
    a row of another width than the heading is.

    Parameters
    ----------
    path
        The private copy, once `sample_of` has seen it.
    name
        The file as the user knows it.
    folded
        Whether its source breaks lines within quoted fields.

    Raises
    ------
    SourceRefused
        A quoted field does not end on its line.
    """
    if not _holds(path, b'"'):
        with path.open("rb") as file:
            return sum(line != b"\n" for line in file) - 1
    rows, ended, width, fault = -1, 0, 0, ""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            for fields in reader:
                width = width or len(fields)
                broken = reader.line_num > ended + 1
                if rows >= 0 and broken and (not folded or len(fields) != width):
                    fault = f"it ends on line {reader.line_num}"
                    break
                rows, ended = rows + bool(fields), reader.line_num
        except csv.Error as error:
            fault = str(error)
    if fault:
        raise SourceRefused(
            name,
            f"a quoted field does not end on its line ({fault})",
            expected='each " closed on its own line',
            remedy="download it again, or close the quote",
            row=ended + 1,
        )
    return rows


def _refuse_cut_short(path: Path, name: str, width: int) -> None:
    """Refuse a file whose last line has no end and too few fields.

    How many rows are lost cannot be known, so none of the others is used.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - HEAD))
        tail = file.read()
    last = tail.rsplit(b"\n", 1)[-1].decode("utf-8", errors="replace")
    if width > 1 and last and size > len(tail.split(b"\n", 1)[0]):
        fields = next(csv.reader([last]), [])
        if 0 < len(fields) < width:
            raise SourceRefused(
                name,
                f"cut short: its last line has {len(fields)} of {width} fields",
                remedy="download it again; how many rows are lost cannot be known",
            )
