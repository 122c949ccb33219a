"""Police recorded crime by force, quarter and offence (Home Office open data).

Source: Home Office, "Police recorded crime open data tables", police force area
tables from 2012/13. Negative counts are revisions of earlier quarters: kept.
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Kind, Source

__all__ = ["SOURCES"]

_COLUMNS = (
    Column("financial_year", ("FY", "Financial Year")),
    Column("quarter", ("Financial Quarter",)),
    Column("force_name", ("Force", "Force Name")),
    Column("offence", ("Offence Description",)),
    Column("offence_group", ("Group", "Offence Group")),
    Column("offence_subgroup", ("Offence Subgroup",)),
    Column("offence_code", ("Offence Code",)),
    Column("n", ("n", "Number of Offences")),
    Column("territorial", ("territorial",), required=False),
)
_SHAPES: tuple[tuple[str, Kind], ...] = (
    ("home_office_quarterly", "parquet"),
    ("home_office_quarterly_csv", "csv"),
)

SOURCES = tuple(
    Source(
        id=source_id,
        kind=kind,
        columns=_COLUMNS,
        staging="home_office_quarterly",
        table="stage_recorded_crime",
    )
    for source_id, kind in _SHAPES
)
