"""Pictures as plain data: results in, Plotly figures, SVG and tables out."""

from __future__ import annotations

from cdp_metrics.charts.coverage import Coverage, coverage_table
from cdp_metrics.charts.sparkline import sparkline
from cdp_metrics.charts.trend.figure import Band, Gap, Series, alt_text, trend_figure

__all__ = [
    "Band",
    "Coverage",
    "Gap",
    "Series",
    "alt_text",
    "coverage_table",
    "sparkline",
    "trend_figure",
]
