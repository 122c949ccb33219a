"""Other families of crime by the engine of the harm index, for the newest year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cdp_metrics.warehouse.db import Store

__all__ = ["Family", "FamilyArea", "families", "family_areas"]


@dataclass(frozen=True)
class Family:
    """A family of crimes: its categories, and the last day of its twelve months."""

    family: str
    title: str
    categories: tuple[str, ...]
    period_end: date
    reports: float


@dataclass(frozen=True)
class FamilyArea:
    """One LSOA by a family: index 100 is the average; ranks and index are ranges.

    Attributes
    ----------
    reports, rate
        Counted in twelve months; smoothed, per 1,000 residents.
    index, index_lower, index_upper
        None where areas do not differ beyond chance.
    map_class, certainty
        0 to 2, and the share of draws in that class.
    visitor
        Whether residents are a poor base.
    """

    code: str
    name: str
    reports: float
    rate: float
    index: float
    index_lower: float | None
    index_upper: float | None
    rank_lower: int
    rank_upper: int
    map_class: int
    certainty: float | None
    visitor: bool


def families(store: Store) -> tuple[Family, ...]:
    """Return the families that could be ranked; none where nothing could."""
    rows = store.records("harm_families")
    return tuple(
        Family(**{**row, "categories": tuple(row["categories"])}) for row in rows
    )


def family_areas(store: Store, family: Family) -> tuple[FamilyArea, ...]:
    """Return every LSOA by a family, by code."""
    rows = store.records(
        "harm_family", family=family.family, period_end=family.period_end
    )
    names = FamilyArea.__dataclass_fields__
    return tuple(FamilyArea(**{name: row[name] for name in names}) for row in rows)
