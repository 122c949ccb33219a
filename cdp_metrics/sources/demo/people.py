"""Who lives where: residents by age, and what shapes an area's character."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cdp_metrics.sources.demo.city import CITY, Ground
from cdp_metrics.sources.demo.clusters import Floats, Ints
from cdp_metrics.sources.demo.names import STUDENT_WARD

__all__ = ["OLDEST", "ages", "settle"]

OLDEST = 90
_ESTATES = np.array([[-1.9, 3.4], [1.0, -3.6], [3.0, 2.3], [-2.9, -1.0]])
_LEAFY = np.array([[2.6, -3.4], [-0.6, 5.2], [3.8, 0.2]])
_BASE = 1_780
_CENSUS_BREAK = 0.972
"""Census 2021 over the estimates that were issued before it."""


def settle(
    rng: np.random.Generator, ground: Ground, areas: pd.DataFrame
) -> pd.DataFrame:
    """Return the character and the residents of each small area.

    Returns
    -------
    pandas.DataFrame
        A row for each small area: `deprivation` (standard deviations from the
        national mean, high is deprived), `student` and `central` (0 to 1),
        `rank` (0 for the area at the very centre of its district), `persons`
        (mid-2020 estimate) and `census` (Census 2021).
    """
    places, district = ground.centres, ground.district
    count = len(district)
    apart = np.hypot(*places.T)
    city = district == CITY
    deprived = 0.8 * np.exp(-(((apart - 1.9) / 1.3) ** 2))
    deprived += 1.9 * _bumps(places, _ESTATES, 1.0)
    deprived -= 1.5 * _bumps(places, _LEAFY, 1.3)
    deprived += rng.normal(0, 0.28, count)
    score = (deprived - deprived[city].mean()) / deprived[city].std()
    ranks = np.zeros(count, dtype=np.int64)
    for number in np.unique(district):
        here = np.flatnonzero(district == number)
        # Shapes are smallest where most goes on: the town centre of a district.
        closest = apart[here] if number == CITY else _size(ground)[here]
        ranks[here[np.argsort(closest)]] = np.arange(len(here))
    campus = places[(areas["ward_name"] == STUDENT_WARD).to_numpy()].mean(axis=0)
    student = np.exp(-((np.hypot(*(places - campus).T) / 0.75) ** 2))
    town = np.exp(-ranks / 4.0)
    score = np.where(city, 0.45 + 0.9 * score, -0.55 + 1.2 * town + 0.3 * score)
    score = score - 0.5 * student
    persons = _BASE * np.exp(rng.normal(0, 0.14, count)) * (1 + 0.35 * student)
    halved = (areas["change"] == "M").to_numpy()
    persons = np.where(halved, persons * 0.5, persons).round().astype(np.int64)
    census = (persons * _CENSUS_BREAK * rng.normal(1, 0.02, count)).round()
    return pd.DataFrame(
        {
            "deprivation": score,
            "student": student,
            "central": np.where(city, np.exp(-((apart / 1.1) ** 2)), 0.0),
            "rank": ranks,
            "persons": persons,
            "census": census.astype(np.int64),
        }
    )


def _bumps(places: Floats, at: Floats, reach: float) -> Floats:
    squares = ((places[:, None] - at[None]) ** 2).sum(axis=2)
    bumps: Floats = np.exp(-squares / reach**2).sum(axis=1)
    return bumps


def _size(ground: Ground) -> Floats:
    return np.array([shape.area for shape in ground.shapes])


def ages(
    rng: np.random.Generator, people: pd.DataFrame, persons: pd.Series[int]
) -> Ints:
    """Return residents by single year of age, 0 to 90 and over.

    Parameters
    ----------
    rng
        Source of the random draws.
    people
        The character of each small area (`settle`).
    persons
        Residents of each small area, aligned with `people`.

    Returns
    -------
    Ints
        Residents, shape (areas, 91).
    """
    age = np.arange(OLDEST + 1)
    base = np.where(age < 58, 1.0, np.exp(-(age - 58) / 19.0))
    base[OLDEST] *= 3.0
    child = np.exp(-(((age - 6) / 9.0) ** 2))
    young = np.exp(-(((age - 20.5) / 2.2) ** 2))
    adult = np.exp(-(((age - 28) / 6.0) ** 2))
    old = np.clip((age - 40) / 40, 0, 1)
    drawn = np.zeros((len(people), len(age)), dtype=np.int64)
    traits = people[["deprivation", "student", "central"]].to_numpy()
    for row, (deprived, student, central) in enumerate(traits):
        shape = base * np.exp(0.15 * deprived * child - 0.3 * deprived * old)
        shape = shape + 14.0 * student * young + (1.6 * central + 0.3) * adult
        shape = shape * np.exp(-1.2 * student * old - 0.9 * central * child)
        drawn[row] = rng.multinomial(int(persons.iloc[row]), shape / shape.sum())
    return drawn
