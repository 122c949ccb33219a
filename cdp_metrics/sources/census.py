"""Census 2021 counts by LSOA (ONS, by way of open extracts of the same layout).

One file holds one table: an LSOA, a category and a count, a row each. ONS
perturbs cells, so totals differ by a few dozen between tables.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["SOURCES", "TABLES"]

TABLES = {
    "age": ("age_group", "usual_residents"),
    "ethnic_group": ("ethnic_group", "n"),
    "tenure": ("tenure", "n"),
    "household_deprivation": ("deprivation_dimensions", "n"),
    "occupancy": ("occupancy_rating", "n"),
    "accommodation": ("type", "n"),
}
"""Table name: heading of its category column, heading of its count."""

SOURCES = tuple(
    Source(
        id=f"census_{table}",
        columns=(
            Column("lsoa21_code", ("LSOA21CD", "lsoa21_code")),
            Column("category", (category,)),
            Column("count", (count,)),
            Column("total", ("total_residents", "total_households"), required=False),
        ),
        staging="census",
        table="stage_profile",
        constant=table,
    )
    for table, (category, count) in TABLES.items()
)
