"""Figures in, figures with intervals out: pure functions of numbers."""

from __future__ import annotations

from cdp_metrics.stats.areas.concentration import Concentration, concentration
from cdp_metrics.stats.areas.funnel import Funnel, funnel, rate_ratio
from cdp_metrics.stats.areas.hot_spots import (
    Neighbours,
    benjamini_hochberg,
    gi_star,
    two_sided,
)
from cdp_metrics.stats.areas.lasting import (
    LEAST_PERIODS,
    PERSISTENCE,
    Persistence,
    persistence,
)
from cdp_metrics.stats.areas.local_moran import (
    MORAN_PATTERNS,
    LocalMoran,
    local_moran,
)
from cdp_metrics.stats.areas.smoothing import Smoothing, empirical_bayes
from cdp_metrics.stats.areas.standing import part_of, rank_range, widened_rate
from cdp_metrics.stats.change import (
    CountChange,
    Direction,
    compare_counts,
    direction,
)
from cdp_metrics.stats.control.chart import (
    Assurance,
    ControlChart,
    assurance,
    control_chart,
)
from cdp_metrics.stats.control.limits import Baseline, Limits, Segment
from cdp_metrics.stats.control.rules import RULES, Marks
from cdp_metrics.stats.disclosed_parts import parts_hidden
from cdp_metrics.stats.disclosed_sums import sums_shown
from cdp_metrics.stats.disclosure import LEAST_SHOWN, Disclosed, disclose
from cdp_metrics.stats.displacement import (
    BeforeAfter,
    WeightedDisplacement,
    dispersion_in_step,
    in_step,
    weighted_displacement,
)
from cdp_metrics.stats.figures import (
    Change,
    Count,
    Figure,
    Polarity,
    Unit,
    better,
    compare,
)
from cdp_metrics.stats.forecasting.backtest import BackTest, Score, back_test
from cdp_metrics.stats.forecasting.forecast import Fan, Forecast, forecast
from cdp_metrics.stats.forecasting.naive import seasonal_naive
from cdp_metrics.stats.forecasting.yardstick import Chance, yardstick
from cdp_metrics.stats.harm import (
    HarmUncertainty,
    ReportedHarm,
    half_year_dispersion,
    harm_uncertainty,
    reported_harm,
    visitor_areas,
)
from cdp_metrics.stats.plan.clocks import (
    Cadence,
    Clock,
    Judgement,
    clock,
    recent_figures,
)
from cdp_metrics.stats.plan.paths import Path, months_along, path_value
from cdp_metrics.stats.plan.rating import Rating, Reason, Status, not_rated
from cdp_metrics.stats.plan.standing import Basis, Grey, Reading, obstacle, stale_after
from cdp_metrics.stats.plan.targets import (
    rate_any_reduction,
    rate_assurance,
    rate_benchmark,
    rate_maintained,
    rate_reduction,
)
from cdp_metrics.stats.proportions import (
    Proportion,
    ProportionChange,
    compare_proportions,
    difference_limits,
    points_direction,
)
from cdp_metrics.stats.rates import Interval, byar, rate, wilson
from cdp_metrics.stats.series.history import History
from cdp_metrics.stats.series.recent import RecentTrend, recent_trend
from cdp_metrics.stats.series.rolling import present_in_window, rolling_total
from cdp_metrics.stats.series.seasonal import (
    NotEnough,
    Seasonality,
    Split,
    deseasonalise,
    robust_split,
    season_factors,
)
from cdp_metrics.stats.series.years import (
    Dispersion,
    learnt_dispersion,
    seasonal_dispersion,
    year_on_year,
)
from cdp_metrics.stats.severity import SeveritySplit, severity_rate, split_severity

__all__ = [
    "LEAST_PERIODS",
    "LEAST_SHOWN",
    "MORAN_PATTERNS",
    "PERSISTENCE",
    "RULES",
    "Assurance",
    "BackTest",
    "Baseline",
    "Basis",
    "BeforeAfter",
    "Cadence",
    "Chance",
    "Change",
    "Clock",
    "Concentration",
    "ControlChart",
    "Count",
    "CountChange",
    "Direction",
    "Disclosed",
    "Dispersion",
    "Fan",
    "Figure",
    "Forecast",
    "Funnel",
    "Grey",
    "HarmUncertainty",
    "History",
    "Interval",
    "Judgement",
    "Limits",
    "LocalMoran",
    "Marks",
    "Neighbours",
    "NotEnough",
    "Path",
    "Persistence",
    "Polarity",
    "Proportion",
    "ProportionChange",
    "Rating",
    "Reading",
    "Reason",
    "RecentTrend",
    "ReportedHarm",
    "Score",
    "Seasonality",
    "Segment",
    "SeveritySplit",
    "Smoothing",
    "Split",
    "Status",
    "Unit",
    "WeightedDisplacement",
    "assurance",
    "back_test",
    "benjamini_hochberg",
    "better",
    "byar",
    "clock",
    "compare",
    "compare_counts",
    "compare_proportions",
    "concentration",
    "control_chart",
    "deseasonalise",
    "difference_limits",
    "direction",
    "disclose",
    "dispersion_in_step",
    "empirical_bayes",
    "forecast",
    "funnel",
    "gi_star",
    "half_year_dispersion",
    "harm_uncertainty",
    "in_step",
    "learnt_dispersion",
    "local_moran",
    "months_along",
    "not_rated",
    "obstacle",
    "part_of",
    "parts_hidden",
    "path_value",
    "persistence",
    "points_direction",
    "present_in_window",
    "rank_range",
    "rate",
    "rate_any_reduction",
    "rate_assurance",
    "rate_benchmark",
    "rate_maintained",
    "rate_ratio",
    "rate_reduction",
    "recent_figures",
    "recent_trend",
    "reported_harm",
    "robust_split",
    "rolling_total",
    "season_factors",
    "seasonal_dispersion",
    "seasonal_naive",
    "severity_rate",
    "split_severity",
    "stale_after",
    "sums_shown",
    "two_sided",
    "visitor_areas",
    "weighted_displacement",
    "widened_rate",
    "wilson",
    "yardstick",
    "year_on_year",
]
