"""Treatment figures: the area's own, England's, and those of other places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np

from cdp_metrics.answers.figures.limits import (
    Standing,
    against,
    apart,
    basis_of,
    limits_of,
)
from cdp_metrics.answers.figures.reported import Reading, Reported, reported_everywhere
from cdp_metrics.answers.plan.ratings import ENGLAND
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.periods import MONTHS_IN_YEAR, month_of, period_name, year_to
from cdp_metrics.stats import Interval, RecentTrend, recent_trend
from cdp_metrics.warehouse.db import Store

__all__ = [
    "TREATMENT",
    "Compared",
    "Place",
    "Treatment",
    "TreatmentMeasure",
    "treatment",
]

TREATMENT: Final = (
    "completions_all",
    "completions_opiate",
    "completions_non_opiate",
    "completions_alcohol",
    "completions_alcohol_and_non_opiate",
    "representations_6_months",
    "in_treatment",
    "alcohol_met_need",
    "alcohol_unmet_need",
    "drug_misuse_deaths",
    "drug_deaths",
)
"""Measures of the page, in its order."""

NEAREST: Final = 12
"""How many other places are compared: those nearest in size."""

# Nations and regions hold the places that are compared.
_WHOLES: Final = ("E92", "E12", "K0", "W92")

Period = tuple[date, date]


@dataclass(frozen=True)
class Place:
    """A place's figure of one period."""

    code: str
    name: str
    reading: Reading


@dataclass(frozen=True)
class Compared:
    """One period of a measure, across places.

    Parameters
    ----------
    period
        First and last day.
    own, england
        The figures of the area and of England; None where none was published.
    others
        Other places counted alike, the highest figure first; those without one last.
    left_out
        How many more places have a figure, less like the area in size.
    difference
        The area less England with 95% limits, in the measure's unit; limits are NaN
        where none can be known.
    standing
        Where the area stands against England; None where that cannot be known.
    """

    period: Period
    own: Reading | None
    england: Reading | None
    others: tuple[Place, ...]
    left_out: int
    difference: Interval[float] | None
    standing: Standing | None


@dataclass(frozen=True)
class TreatmentMeasure:
    """One measure of treatment.

    Parameters
    ----------
    indicator_id
        Identifier in the dictionary.
    own, england
        Figures of the area and of England; None where none may be seen.
    others
        Figures of other places, nations and regions left out.
    next_release
        Day on which a newer figure of the area may be seen, where one is under
        embargo.
    """

    indicator_id: str
    own: Reported | None
    england: Reported | None
    others: tuple[Reported, ...]
    next_release: date | None

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)

    @property
    def absent(self) -> str:
        """Why the area has no figure; "" where it has."""
        if self.own:
            return ""
        if self.next_release:
            return "embargoed"
        received = self.england or self.others
        return "not published for this area" if received else "not received"

    @property
    def periods(self) -> tuple[Period, ...]:
        """Periods that can be chosen, newest first: the area's, else England's."""
        leading = self.own or self.england
        readings = leading.readings if leading else ()
        found = {(each.period_start, each.period_end) for each in readings}
        return tuple(sorted(found, key=lambda p: p[::-1], reverse=True))

    @property
    def overlapping(self) -> bool:
        """Whether neighbouring periods share days."""
        pairs = pairwise(self.periods)
        return any(early[1] >= late[0] for late, early in pairs)

    def name(self, period: Period) -> str:
        """Return a period's name: twelve months that end at any month say so."""
        start, end = period
        if self.indicator.period_months == MONTHS_IN_YEAR and self.overlapping:
            return year_to(month_of(end))
        return period_name(start, end)

    @property
    def latest(self) -> Period | None:
        """The newest period with a figure to show, else the newest."""
        for period in self.periods:
            reading = _on(self.own or self.england, period)
            if reading and not reading.why:
                return period
        return next(iter(self.periods), None)

    def on(self, period: Period) -> Compared:
        """Return one period across places."""
        own, england = _on(self.own, period), _on(self.england, period)
        leading = own or england
        places = [
            Place(each.area, each.area_name, reading)
            for each in self.others
            if (reading := _on(each, period))
            and leading
            and basis_of(reading) == basis_of(leading)
        ]
        shown = _nearest(places, self._size(own))
        difference, standing = against(own, england, self.indicator)
        return Compared(
            period,
            own,
            england,
            tuple(sorted(shown, key=_highest_first)),
            len(places) - len(shown),
            difference,
            standing,
        )

    def _size(self, own: Reading | None) -> float | None:
        """Return how many the area's share is of, then or when last known."""
        readings = (own, *reversed(self.own.readings if self.own else ()))
        return next((r.denominator for r in readings if r and r.denominator), None)

    @property
    def trend(self) -> RecentTrend:
        """Whether the area's latest periods rise or fall; periods never overlap."""
        readings = apart(self.own.readings if self.own else ())
        limits = [limits_of(each, self.indicator) for each in readings]
        known = [each for each in limits if each]
        values, lower, upper = (
            np.array([getattr(each, name) for each in known], np.float64)
            for name in ("value", "lower", "upper")
        )
        return recent_trend(values, lower, upper)


@dataclass(frozen=True)
class Treatment:
    """Every measure of treatment, in the page's order."""

    measures: tuple[TreatmentMeasure, ...]

    def measure(self, indicator_id: str) -> TreatmentMeasure:
        """Return a measure; the first with a figure of the area for any other name."""
        for each in self.measures:
            if each.indicator_id == indicator_id:
                return each
        return next((each for each in self.measures if each.own), self.measures[0])


def treatment(store: Store, area: str, today: date) -> Treatment:
    """Return every measure of treatment.

    Parameters
    ----------
    store
        A published store.
    area
        Code of the partnership's area.
    today
        What is under embargo on this day is left out.
    """
    ours = {row["district_code"] for row in store.records("partnership_districts")}
    return Treatment(
        tuple(_measure(store, each, area, ours, today) for each in TREATMENT)
    )


def _measure(
    store: Store, indicator_id: str, area: str, ours: set[str], today: date
) -> TreatmentMeasure:
    found = {
        each.area: each for each in reported_everywhere(store, indicator_id, today)
    }
    held = found.get(area)
    own = held if held and held.readings else None
    return TreatmentMeasure(
        indicator_id,
        own,
        found.get(ENGLAND),
        tuple(
            each
            for code, each in found.items()
            if code not in {area, *ours} and not code.startswith(_WHOLES)
        ),
        held.next_release if held else _embargo(store, indicator_id, area, today),
    )


def _embargo(store: Store, indicator_id: str, area: str, today: date) -> date | None:
    """Return when an area of which nothing may be seen yet has its first figure."""
    rows = store.records("observations", indicator=indicator_id, area=area, today=today)
    waiting = (row["release_on"] for row in rows if row["status"] == "embargoed")
    return min(waiting, default=None)


def _on(found: Reported | None, period: Period) -> Reading | None:
    readings = found.readings if found else ()
    same = (r for r in readings if (r.period_start, r.period_end) == period)
    return next(same, None)


def _nearest(places: list[Place], size: float | None) -> list[Place]:
    """Return the places nearest to the area in size, by ratio; the first without it."""
    if len(places) <= NEAREST or not size:
        return places[:NEAREST]

    def distance(place: Place) -> float:
        theirs = place.reading.denominator
        return abs(float(np.log(theirs / size))) if theirs else float("inf")

    return sorted(places, key=distance)[:NEAREST]


def _highest_first(place: Place) -> tuple[bool, float, str]:
    value = place.reading.value
    return value is None, -(value or 0.0), place.name
