"""An entry of the dictionary in words, for pages and for docs/indicators.md."""

from __future__ import annotations

from typing import Final

from cdp_metrics.catalogue import Indicator

__all__ = [
    "DISCLOSURE",
    "RANGES",
    "areas_words",
    "better_words",
    "counts_words",
    "issued_words",
    "level_words",
    "unit_words",
]

RANGES: Final = {
    "byar": "Byar's method, 95%",
    "wilson": "Wilson's method, 95%",
    "published": "as published, never computed here",
    "none": "none",
}
DISCLOSURE: Final = {
    "already public": "shown as they are: already public",
    "as published": "shown or hidden as published",
    "under 5 hidden": "under 5 are hidden",
}
BETTER: Final = {
    "higher_is_better": "higher is better",
    "lower_is_better": "lower is better",
    "neutral": "neither direction is better by itself",
}
AREAS: Final = {
    "partnership": "the partnership",
    "ward": "wards",
    "lsoa21": "LSOAs of 2021",
    "msoa21": "MSOAs of 2021",
    "district": "districts",
    "csp": "community safety partnerships",
    "county": "counties",
    "force": "police force areas",
    "region": "regions",
    "england": "England",
}


def unit_words(entry: Indicator) -> str:
    """Return what is counted and how: ``people in treatment, in %``."""
    if entry.kind == "proportion":
        return f"{entry.unit}, in %"
    if entry.kind == "count":
        return f"{entry.unit} (count), rate per {entry.per:,} residents"
    if entry.kind == "rate":
        return f"{entry.unit} (rate per {entry.per:,} residents)"
    return f"{entry.unit} ({entry.kind})"


def better_words(entry: Indicator) -> str:
    """Return which direction is better, and why neither is where it is reporting."""
    why = ": it follows reporting and police activity" if entry.reporting_driven else ""
    return BETTER[entry.polarity] + why


def counts_words(entry: Indicator) -> str:
    """Return which of a source's categories are counted."""
    if entry.categories:
        return ", ".join(entry.categories)
    if entry.every_category_but:
        return f"every category but {', '.join(entry.every_category_but)}"
    return "as sent or published" if entry.sql == "published" else "as the query says"


def areas_words(entry: Indicator) -> str:
    """Return the kinds of area it is offered for."""
    return ", ".join(AREAS[each] for each in entry.geographies)


def issued_words(entry: Indicator) -> str:
    """Return how often it is issued, and how late."""
    lag = f", about {entry.lag_days} days after" if entry.lag_days is not None else ""
    return f"{entry.frequency}{lag}"


def level_words(entry: Indicator) -> str:
    """Return which changes count as level."""
    return f"a change below {entry.deadband:g}" + (
        "pp" if entry.kind == "proportion" else "%"
    )
