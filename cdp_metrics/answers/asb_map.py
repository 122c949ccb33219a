"""Where reported ASB is high: the harm index of each LSOA for twelve months."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import month_of
from cdp_metrics.stats import CLASS_CUTS
from cdp_metrics.warehouse.db import Store

__all__ = ["CERTAIN", "CUTS", "AsbMap", "Lsoa", "asb_map"]

# Assumption: an area is drawn plain where its class holds in four draws of five.
CERTAIN = 0.8
CUTS = tuple(cut / 100 for cut in CLASS_CUTS)
"""Multiples of the partnership's rate that part the three classes."""


@dataclass(frozen=True)
class Lsoa:
    """Reported ASB of one LSOA in twelve months.

    Parameters
    ----------
    code, name, ward, ward_code
        Which area, and the ward it is counted in.
    residents, reports
        Census 2021 residents; reports in the twelve months.
    raw_rate, rate
        Reports per 1,000 residents, as counted and smoothed.
    index, index_lower, index_upper
        Smoothed rate as % of the partnership's, and its 90% range; None where the
        areas show no detectable variation.
    rank_lower, rank_upper
        90% range of its rank, 1 = highest.
    map_class
        0 below 75, 1 to 150, 2 above.
    certainty
        Share of draws in that class; None likewise.
    visitor, student
        Whether residents are a poor base.
    per_km2
        Reports per square kilometre; None without a boundary.
    """

    code: str
    name: str
    ward: str
    ward_code: str
    residents: float
    reports: float
    raw_rate: float
    rate: float
    index: float
    index_lower: float | None
    index_upper: float | None
    rank_lower: int
    rank_upper: int
    map_class: int
    certainty: float | None
    visitor: bool
    student: bool
    per_km2: float | None

    @property
    def uncertain(self) -> bool:
        """Whether its class is less than 80% sure."""
        if self.visitor or self.certainty is None:
            return False
        return self.certainty < CERTAIN


@dataclass(frozen=True)
class AsbMap:
    """The map of one period.

    Parameters
    ----------
    ends
        Last month of every period there is, newest first.
    end
        Last month of this one.
    lsoas
        Every LSOA, by code, in the order of the map file.
    city_rate
        Reports per 1,000 residents outside visitor areas: index 100.
    phi
        How much more than Poisson counts the reports vary.
    version
        Version of the map file; "" where there are no boundaries to draw.
    weights
        Version of the weights.
    """

    ends: tuple[date, ...]
    end: date
    lsoas: tuple[Lsoa, ...]
    city_rate: float
    phi: float
    version: str
    weights: str

    @property
    def rated(self) -> tuple[Lsoa, ...]:
        """The areas where residents are a fair base."""
        return tuple(each for each in self.lsoas if not each.visitor)

    @property
    def varies(self) -> bool:
        """Whether areas differ by more than chance: else all rates are the mean."""
        return len({each.rate for each in self.lsoas}) > 1

    @property
    def clearly_high(self) -> tuple[Lsoa, ...]:
        """The rated areas in the top class with at least 80% certainty."""
        return tuple(
            each for each in self.rated if each.map_class == 2 and not each.uncertain
        )

    def lsoa(self, code: str) -> Lsoa | None:
        """Return one LSOA; None where there is no such area here."""
        return next((each for each in self.lsoas if each.code == code), None)


def asb_map(store: Store, end: date | None) -> AsbMap:
    """Return the map of the twelve months that end with a month.

    Parameters
    ----------
    store
        A published store.
    end
        The month; the latest period where None or where there is none such.

    Raises
    ------
    SourceMissing
        No twelve months in a row are complete on 2021 LSOAs.
    """
    periods = [row["period_end"] for row in store.records("harm_periods")]
    if not periods:
        raise SourceMissing(
            "the map needs twelve complete months in a row, published on 2021 LSOAs, "
            "and residents by Census 2021; the store holds none such. What to do: "
            "load the missing months and the census age table"
        )
    ends = tuple(month_of(day) for day in periods)
    at = ends.index(end) if end in ends else 0
    rows = store.records("harm", period_end=periods[at])
    drawn = {row["areas"]: row["version"] for row in store.records("map_version")}
    names = {field.name for field in fields(Lsoa)}
    return AsbMap(
        ends=ends,
        end=ends[at],
        lsoas=tuple(
            Lsoa(**{name: row[name] for name in row if name in names}) for row in rows
        ),
        city_rate=rows[0]["city_rate"],
        phi=rows[0]["phi"],
        version=drawn.get(len(rows), ""),
        weights=rows[0]["weights_version"],
    )
