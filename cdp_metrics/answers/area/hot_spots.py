"""Hot and cold spots of one measure, whether they last, and how few areas hold half."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from cdp_metrics.catalogue import indicators
from cdp_metrics.catalogue.indicators import Indicator
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store

__all__ = ["Concentrated", "HotSpot", "HotSpots", "hot_spots"]


@dataclass(frozen=True)
class HotSpot:
    """One LSOA in twelve months, and over the quarters before.

    Parameters
    ----------
    code, name, ward, ward_code
        Which area, and the ward it is counted in.
    events, residents
        Published rows; residents by Census 2021.
    raw_rate, rate
        Per 1,000 residents, as counted and smoothed.
    visitor
        Whether residents are a poor base.
    gi_z, gi_hot, gi_cold
        Score of the area with its neighbours, and whether it is beyond chance; the
        score is None where areas show no detectable variation.
    moran_class, moran_p
        How it compares with its neighbours; "" and None where that cannot be said.
    quarters, hot_quarters, cold_quarters
        Complete quarters held, and in how many it was a hot or a cold spot.
    emerging_class
        How that lasts; None where the quarters are too few.
    """

    code: str
    name: str
    ward: str
    ward_code: str
    events: float
    residents: float
    raw_rate: float
    rate: float
    visitor: bool
    gi_z: float | None
    gi_hot: bool
    gi_cold: bool
    moran_class: str
    moran_p: float | None
    quarters: int
    hot_quarters: int
    cold_quarters: int
    emerging_class: str | None


@dataclass(frozen=True)
class Concentrated:
    """How events lie in areas, those with the most first.

    Parameters
    ----------
    events
        All of them.
    counted, lower, upper, even
        Share of the events in the first 1, 2, ... areas: as counted, its 95% limits,
        and where every resident's rate is one.
    half, half_lower, half_upper, half_even
        The fewest areas that hold half of the events, likewise.
    """

    events: float
    counted: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    even: tuple[float, ...]
    half: int
    half_lower: int
    half_upper: int
    half_even: int


@dataclass(frozen=True)
class HotSpots:
    """The hot and cold spots of one measure.

    Parameters
    ----------
    indicator
        What is counted.
    start, end
        First and last day of the twelve months.
    areas
        Every LSOA by code, in the order of the map file; none without boundaries.
    version
        Version of the map file; "" where there is none to draw.
    concentration
        None where events are too few.
    """

    indicator: Indicator
    start: date
    end: date
    areas: tuple[HotSpot, ...]
    version: str
    concentration: Concentrated | None

    @property
    def hot(self) -> tuple[HotSpot, ...]:
        """The hot spots, the clearest first."""
        return tuple(
            sorted((a for a in self.areas if a.gi_hot), key=lambda a: -(a.gi_z or 0))
        )

    @property
    def cold(self) -> tuple[HotSpot, ...]:
        """The cold spots, the clearest first."""
        return tuple(
            sorted((a for a in self.areas if a.gi_cold), key=lambda a: a.gi_z or 0)
        )

    @property
    def varies(self) -> bool:
        """Whether areas differ by more than chance."""
        return any(each.gi_z is not None for each in self.areas)

    @property
    def quarters(self) -> int:
        """How many complete quarters are held on 2021 LSOAs."""
        return max((each.quarters for each in self.areas), default=0)

    @property
    def lasting(self) -> tuple[HotSpot, ...] | None:
        """The areas that were hot or cold at times; None where quarters are too few."""
        if any(each.emerging_class is None for each in self.areas):
            return None
        kept = (each for each in self.areas if each.emerging_class != "none")
        return tuple(sorted(kept, key=lambda a: -(a.hot_quarters + a.cold_quarters)))

    def area(self, code: str) -> HotSpot | None:
        """Return one LSOA; None where there is no such area here."""
        return next((each for each in self.areas if each.code == code), None)


def hot_spots(store: Store, measure: str) -> HotSpots:
    """Return the hot and cold spots of a measure in the newest complete twelve months.

    Parameters
    ----------
    store
        A published store.
    measure
        One of `catalogue.hot_spots.MEASURES`.

    Raises
    ------
    SourceMissing
        No twelve months in a row are complete on 2021 LSOAs.
    """
    rows = store.records("hot_spots", indicator_id=measure)
    held = store.records("concentration", indicator_id=measure)
    if not (rows or held):
        raise SourceMissing(
            "hot spots need twelve complete months in a row, published on 2021 LSOAs, "
            "residents by Census 2021 and the LSOAs' boundaries; the store does not "
            "hold all of these. What to do: load what is missing and build again"
        )
    drawn = {row["areas"]: row["version"] for row in store.records("map_version")}
    names = [field.name for field in fields(HotSpot)]
    period = (rows or held)[0]
    return HotSpots(
        indicator=indicators()[measure],
        start=period["period_start"],
        end=period["period_end"],
        areas=tuple(HotSpot(**{name: row[name] for name in names}) for row in rows),
        version=drawn.get(len(rows), ""),
        concentration=_concentrated(held) if held else None,
    )


def _concentrated(rows: list[dict[str, object]]) -> Concentrated:
    whole = ("events", "half", "half_lower", "half_upper", "half_even")
    curves = ("counted", "lower", "upper", "even")
    found = {name: rows[0][name] for name in whole}
    found |= {name: tuple(row[name] for row in rows) for name in curves}
    return Concentrated(**found)  # type: ignore[arg-type]
