"""Excel of exactly what a CSV file holds, with numbers and dates as such."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from cdp_metrics.export.csv import DEMONSTRATION, Filed, read

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["MIME", "workbook", "xlsx_file"]

MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# No leading zero, sign or blank beside it: such a cell is a name, as codes are.
_NUMBER: Final = re.compile(
    r"[-+]?(?P<whole>0|[1-9]\d{0,14}|[1-9]\d{0,2}(,\d{3})+)"
    # a computed figure has up to 17 digits, and a very small one an exponent
    r"(\.(?P<part>\d{1,25}))?(e-\d{2,3})?%?",
    re.ASCII,
)
_DECIMALS: Final = 6
"""How many are shown at most; the cell holds them all."""
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH: Final = re.compile(r"\d{4}-\d{2}", re.ASCII)
_NAMES: Final = re.compile(r"code|version|identifier|build", re.I)
"""Columns of names, however like numbers these look."""
_YEARS: Final = range(1900, 2101)
_WIDEST: Final = 60
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")


def xlsx_file(file: bytes) -> bytes:
    """Return a file of `csv_file` as an Excel workbook.

    Parameters
    ----------
    file
        The CSV.

    Returns
    -------
    bytes
        Sheet "Data" holds the table and "About" what it is. A word in place of a
        figure stays a word, an empty cell stays empty, and nought is nought.
    """
    filed = read(file)
    return workbook([("Data", filed)], filed.about, demonstration=filed.demonstration)


def workbook(
    tables: Sequence[tuple[str, Filed]],
    about: Sequence[tuple[str, str]],
    *,
    demonstration: bool = False,
) -> bytes:
    """Return an Excel workbook of several tables and one sheet about them.

    Parameters
    ----------
    tables
        Name of each sheet, and its table.
    about
        What the figures are, as names and words.
    demonstration
        Whether the figures are invented; every sheet then begins by saying so.
    """
    import xlsxwriter  # only when a file is asked for

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        # nothing of the clock, so that the same figures give the same file
        book.set_properties({"created": datetime(2000, 1, 1)})
        names: set[str] = set()
        for name, filed in tables:
            sheet = book.add_worksheet(_sheet_name(name, names))
            _fill(book, sheet, filed, demonstration=demonstration)
        _tell(book, about, demonstration=demonstration)
    return held.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel allows and no other sheet bears."""
    base = " ".join(_FORBIDDEN.sub(" ", name).split())[:31].strip("' ") or "Sheet"
    found, turn = base, 1
    while found.lower() in taken:
        turn += 1
        found = f"{base[: 30 - len(str(turn))]} {turn}"
    taken.add(found.lower())
    return found


def _fill(
    book: Workbook, sheet: Worksheet, filed: Filed, *, demonstration: bool
) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom"})
    formats: dict[str, Any] = {}

    def styled(shape: str) -> Any:
        if shape not in formats:  # a book of a format a cell is slow and large
            formats[shape] = book.add_format({"num_format": shape})
        return formats[shape]

    head = 0
    if demonstration:
        sheet.write_string(0, 0, DEMONSTRATION, bold)
        head = 1
    for place, column in enumerate(filed.columns):
        cells = [row[place] for row in filed.rows]
        years = _years(cells)
        names = bool(_NAMES.search(column))
        sheet.write_string(head, place, column, bold)
        longest = max(map(len, (*cells, column)), default=0)
        sheet.set_column(place, place, min(max(longest, 8), _WIDEST) + 2)
        for at, cell in enumerate(cells, head + 1):
            value, shape = (cell, "") if names else _typed(cell, years=years)
            if isinstance(value, datetime):
                sheet.write_datetime(at, place, value, styled(shape))
            elif isinstance(value, float):
                sheet.write_number(at, place, value, styled(shape))
            elif value:
                sheet.write_string(at, place, value)
    sheet.freeze_panes(head + 1, 1)


def _tell(
    book: Workbook, about: Sequence[tuple[str, str]], *, demonstration: bool
) -> None:
    sheet = book.add_worksheet("About")
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    first = [(DEMONSTRATION, "")] if demonstration else []
    for at, (name, words) in enumerate([*first, *about]):
        sheet.write_string(at, 0, name, bold)
        sheet.write_string(at, 1, words, wrapped)


def _years(cells: Sequence[str]) -> bool:
    """Return whether a column holds years alone, which have no thousands."""
    found = [cell for cell in cells if _NUMBER.fullmatch(cell)]
    return bool(found) and all(c.isdigit() and int(c) in _YEARS for c in found)


def _typed(cell: str, *, years: bool) -> tuple[str | float | datetime, str]:
    """Return a cell as what it is, and how it is shown."""
    if found := _NUMBER.fullmatch(cell):
        share = cell.endswith("%")
        value = float(cell.rstrip("%").replace(",", ""))
        decimals = found["part"]
        shape = "0" if years or share else "#,##0"
        if "e" in cell:
            return value, "0.0E+00"
        shape += f".{'0' * min(len(decimals), _DECIMALS)}" if decimals else ""
        return (value / 100, f"{shape}%") if share else (value, shape)
    for form, told, shape in (
        (_DAY, "%Y-%m-%d", "d mmm yyyy"),
        (_MONTH, "%Y-%m", "mmm yyyy"),
    ):
        if form.fullmatch(cell):
            try:
                return datetime.strptime(cell, told), shape
            except ValueError:
                return cell, ""
    return cell, ""
