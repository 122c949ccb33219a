"""What each filter chooses, as sentences about a link name it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["NOUNS"]

NOUNS: Final[Mapping[str, str]] = {
    "ahead": "a length of forecast",
    "area": "an area",
    "base": "a year to compare with",
    "cell": "a cell",
    "chart": "a view",
    "compare": "something to compare",
    "cross": "something to cross harm with",
    "end": "a span of twelve months",
    "family": "a family of crime",
    "figures": "a kind of figures",
    "first": "a first year",
    "group": "a family of measures",
    "held": "a state of data",
    "impact": "a set of weights",
    "last": "a last year",
    "layer": "a layer",
    "lsoa": "an area of the map",
    "measure": "a measure",
    "period": "a period",
    "playlist": "a page of a playlist",
    "present": "a slide",
    "show": "a way to show figures",
    "snapshot": "a snapshot",
    "table": "a table",
    "target": "a target",
    "template": "a return",
    "treatment": "a measure of treatment",
    "version": "a version",
    "view": "a comparison",
    "weights": "a set of weights",
}
"""What a filter chooses, in words; those not here are a choice."""
