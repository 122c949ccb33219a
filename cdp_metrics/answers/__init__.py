"""What each page answers: queries and statistics put together, as frozen results."""

from __future__ import annotations

from cdp_metrics.answers.about.data import DataReport, data_report
from cdp_metrics.answers.about.dictionary import Dictionary, dictionary
from cdp_metrics.answers.area.wards import Wards, complete_year, wards
from cdp_metrics.answers.day import day_of
from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.reported import Reported, reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.harm.asb_map import AsbMap, asb_map
from cdp_metrics.answers.health.treatment import Treatment, treatment
from cdp_metrics.answers.meeting.overview import Overview, overview
from cdp_metrics.answers.places import Place, places
from cdp_metrics.answers.plan.outlook import Outlook, force_outlook, target_outlook
from cdp_metrics.answers.plan.published import AsPublished, as_published
from cdp_metrics.answers.plan.table import PlanRow, PlanTable, plan_table

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
