"""From answers to words, series and rows: pure, one module a page."""

from __future__ import annotations

from cdp_metrics.ui.views.data import DataView, data_view
from cdp_metrics.ui.views.overview import OverviewView, overview_view
from cdp_metrics.ui.views.plan.published import PublishedView, published_view
from cdp_metrics.ui.views.plan.table import PlanView, plan_view
from cdp_metrics.ui.views.treatment.view import TreatmentView, treatment_view
from cdp_metrics.ui.views.trends.over_time import TrendView, trend_view

__all__ = [
    "DataView",
    "OverviewView",
    "PlanView",
    "PublishedView",
    "TreatmentView",
    "TrendView",
    "data_view",
    "overview_view",
    "plan_view",
    "published_view",
    "treatment_view",
    "trend_view",
]
