"""What is happening in one area: who lives there, what is counted, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.area.profile_change import Changes, changes
from cdp_metrics.answers.area.profile_parts import (
    Inside,
    Street,
    Trait,
    inside,
    streets,
    traits,
)
from cdp_metrics.answers.area.profile_rates import Standing, standings
from cdp_metrics.answers.area.ward_points import WardPoints, ward_points
from cdp_metrics.answers.figures.trend import Residents, Trend
from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.answers.places import Place
from cdp_metrics.catalogue import indicators
from cdp_metrics.errors import SourceMissing
from cdp_metrics.stats import Interval, part_of
from cdp_metrics.warehouse.db import Store

__all__ = ["AreaProfile", "Mix", "area_profile"]

ASB: Final = "asb_incidents"
CRIME: Final = "all_crime"

Trends = Callable[[str, str], Trend]
"""How an indicator's count has gone in an area."""


@dataclass(frozen=True)
class Mix:
    """A category's share of recorded crime, here and in the city.

    Parameters
    ----------
    indicator_id
        Which.
    n
        Count here.
    share
        Of crime here, with 95% limits, 0 to 1.
    city
        The same in the city.
    """

    indicator_id: str
    n: float
    share: Interval[float]
    city: float

    @property
    def times(self) -> Interval[float]:
        """How many times the city's share; the city's taken as known."""
        city = self.city or np.nan
        return Interval(
            self.share.value / city,
            self.share.lower / city,
            self.share.upper / city,
            self.share.confidence,
            self.share.method,
        )


@dataclass(frozen=True, eq=False)
class AreaProfile:
    """Everything known of one area.

    Parameters
    ----------
    place, city
        The area, and the partnership's.
    within
        Whether all of it lies in the partnership, so that it can be a share of it.
    end
        Last of the latest twelve complete months; None where there are none.
    base
        Residents that its rates are divided by; None without an estimate that it
        shares with the city.
    city_residents
        The city's of the same date.
    standings
        Each indicator against the city.
    mix
        Each category's share of recorded crime.
    changes
        What moved.
    traits
        Who lives there.
    inside
        The LSOAs it is made of.
    streets
        The public street names with most rows.
    peers
        Among how many areas of its kind it has a place; none where they may overlap.
    points
        Its reports of ASB by point beside those by best fit; None but for a ward.
    """

    place: Place
    city: Place
    within: bool
    end: date | None
    base: Residents | None
    city_residents: float | None
    standings: tuple[Standing, ...]
    mix: tuple[Mix, ...]
    changes: Changes
    traits: tuple[Trait, ...]
    inside: tuple[Inside, ...]
    streets: tuple[Street, ...]
    peers: int
    points: WardPoints | None = None

    @property
    def is_city(self) -> bool:
        """Whether the area is the partnership's own."""
        return self.place.code == self.city.code

    @property
    def visitors(self) -> tuple[Inside, ...]:
        """The LSOAs inside where residents are a poor base."""
        return tuple(each for each in self.inside if each.asb and each.asb.visitor)

    @property
    def is_visitor_area(self) -> bool:
        """Whether it is one such LSOA and nothing else."""
        return len(self.inside) == 1 and bool(self.visitors)

    @property
    def resident_share(self) -> float | None:
        """Its share of the city's residents, 0 to 1."""
        if self.base is None or not self.city_residents or not self.within:
            return None
        return self.base.persons / self.city_residents

    def standing(self, indicator_id: str) -> Standing:
        """Return one indicator's row; without a count where nothing is held."""
        none = Standing(indicator_id, why="nothing of it is held")
        held = (each for each in self.standings if each.indicator_id == indicator_id)
        return next(held, none)


def area_profile(
    store: Store,
    place: Place,
    city: Place,
    peers: Sequence[Place],
    *,
    trends: Trends,
    drawn: AsbMap | None,
) -> AreaProfile:
    """Return what is known of an area.

    Parameters
    ----------
    store
        A published store.
    place, city
        The area, and the partnership's.
    peers
        Areas of its kind, itself among them.
    trends
        The counts of an indicator in an area.
    drawn
        The latest map of reported ASB; None where there is none.

    Raises
    ------
    SourceMissing
        No month of any street file is held.
    """
    # own areas may overlap: a place among them would say nothing
    rivals = [] if place.kind == "custom" else [each.code for each in peers]
    own, whole = _held(trends, place.code), _held(trends, city.code)
    end = _complete(whole.get(ASB) or next(iter(whole.values())))
    parts = inside(store, place.code, drawn)
    held = {row["code"] for row in store.records("area_lsoas", area=city.code)}
    within = all(each.code in held for each in parts)
    found = standings(
        store,
        place.code,
        city.code,
        rivals,
        end,
        own,
        whole,
        within=within,
        km2=place.km2,
    )
    return AreaProfile(
        place=place,
        city=city,
        within=within,
        end=end,
        base=found.base,
        city_residents=found.city_residents,
        standings=found.rows,
        mix=_mix(found.rows, own, end),
        changes=changes(own, end),
        traits=traits(store, place.code, city.code),
        inside=parts,
        streets=streets(store, place.code, end),
        peers=len(rivals),
        points=ward_points(store, ASB, place.code, end) if end else None,
    )


def _held(trends: Trends, area: str) -> dict[str, Trend]:
    """Return every count from street files of which anything is held.

    Raises
    ------
    SourceMissing
        There is none.
    """
    found: dict[str, Trend] = {}
    lacking: SourceMissing | None = None
    for name, entry in indicators().items():
        if entry.from_street_files:
            try:
                found[name] = trends(name, area)
            except SourceMissing as none:
                lacking = none
    if lacking and not found:
        raise lacking
    return found


def _complete(found: Trend) -> date | None:
    """Return the last of the latest twelve complete months."""
    held = np.flatnonzero(np.isfinite(found.totals))
    return found.months[held[-1]] if held.size else None


def _mix(
    rows: Sequence[Standing], own: dict[str, Trend], end: date | None
) -> tuple[Mix, ...]:
    """Return the categories' shares of recorded crime, largest here first."""
    whole = next((each for each in rows if each.indicator_id == CRIME), None)
    if whole is None or not whole.n or not whole.city_n or end is None:
        return ()
    found = []
    for each in rows:
        parts = indicators()[each.indicator_id].categories
        if len(parts) != 1 or each.indicator_id == ASB or each.n is None:
            continue
        year = own[each.indicator_id].year(end)
        share = part_of(each.n, whole.n, year.phi if year else 1.0)
        city = (each.city_n or 0) / whole.city_n
        found.append(Mix(each.indicator_id, each.n, share, city))
    return tuple(sorted(found, key=lambda mix: -mix.share.value))
