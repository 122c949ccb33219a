"""Figures in, figures with intervals out: pure functions of numbers."""

from __future__ import annotations

from cdp_metrics.stats.change import (
    CountChange,
    Direction,
    compare_counts,
    direction,
)
from cdp_metrics.stats.harm import (
    ReportedHarm,
    half_year_dispersion,
    reported_harm,
    visitor_areas,
)
from cdp_metrics.stats.harm_draws import (
    CLASS_CUTS,
    HarmUncertainty,
    harm_uncertainty,
)
from cdp_metrics.stats.rates import Interval, byar, rate, wilson
from cdp_metrics.stats.rolling import present_in_window, rolling_total
from cdp_metrics.stats.smoothing import Smoothing, empirical_bayes
from cdp_metrics.stats.years import Dispersion, seasonal_dispersion, year_on_year

__all__ = [
    "CLASS_CUTS",
    "CountChange",
    "Direction",
    "Dispersion",
    "HarmUncertainty",
    "Interval",
    "ReportedHarm",
    "Smoothing",
    "byar",
    "compare_counts",
    "direction",
    "empirical_bayes",
    "half_year_dispersion",
    "harm_uncertainty",
    "present_in_window",
    "rate",
    "reported_harm",
    "rolling_total",
    "seasonal_dispersion",
    "visitor_areas",
    "wilson",
    "year_on_year",
]
