"""An Excel workbook as the table of text that everything after reads."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from cdp_metrics.errors import SourceRefused

__all__ = ["is_document", "is_workbook", "workbook_to_csv"]

SHEET: Final = "data"
"""The sheet that is read where several hold rows."""


def is_workbook(path: Path) -> bool:
    """Return whether a file is an Excel workbook (.xlsx)."""
    return _holds(path, "xl/workbook.xml")


def is_document(path: Path) -> bool:
    """Return whether a file is a document of an office suite, of whatever kind."""
    return _holds(path, "[Content_Types].xml")


def _holds(path: Path, member: str) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return member in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def workbook_to_csv(path: Path, name: str) -> None:
    """Rewrite a workbook in place as CSV in UTF-8.

    Parameters
    ----------
    path
        The private copy.
    name
        The file as the user knows it.

    Raises
    ------
    SourceRefused
        It cannot be opened, no sheet or several hold rows, or a formula bears no value.

    Notes
    -----
    A cell in a percentage format is written with its sign (0.7 shown as 70% becomes
    70%), a day as YYYY-MM-DD: what is on the screen of its sender is what is read.
    """
    values, formulas = _open(path, name, values=True), _open(path, name, values=False)
    sheet = _sheet(values, name)
    asked = formulas[sheet.title]
    rows = []
    cells = zip(sheet.iter_rows(), asked.iter_rows(), strict=True)
    for number, (row, written) in enumerate(cells, start=1):
        for cell, source in zip(row, written, strict=True):
            if cell.value is None and source.value is not None:
                raise SourceRefused(
                    name,
                    f"cell {source.coordinate} holds a formula without its value",
                    expected="values",
                    remedy="open the workbook, let it calculate, and save it again",
                    row=number,
                )
        rows.append([_text(cell) for cell in row])
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(
        (at for row in rows for at, text in enumerate(row, 1) if text), default=0
    )
    with path.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, lineterminator="\n").writerows(row[:width] for row in rows)


def _open(path: Path, name: str, *, values: bool) -> Any:
    from openpyxl import load_workbook  # only who sends a workbook waits for it

    try:
        with warnings.catch_warnings():  # of parts that hold no cells
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(path.read_bytes()), data_only=values)
    except Exception as error:  # it raises many kinds at what is damaged
        raise SourceRefused(
            name,
            f"the workbook cannot be opened ({str(error).splitlines()[0][:120]})",
            expected="an Excel workbook (.xlsx) without a password",
            remedy="save it again as .xlsx or as CSV (UTF-8)",
        ) from None


def _sheet(book: Any, name: str) -> Any:
    """Return the one sheet to read."""
    held = [
        sheet
        for sheet in book.worksheets
        if any(
            cell is not None
            for row in sheet.iter_rows(values_only=True)
            for cell in row
        )
    ]
    chosen = [sheet for sheet in held if sheet.title.strip().lower() == SHEET]
    if len(held) == 1 or len(chosen) == 1:
        return (chosen or held)[0]
    raise SourceRefused(
        name,
        "no sheet holds anything"
        if not held
        else "several sheets hold rows: " + ", ".join(sheet.title for sheet in held),
        expected="one sheet with rows, or one named Data",
        remedy="leave one sheet, or name the one to read Data",
    )


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        whole = value.time() == time()
        return value.date().isoformat() if whole else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        if "%" in (cell.number_format or ""):
            return f"{100 * value:.10g}%"
        return f"{value:.15g}"
    return " ".join(str(value).split())
