"""What stands around the harm map: past years, neighbours, wards, how well it holds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.periods import last_day
from cdp_metrics.warehouse.db import Store

__all__ = [
    "Checked",
    "HarmArea",
    "Past",
    "checked",
    "harm_areas",
    "neighbours",
    "past",
]


@dataclass(frozen=True)
class Past:
    """Twelve months of one LSOA: last day, reports and index."""

    period_end: date
    reports: float
    index: float


@dataclass(frozen=True)
class HarmArea:
    """Harm of a ward or other area, the population-weighted mean of its LSOAs.

    Parameters
    ----------
    code, name, area_type, residents
        Which area.
    index, index_lower, index_upper
        As of an LSOA.
    rank_lower, rank_upper, areas
        Likely range of its rank among the areas of its kind, and how many these are.
    visitor_share
        Share of its residents who live in visitor areas.
    map_class, certainty
        As of an LSOA.
    """

    code: str
    name: str
    area_type: str
    residents: float
    index: float
    index_lower: float | None
    index_upper: float | None
    rank_lower: int
    rank_upper: int
    areas: int
    visitor_share: float
    map_class: int
    certainty: float | None


@dataclass(frozen=True)
class Checked:
    """One figure of how well the index holds.

    Parameters
    ----------
    measure, name
        What was measured, and of what.
    value, lower, upper
        The figure and its range; None where there is none.
    n
        How many areas it rests on.
    note
        How it was measured.
    """

    measure: str
    name: str
    value: float | None
    lower: float | None
    upper: float | None
    n: int
    note: str


def past(store: Store, code: str, end: date) -> tuple[Past, ...]:
    """Return every twelve months held of an LSOA up to a month, oldest first."""
    rows = store.records("harm_history", code=code)
    return tuple(
        Past(row["period_end"], row["reports"], row["index"])
        for row in rows
        if row["period_end"] <= last_day(end)
    )


def neighbours(store: Store, code: str) -> tuple[str, ...]:
    """Return the codes of the LSOAs that touch one, here or just outside."""
    return tuple(row["code"] for row in store.records("harm_neighbours", code=code))


def harm_areas(store: Store, found: AsbMap) -> tuple[HarmArea, ...]:
    """Return wards and other areas of a map's twelve months, the highest first."""
    rows = store.records("harm_areas", period_end=last_day(found.end))
    return tuple(
        sorted((HarmArea(**_of(HarmArea, row)) for row in rows), key=lambda a: -a.index)
    )


def checked(store: Store, found: AsbMap) -> tuple[Checked, ...]:
    """Return the figures of how well the index of a map's twelve months holds."""
    rows = store.records("harm_validation", period_end=last_day(found.end))
    senders = {each.source: each.name for each in harm_of(papers(store)).sources}
    return tuple(
        Checked(**(_of(Checked, row) | {"name": senders.get(row["name"], row["name"])}))
        for row in rows
    )


def _of(kind: type, row: dict[str, Any]) -> dict[str, Any]:
    return {field.name: row[field.name] for field in fields(kind)}
