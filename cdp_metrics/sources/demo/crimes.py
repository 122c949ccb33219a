"""Street-level rows: how many, where, and what became of each case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cdp_metrics.periods import months_between
from cdp_metrics.sources.demo.city import CITY, Ground
from cdp_metrics.sources.demo.clusters import Floats, Ints
from cdp_metrics.sources.demo.levels import COUNTY_RATE, LEVELS, OUTCOMES, monthly
from cdp_metrics.sources.demo.names import (
    ELSEWHERE,
    FACILITIES,
    STREET_KINDS,
    STREETS,
)

__all__ = ["OPEN", "Rows", "draw_rows", "map_points", "outcomes_at"]

OPEN = "Under investigation"
_MOST_POINTS = 20
_NO_LOCATION, _OUTSIDE = 0.007, 0.010
_REPEATED = 0.004
_QUIET_ESTATES, _REPORTED = 4, 3
"""Deprived areas where only one in so many incidents of ASB is reported."""
_CENTRE = np.array([0.31, 0.14, 0.115, 0.1, 0.085, 0.078, 0.076, 0.074])
_TOWN = np.array([0.30, 0.15])


@dataclass(frozen=True)
class Rows:
    """The rows of all months, ordered by month and place.

    Parameters
    ----------
    month
        Position of the month, shape (rows,).
    point
        Position of the map point in `map_points`, shape (rows,).
    category
        Position of the category in `levels.LEVELS`, shape (rows,).
    crime_id
        64 hexadecimal digits, "" for anti-social behaviour, shape (rows,).
    outcome
        Outcome once the case is closed, shape (rows,).
    wait
        Between 0 and 1: how long the case stays open, shape (rows,).
    """

    month: Ints
    point: Ints
    category: Ints
    crime_id: NDArray[np.object_]
    outcome: NDArray[np.object_]
    wait: Floats


def map_points(
    rng: np.random.Generator, ground: Ground, areas: pd.DataFrame
) -> pd.DataFrame:
    """Return the fixed points that rows are moved to, and those of strangers.

    Returns
    -------
    pandas.DataFrame
        `area` (-1 outside, -2 without location), `longitude`, `latitude` and
        `street` as printed, LSOA code and name by vintage, and `weight`.
    """
    shuffled = rng.permutation(len(ground.points))
    rank = pd.Series(ground.point_area[shuffled]).groupby(ground.point_area[shuffled])
    kept = np.sort(shuffled[rank.cumcount().to_numpy() < _MOST_POINTS])
    area, places = ground.point_area[kept], ground.points[kept]
    first, kind = rng.choice(STREETS, len(kept)), rng.choice(STREET_KINDS, len(kept))
    street = [f"On or near {a} {b}" for a, b in zip(first, kind, strict=True)]
    table = pd.DataFrame({"area": area, "street": street})
    facility = rng.random(len(kept)) < 0.09
    table.loc[facility, "street"] = [
        f"On or near {name}" for name in rng.choice(FACILITIES, int(facility.sum()))
    ]
    table["weight"] = rng.exponential(size=len(kept)) ** 1.8 + 0.02
    for column in ("lsoa11", "lsoa11_name", "lsoa21", "lsoa21_name"):
        table[column] = areas[column].to_numpy()[area]
    table[["longitude", "latitude"]] = [[f"{x:.6f}", f"{y:.6f}"] for x, y in places]
    table = table.sort_values("lsoa11_name", kind="stable")
    beyond = rng.uniform([0.3, 53.9], [0.6, 54.1], size=(40, 2))
    outside = pd.DataFrame(beyond).map(lambda degree: f"{degree:.6f}")
    outside.columns = pd.Index(["longitude", "latitude"])
    outside["area"], outside["weight"] = -1, 1.0
    outside["street"] = [f"On or near {name} Road" for name in rng.choice(STREETS, 40)]
    codes = [f"E01998{n:03d}" for n in range(1, 41)]
    titles = [f"{ELSEWHERE[n % 5]} {n // 5 + 1:03d}{'ABCDE'[n % 5]}" for n in range(40)]
    for vintage in ("lsoa11", "lsoa21"):
        outside[vintage], outside[f"{vintage}_name"] = codes, titles
    nowhere = pd.DataFrame({"area": [-2], "street": ["No Location"], "weight": [1.0]})
    together = pd.concat([table, outside, nowhere], ignore_index=True)
    return together.fillna({c: "" for c in together.columns if c != "weight"})


def draw_rows(
    rng: np.random.Generator,
    months: list[date],
    ground: Ground,
    people: pd.DataFrame,
    points: pd.DataFrame,
) -> Rows:
    """Draw every row of every month.

    Counts are Poisson about a mean that wanders by area and jumps by month, so
    they vary more than chance alone, as real counts do.
    """
    share = _where(rng, ground, people)
    mean = monthly(months)[:, None, :] * share[None]
    wander = rng.normal(0, 0.2, (len(months), len(share), 1))
    for later in range(1, len(months)):  # most of last month's mood stays
        wander[later] = 0.9 * wander[later - 1] + 0.44 * wander[later]
    jolt = rng.gamma(12.0, 1 / 12.0, mean.shape)
    force = rng.normal(1, 0.03, (len(months), 1, len(LEVELS)))
    counts = rng.poisson(mean * np.exp(wander) * jolt * force)
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    month, area, category = np.unravel_index(cell, counts.shape)
    point = _points_of(rng, area, points)
    order = np.lexsort((category, point, month))
    month, point, category = month[order], point[order], category[order]
    asb = category == 0
    rows = Rows(
        month=month,
        point=point,
        category=category,
        crime_id=_crime_ids(rng, month, asb),
        outcome=_outcomes(rng, category),
        wait=rng.random(len(month)),
    )
    untold = asb & _seldom_told(ground, people)[area[order]]
    untold &= np.arange(len(month)) % _REPORTED > 0
    return Rows(**{name: column[~untold] for name, column in vars(rows).items()})


def _seldom_told(ground: Ground, people: pd.DataFrame) -> NDArray[np.bool_]:
    """Return where people seldom report what bothers them, for a map to find."""
    lived_in = (ground.district == CITY) & (people["rank"] >= len(_CENTRE)).to_numpy()
    score = np.where(lived_in, people["deprivation"], -np.inf)
    chosen = np.zeros(len(score), np.bool_)
    chosen[np.argsort(-score, kind="stable")[:_QUIET_ESTATES]] = True
    return chosen


def _where(rng: np.random.Generator, ground: Ground, people: pd.DataFrame) -> Floats:
    """Return each area's share of the city's level, shape (areas, categories)."""
    persons = people["persons"].to_numpy(dtype=float)
    ranks = people["rank"].to_numpy()
    traits = people[["deprivation", "student"]].to_numpy()
    effects = np.array([[level.deprived, level.student] for level in LEVELS])
    visitors = np.array([level.visitors for level in LEVELS])
    noise = rng.normal(0, 0.24, (len(persons), 1))
    noise = noise + rng.normal(0, 0.14, (len(persons), len(LEVELS)))
    rate = persons[:, None] * np.exp(traits @ effects.T + noise)
    home = persons[ground.district == CITY].sum()
    share: Floats = np.zeros(rate.shape)
    for number in np.unique(ground.district):
        here = np.flatnonzero(ground.district == number)
        pull = rng.gamma(0.35, 1.0, len(here))  # a few local shopping streets
        busy = _CENTRE if number == CITY else _TOWN
        pull[ranks[here] < len(busy)] = 0.0
        pull *= (1 - busy.sum()) / pull.sum()
        pull += np.append(busy, np.zeros(len(here)))[ranks[here]]
        live = rate[here] / rate[here].sum(axis=0)
        mix = visitors * pull[:, None] + (1 - visitors) * live
        scale = 1.0 if number == CITY else COUNTY_RATE * persons[here].sum() / home
        share[here] = scale * mix
    return share


def _points_of(rng: np.random.Generator, area: Ints, points: pd.DataFrame) -> Ints:
    """Choose a map point in each row's area; a few go astray."""
    own = points.index[points["area"] >= 0]
    by_area = own[np.argsort(points["area"][own], kind="stable")].to_numpy()
    weight = points["weight"].to_numpy()[by_area]
    belongs = points["area"].to_numpy()[by_area]
    total = np.bincount(belongs, weights=weight)
    up_to = np.concatenate([[0.0], total.cumsum()])
    # Weights laid end to end: an area's stretch holds its points' stretches.
    drawn = up_to[area] + rng.random(len(area)) * total[area]
    at = np.searchsorted(weight.cumsum(), drawn, side="right")
    point: Ints = by_area[np.clip(at, 0, len(by_area) - 1)]
    astray = rng.random(len(area))
    strangers = np.flatnonzero(points["area"] == -1)
    outside = astray < _OUTSIDE
    point[outside] = rng.choice(strangers, int(outside.sum()))
    point[astray > 1 - _NO_LOCATION] = len(points) - 1
    return point


