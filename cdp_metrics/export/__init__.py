"""Figures as files: exactly what is drawn, with what it is."""

from __future__ import annotations

from cdp_metrics.export.about import about_rows, plain
from cdp_metrics.export.csv import csv_file, file_name, with_rows
from cdp_metrics.export.xlsx import xlsx_file

__all__ = [
    "about_rows",
    "csv_file",
    "file_name",
    "plain",
    "with_rows",
    "xlsx_file",
]
