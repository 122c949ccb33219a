"""Each indicator of an area against the city, and its place among areas of its kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.answers.figures.trend import Floats, Residents, Trend
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day
from cdp_metrics.stats import Interval, part_of, rank_range, widened_rate
from cdp_metrics.warehouse.db import Store

__all__ = ["FEWEST_PEERS", "Standing", "Standings", "standings"]

# Assumption: a place among fewer says nothing.
FEWEST_PEERS = 5


@dataclass(frozen=True)
class Standing:
    """An indicator over the latest twelve complete months.

    Parameters
    ----------
    indicator_id
        Which.
    n, city_n
        Count here and in the city; None where the months are not complete.
    phi
        How much more than Poisson counts its months vary; 1 where that could not be
        learnt.
    rate, city_rate
        Per 1,000 residents, here with 95% limits; None without residents.
    per_km2
        Per square kilometre; None where its size is not held.
    share
        Of the city's count, with 95% limits, 0 to 1; None for the city, and for an
        area that does not lie within it.
    times
        How many times the city's rate, with 95% limits; None likewise.
    ranks
        First and last rank that the intervals leave open, 1 = highest rate; None
        where there are too few areas of its kind.
    of
        Areas that have a rate.
    why
        Why there is no count; "" where there is one.
    """

    indicator_id: str
    n: float | None = None
    city_n: float | None = None
    phi: float = 1.0
    rate: Interval[float] | None = None
    city_rate: float | None = None
    per_km2: float | None = None
    share: Interval[float] | None = None
    times: Interval[float] | None = None
    ranks: tuple[int, int] | None = None
    of: int = 0
    why: str = ""


@dataclass(frozen=True)
class Standings:
    """Every indicator, on residents of one date.

    Parameters
    ----------
    rows
        The indicators.
    base, city_residents
        The area's residents and the city's; None without an estimate of one date.
    """

    rows: tuple[Standing, ...]
    base: Residents | None
    city_residents: float | None


def standings(
    store: Store,
    area: str,
    city: str,
    peers: Sequence[str],
    end: date | None,
    own: Mapping[str, Trend],
    whole: Mapping[str, Trend],
    *,
    within: bool,
    km2: float | None,
) -> Standings:
    """Return every indicator of an area against the city and areas of its kind.

    Parameters
    ----------
    store
        A published store.
    area, city, peers
        Codes of the area, of the partnership's and of the areas of its kind.
    end
        Last of the twelve months; None where there are none.
    own, whole
        The counts of each indicator in the area and in the city.
    within
        Whether the area lies in the city.
    km2
        Its size, None where not held.
    """
    codes = [area, *(code for code in peers if code != area)]
    if end is None:
        none = (Standing(name, why="no twelve months in a row are complete")
                for name in own)  # fmt: skip
        return Standings(tuple(none), None, None)
    bases = _bases(store, [*codes, city], area, city, last_day(end))
    counted = _counted(store, codes, end)
    base, everybody = bases.get(area), bases.get(city)
    sizes = np.array(
        [bases[code].persons if code in bases else np.nan for code in codes]
    )
    rows = []
    for name, found in own.items():
        n, city_n = _total(found, end), _total(whole[name], end)
        if n is None:
            rows.append(Standing(name, why="its twelve months are not complete"))
            continue
        year = found.year(end)
        phi = year.phi if year else 1.0
        events = np.array([counted[code][name] for code in codes], np.float64)
        limits = widened_rate(events, sizes, phi)
        share = times = None
        if within and area != city and city_n:
            share = part_of(n, city_n, phi)
            if base and everybody:
                times = _over(share, base.persons / everybody.persons)
        rows.append(
            Standing(
                name,
                n,
                city_n,
                phi,
                _one(limits) if base else None,
                1000 * city_n / everybody.persons if everybody and city_n else None,
                n / km2 if km2 else None,
                share,
                times,
                *_ranks(limits),
            )
        )
    return Standings(tuple(rows), base, everybody.persons if everybody else None)


def _counted(store: Store, codes: list[str], end: date) -> dict[str, dict[str, float]]:
    """Return the twelve months' counts by area and indicator, 0 where there are none.

    The caller knows that the months are complete.
    """
    counted: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    first = add_months(end, 1 - MONTHS_IN_YEAR)
    for row in store.records("area_counts", areas=codes, first=first, last=end):
        counted[row["code"]][row["indicator_id"]] = row["n"]
    return counted


def _bases(
    store: Store, codes: list[str], area: str, city: str, end: date
) -> dict[str, Residents]:
    """Return residents by area, all of one date: the latest that most of them share.

    Rates are compared on one date, for estimates of different dates differ by how
    they were made. An area without an estimate of that date has none.
    """
    held: dict[date, dict[str, Residents]] = defaultdict(dict)
    for row in store.records("area_residents", areas=codes):
        held[row["reference_date"]][row["code"]] = Residents(
            row["reference_date"], row["basis"], row["persons"]
        )
    shared = [day for day, each in held.items() if area in each and city in each]
    if not shared:
        return {}
    most = max(len(held[day]) for day in shared)
    fullest = [day for day in shared if len(held[day]) == most]
    before = [day for day in fullest if day <= end]
    return held[max(before) if before else min(fullest)]


def _total(found: Trend, end: date) -> float | None:
    """Return the count of the twelve months to a month; None if not complete."""
    if end not in found.months:
        return None
    total = float(found.totals[found.months.index(end)])
    return total if np.isfinite(total) else None


def _one(limits: Interval[Floats]) -> Interval[float]:
    """Return the first of several intervals."""
    return Interval(
        float(limits.value[0]),
        float(limits.lower[0]),
        float(limits.upper[0]),
        limits.confidence,
        limits.method,
    )


def _over(share: Interval[float], residents: float) -> Interval[float] | None:
    """Return a share of events over a share of residents."""
    if not residents:
        return None
    return Interval(
        share.value / residents,
        share.lower / residents,
        share.upper / residents,
        share.confidence,
        share.method,
    )


def _ranks(limits: Interval[Floats]) -> tuple[tuple[int, int] | None, int]:
    """Return the first area's range of ranks, and among how many."""
    of = int(np.isfinite(limits.value).sum())
    best, worst = rank_range(limits.lower, limits.upper)
    if of < FEWEST_PEERS or not best[0]:
        return None, of
    return (int(best[0]), int(worst[0])), of
