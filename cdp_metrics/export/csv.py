"""CSV of exactly what is drawn, under rows that say what it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

__all__ = ["csv_file", "file_name", "with_row"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = b"\r\n\r\n"  # the empty row between what a file is and its table
_NUMBER = re.compile(r"[-+]?\d[\d,]*(\.\d+)?%?")


def csv_file(
    about: Sequence[tuple[str, str]],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    demonstration: bool = False,
) -> bytes:
    """Return figures as CSV for Excel: UTF-8 with a mark, CRLF.

    Parameters
    ----------
    about
        What the figures are, as names and words; first in the file.
    columns, rows
        The table; numbers without thousands separators.
    demonstration
        Whether the figures are invented; the first row then says so.

    Notes
    -----
    A cell that a spreadsheet would run as a formula is written with an apostrophe
    before it, as OWASP advises against CSV injection.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if demonstration:
        writer.writerow(["Demonstration data: invented"])
    for name, words in about:
        writer.writerow([_safe(name), _safe(words)])
    writer.writerow([])
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def with_row(file: bytes, name: str, words: str) -> bytes:
    """Return a file of `csv_file` with one more row that says what it is.

    Parameters
    ----------
    file
        The file.
    name, words
        The row, last of those above the table; nothing is added without words.
    """
    if not words:
        return file
    text = io.StringIO(newline="")
    csv.writer(text).writerow([_safe(name), _safe(words)])
    about, gap, table = file.partition(_GAP)
    return about + b"\r\n" + text.getvalue().encode().rstrip() + gap + table


def _safe(cell: str) -> str:
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def file_name(*parts: str) -> str:
    """Return a file name of plain words: ``asb-castle-ward-dec-2025.csv``."""
    plain = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower())
    return f"{plain.strip('-')}.csv"
