"""Resident population: estimates of the Office for National Statistics.

Source: ONS mid-year population estimates; estimates up to mid-2020 here were
issued before Census 2021 and are marked as such (`basis`).
"""

from __future__ import annotations

from cdp_metrics.sources.base import Column, Source

__all__ = ["SOURCES"]

_LSOA11 = Column("area_code", ("LSOA11CD", "lsoa11_code", "LSOA Code"))

SOURCES = (
    Source(
        id="population_lsoa11_ages",
        columns=(
            _LSOA11,
            Column("persons", ("total_population", "All Ages")),
            Column("age_0", ("0",)),
            Column("age_16", ("16",)),
        ),
        staging="population_total",
        table="stage_population",
        needs_year=True,
    ),
    Source(
        id="population_lsoa11_total",
        columns=(_LSOA11, Column("persons", (r"population_mid(\d{4})",))),
        staging="population_total",
        table="stage_population",
    ),
    Source(
        id="population_district_ages",
        columns=(
            Column("area_code", ("code", r"LAD\d\dCD")),
            Column("year", ("year",)),
            Column("first_age", ("Age 0", "Aged 0")),
        ),
        staging="population_district_ages",
        table="stage_population",
        keep_all=True,
    ),
    Source(
        id="population_force",
        columns=(
            Column("area_code", (r"PFA \d{4} Code",)),
            Column("area_name", (r"PFA \d{4} Name",)),
            Column("persons", ("Population",)),
        ),
        staging="population_total",
        table="stage_population",
        needs_year=True,
    ),
    Source(
        id="population_district_total",
        columns=(
            Column("area_code", ("Code",)),
            Column("area_name", ("Name",)),
            Column("geography", ("Geography",)),
            Column("persons", ("Population",)),
        ),
        staging="population_total",
        table="stage_population",
        needs_year=True,
    ),
)
