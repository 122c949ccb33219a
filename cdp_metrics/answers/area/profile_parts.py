"""What an area is made of: its LSOAs, who lives there, and its public street names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months
from cdp_metrics.warehouse.db import Store

__all__ = ["Inside", "Street", "Trait", "inside", "streets", "traits"]

MOST_STREETS: Final = 10


@dataclass(frozen=True)
class Trait:
    """A census category: persons or households here, shares here and in the city.

    Parameters
    ----------
    table, category
        Which.
    n
        Persons or households.
    share, city
        Of all in the table, 0 to 1; None where there are none.
    edition
        Of the Indices of Deprivation; None for a census table.
    """

    table: str
    category: str
    n: float
    share: float | None
    city: float | None
    edition: int | None = None


@dataclass(frozen=True)
class Inside:
    """An LSOA that the area holds, wholly or a share of it."""

    code: str
    name: str
    share: float
    residents: float | None
    asb: Lsoa | None


@dataclass(frozen=True)
class Street:
    """A public street name, which stands for so many anonymised points."""

    street: str
    asb: float
    crime: float
    points: int


def inside(store: Store, area: str, drawn: AsbMap | None) -> tuple[Inside, ...]:
    """Return the LSOAs of an area, with their reported ASB; most of it first."""
    rows = store.records("area_lsoas", area=area)
    found = (
        Inside(
            row["code"],
            row["label"],
            row["share"],
            row["residents"],
            drawn.lsoa(row["code"]) if drawn else None,
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda each: -_reports(each)))


def _reports(each: Inside) -> float:
    return each.asb.reports * each.share if each.asb else 0.0


def traits(store: Store, area: str, city: str) -> tuple[Trait, ...]:
    """Return who lives in an area, beside the city."""

    def shares(code: str) -> dict[tuple[str, str], tuple[float, float, int | None]]:
        return {
            (row["table"], row["category"]): (row["n"], row["total"], row["edition"])
            for row in store.records("area_make_up", area=code)
        }

    def share(n: float, total: float) -> float | None:
        return n / total if total else None

    everywhere = shares(city)
    found = []
    for key, (n, total, edition) in shares(area).items():
        other = everywhere.get(key)
        city_share = share(*other[:2]) if other else None
        found.append(Trait(*key, n, share(n, total), city_share, edition))
    return tuple(found)


def streets(store: Store, area: str, end: date | None) -> tuple[Street, ...]:
    """Return the public street names with most rows in twelve months."""
    if end is None:
        return ()
    first = add_months(end, 1 - MONTHS_IN_YEAR)
    rows = store.records(
        "area_streets", area=area, first=first, last=end, most=MOST_STREETS
    )
    return tuple(Street(**row) for row in rows)