def _crime_ids(
    rng: np.random.Generator, month: Ints, asb: NDArray[np.bool_]
) -> NDArray[np.object_]:
    """Return a Crime ID for every crime; a few occur on more than one row."""
    crimes = np.flatnonzero(~asb)
    digits = rng.bytes(32 * len(crimes)).hex()
    ids = np.array([digits[n : n + 64] for n in range(0, len(digits), 64)], dtype="O")
    again = np.flatnonzero(rng.random(len(crimes)) < _REPEATED)
    source = np.maximum(again - rng.integers(1, 60, len(again)), 0)
    same = month[crimes[again]] == month[crimes[source]]
    ids[again[same]] = ids[source[same]]
    every = np.full(len(month), "", dtype=object)
    every[crimes] = ids
    return every


def _outcomes(rng: np.random.Generator, category: Ints) -> NDArray[np.object_]:
    outcome = np.full(len(category), "", dtype=object)
    for number, level in enumerate(LEVELS):
        shares = OUTCOMES[level.outcomes]
        here = np.flatnonzero(category == number)
        names = np.array(list(shares), dtype=object)
        weights = np.array(list(shares.values()))
        outcome[here] = rng.choice(names, len(here), p=weights / weights.sum())
    return outcome


def outcomes_at(
    rows: Rows, chosen: slice, month: date, published_to: date
) -> NDArray[np.object_]:
    """Return the outcomes of a month's rows as a publication would print them.

    The younger a case at publication, the likelier it is still open.
    """
    still_open = 0.55 * np.exp(-months_between(month, published_to) / 3.0)
    waiting = (rows.wait[chosen] < still_open) & (rows.category[chosen] > 0)
    return np.where(waiting, OPEN, rows.outcome[chosen])
