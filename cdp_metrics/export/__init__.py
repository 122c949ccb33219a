"""Figures as files: exactly what is drawn, with what it is."""

from __future__ import annotations

from cdp_metrics.export.csv import csv_file, file_name, with_row

__all__ = ["csv_file", "file_name", "with_row"]
