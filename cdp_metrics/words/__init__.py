"""Numbers and sentences as British readers expect them.

A figure that is not there becomes words, never a blank and never a nought.
"""

from __future__ import annotations

from cdp_metrics.words.figures import (
    NOT_SHOWN,
    CountChange,
    between,
    count,
    headline_change,
    inside,
    percent,
    plural,
    points,
    rate,
    signed,
)
from cdp_metrics.words.outlook import about, chance_words, times_held
from cdp_metrics.words.plan import clock_words, row_sentence, rule_sentence, status_tag

__all__ = [
    "NOT_SHOWN",
    "CountChange",
    "about",
    "between",
    "chance_words",
    "clock_words",
    "count",
    "headline_change",
    "inside",
    "percent",
    "plural",
    "points",
    "rate",
    "row_sentence",
    "rule_sentence",
    "signed",
    "status_tag",
    "times_held",
]
