"""What each page answers: queries and statistics put together, as frozen results."""

from __future__ import annotations

from cdp_metrics.answers.asb_map import AsbMap, asb_map
from cdp_metrics.answers.counted import trend
from cdp_metrics.answers.data import DataReport, data_report
from cdp_metrics.answers.day import day_of
from cdp_metrics.answers.dictionary import Dictionary, dictionary
from cdp_metrics.answers.outlook import Outlook, force_outlook, target_outlook
from cdp_metrics.answers.overview import Overview, overview
from cdp_metrics.answers.places import Place, places
from cdp_metrics.answers.plan import PlanRow, PlanTable, plan_table
from cdp_metrics.answers.published import AsPublished, as_published
from cdp_metrics.answers.reported import Reported, reported
from cdp_metrics.answers.treatment import Treatment, treatment
from cdp_metrics.answers.trend import Trend
from cdp_metrics.answers.wards import Wards, complete_year, wards

__all__ = [
    "AsPublished",
    "AsbMap",
    "DataReport",
    "Dictionary",
    "Outlook",
    "Overview",
    "Place",
    "PlanRow",
    "PlanTable",
    "Reported",
    "Treatment",
    "Trend",
    "Wards",
    "as_published",
    "asb_map",
    "complete_year",
    "data_report",
    "day_of",
    "dictionary",
    "force_outlook",
    "overview",
    "places",
    "plan_table",
    "reported",
    "target_outlook",
    "treatment",
    "trend",
    "wards",
]
