"""The figures inside a chart: a workbook in which no name is ever run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

__all__ = ["figures"]

AS_TEXT: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


class _Writer(CategoryWorkbookWriter):  # type: ignore[misc]
    """Writes names as they are: "=1+1" is a name that somebody gave a place."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        with Workbook(xlsx_file, AS_TEXT) as book:
            yield book, book.add_worksheet()


class _Figures(CategoryChartData):  # type: ignore[misc]
    @property
    def _workbook_writer(self) -> _Writer:
        return _Writer(self)


def figures(number_format: str) -> CategoryChartData:
    """Return what a chart's categories and series are put into.

    Parameters
    ----------
    number_format
        As Excel writes it: ``#,##0.0``.
    """
    return _Figures(number_format=number_format)
