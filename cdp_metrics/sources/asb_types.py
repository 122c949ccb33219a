"""Incidents of anti-social behaviour by the partners' own categories, counted.

The product's own layout: one row a source, month, LSOA and category, without anything
about a person. `data/templates/README.md` says what each column holds; a table of the
harm index's parameters says which type a category is.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["ASB_HEADINGS", "INCIDENTS", "SOURCES"]

ASB_HEADINGS = (
    *("source", "month", "lsoa_code", "local_category"),
    *("nth_report", "shared_with", "count"),
)

INCIDENTS = Source(
    id="asb_incidents",
    columns=(
        Column("source"),
        Column("month"),
        Column("lsoa_code", ("lsoa_code", "lsoa21_code", "lsoa11_code")),
        Column("local_category"),
        Column("nth_report", required=False),
        Column("shared_with", required=False),
        Column("n", ("count",)),
    ),
    staging="asb_incidents",
    table="stage_asb_incident",
)

SOURCES = (INCIDENTS,)
