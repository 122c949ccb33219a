"""What the product measures and where it comes from: data, validated on loading."""

from __future__ import annotations

from cdp_metrics.catalogue.indicators import Indicator, indicators, load_indicators
from cdp_metrics.catalogue.partnership import Partnership, load_partnership
from cdp_metrics.catalogue.plan import Plan, load_plan
from cdp_metrics.catalogue.published import PublishedFigure, load_published
from cdp_metrics.catalogue.publishers import (
    Publisher,
    load_publishers,
    publisher_of,
    publishers,
)

__all__ = [
    "Indicator",
    "Partnership",
    "Plan",
    "PublishedFigure",
    "Publisher",
    "indicators",
    "load_indicators",
    "load_partnership",
    "load_plan",
    "load_published",
    "load_publishers",
    "publisher_of",
    "publishers",
]
