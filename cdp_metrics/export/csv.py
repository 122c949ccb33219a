"""CSV of exactly what is drawn, under rows that say what it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["DEMONSTRATION", "Filed", "csv_file", "file_name", "read", "with_rows"]

DEMONSTRATION: Final = "Demonstration data: invented"
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")  # noqa: RUF001
_CONTROL: Final = ("\t", "\r", "\n")
_GAP: Final = b"\r\n\r\n"  # the empty row between what a file is and its table
_BARE: Final = b"\xef\xbb\xbf\r\n"
_MINUS: Final = "\N{MINUS SIGN}"
_NUMBER: Final = re.compile(rf"[-+{_MINUS}]?\d[\d,]*(\.\d+)?(e-\d+)?%?", re.ASCII)


@dataclass(frozen=True)
class Filed:
    """A file of `csv_file` read back, its cells as they are shown.

    Parameters
    ----------
    about
        What the figures are, as names and words.
    columns, rows
        The table.
    demonstration
        Whether the figures are invented.
    """

    about: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    demonstration: bool = False


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
    before it, as OWASP advises against CSV injection. A number stays one, and its
    minus sign is written as spreadsheets read it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if demonstration:
        writer.writerow([DEMONSTRATION])
    writer.writerows(_said(about))
    writer.writerow([])
    writer.writerow([_safe(column) for column in columns])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def with_rows(file: bytes, about: Sequence[tuple[str, str]]) -> bytes:
    """Return a file of `csv_file` with more rows that say what it is.

    Parameters
    ----------
    file
        The file.
    about
        The rows, after those that are there; one without words is left out.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_said([each for each in about if each[1]]))
    if not (more := text.getvalue().encode()):
        return file
    if file.startswith(_BARE):  # it says nothing yet: its table follows at once
        return file.replace(_BARE, _BARE.removesuffix(b"\r\n") + more + b"\r\n", 1)
    said, gap, table = file.partition(_GAP)
    return said + b"\r\n" + more.removesuffix(b"\r\n") + gap + table


def read(file: bytes) -> Filed:
    """Return what a file of `csv_file` says and holds."""
    text = io.StringIO(file.decode("utf-8-sig"), newline="")
    rows = [tuple(map(_shown, row)) for row in csv.reader(text)]
    gap = rows.index(())
    invented = rows[0] == (DEMONSTRATION,)
    about = tuple((name, words) for name, words in rows[int(invented) : gap])
    return Filed(about, rows[gap + 1], tuple(rows[gap + 2 :]), invented)


def _said(about: Sequence[tuple[str, str]]) -> list[list[str]]:
    """Return rows of one line each: an empty line would end what the file is."""
    return [[_safe(" ".join(cell.split())) for cell in row] for row in about]


def _safe(cell: str) -> str:
    if _NUMBER.fullmatch(cell):
        return cell.replace(_MINUS, "-")
    if cell.startswith(_CONTROL) or cell.lstrip().startswith(_FORMULA):
        return f"'{cell}"
    # one that has such a mark of its own is told from a marked one by a second
    if cell.startswith("'") and _safe(cell[1:]) != cell[1:]:
        return f"'{cell}"
    return cell


def _shown(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _safe(cell[1:]) == cell else cell


def file_name(*parts: str) -> str:
    """Return a file name of plain words: ``asb-castle-ward-dec-2025.csv``."""
    plain = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower())
    return f"{plain.strip('-')}.csv"
