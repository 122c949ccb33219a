"""What each page answers: queries and statistics put together, as frozen results."""

from __future__ import annotations

from cdp_metrics.answers.asb_map import AsbMap, asb_map
from cdp_metrics.answers.data import DataReport, data_report
from cdp_metrics.answers.overview import Overview, overview
from cdp_metrics.answers.places import Place, places
from cdp_metrics.answers.trend import Trend, trend
from cdp_metrics.answers.wards import Wards, complete_year, wards

__all__ = [
    "AsbMap",
    "DataReport",
    "Overview",
    "Place",
    "Trend",
    "Wards",
    "asb_map",
    "complete_year",
    "data_report",
    "overview",
    "places",
    "trend",
    "wards",
]
