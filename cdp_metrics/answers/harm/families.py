"""Other families of crime by the engine of the harm index, for the newest year."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date

from cdp_metrics.answers.events import papers
from cdp_metrics.catalogue.harm_rows import FamilyMember
from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.stats.harm import Cuts
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.harm_parameters import cuts

__all__ = ["Family", "FamilyArea", "families", "family_areas"]


@dataclass(frozen=True)
class Family:
    """A family of crimes, ranked over twelve months.

    Parameters
    ----------
    family, title, categories
        Its short name, what readers see, and the crimes in it.
    period_end
        Last day of its twelve months.
    reports
        Crimes in them.
    members
        The weight of each category, how far it may be wrong, and why.
    cuts
        The cut-offs it was ranked by.
    """

    family: str
    title: str
    categories: tuple[str, ...]
    period_end: date
    reports: float
    members: tuple[FamilyMember, ...]
    cuts: Cuts = field(default_factory=Cuts)

    @property
    def weighed(self) -> bool:
        """Whether its index weighs crimes, and is more than crimes per resident."""
        return len({each.weight for each in self.members}) > 1

    def uncertain(self, each: FamilyArea) -> bool:
        """Return whether an area is less sure of its class than the cut-off."""
        if each.visitor or each.certainty is None:
            return False
        return each.certainty < self.cuts.certain_class


@dataclass(frozen=True)
class FamilyArea:
    """One LSOA by a family: index 100 is the average; ranks and index are ranges.

    Attributes
    ----------
    reports, rate
        Counted in twelve months; smoothed, per 1,000 residents.
    index, index_lower, index_upper
        The limits are None where areas do not differ beyond chance.
    map_class, certainty
        0 to 2, and the share of draws in that class; None likewise.
    visitor
        Whether residents are a poor base.
    """

    code: str
    name: str
    ward: str
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
    """Return the families of the newest year; none where nothing could be ranked."""
    rows = store.records("harm_families")
    tables = harm_of(papers(store))
    weights, held = tables.by_family, cuts(tables)
    return tuple(
        Family(
            **{**row, "categories": tuple(row["categories"])},
            members=weights[row["family"]],
            cuts=held,
        )
        for row in rows
    )


def family_areas(store: Store, family: Family) -> tuple[FamilyArea, ...]:
    """Return every LSOA by a family, by code."""
    rows = store.records(
        "harm_family", family=family.family, period_end=family.period_end
    )
    names = [each.name for each in fields(FamilyArea)]
    return tuple(FamilyArea(**{name: row[name] for name in names}) for row in rows)
