"""Numbers and sentences as British readers expect them.

A figure that is not there becomes words, never a blank and never a nought.
"""

from __future__ import annotations

from cdp_metrics.words.figures import (
    BOUNDS,
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
from cdp_metrics.words.outlook import about, chance_words, marks_words, times_held
from cdp_metrics.words.plan import clock_words, row_sentence, rule_sentence, status_tag
from cdp_metrics.words.preview import recognised_words, replaced_words, row_words
from cdp_metrics.words.refused import lines_words, refused_words

__all__ = [
    "BOUNDS",
    "NOT_SHOWN",
    "CountChange",
    "about",
    "between",
    "chance_words",
    "clock_words",
    "count",
    "headline_change",
    "inside",
    "lines_words",
    "marks_words",
    "percent",
    "plural",
    "points",
    "rate",
    "recognised_words",
    "refused_words",
    "replaced_words",
    "row_sentence",
    "row_words",
    "rule_sentence",
    "signed",
    "status_tag",
    "times_held",
]
