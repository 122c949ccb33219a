"""How the place stands among those that are most like it, by published figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.area.around import FEWEST
from cdp_metrics.answers.figures.reported import Reading, reported_everywhere
from cdp_metrics.answers.plan.table import papers
from cdp_metrics.catalogue.papers import similar_of
from cdp_metrics.catalogue.partnership import Similar
from cdp_metrics.stats import Funnel, Interval, funnel, rate
from cdp_metrics.warehouse.db import Store

__all__ = ["MEASURE", "Alike", "SimilarPlaces", "similar_places"]

MEASURE: Final = "csp_recorded_crime"


@dataclass(frozen=True)
class Alike:
    """One of the places.

    Parameters
    ----------
    code, name
        Which place.
    n, residents
        Count and residents as published; None where they are not.
    rate
        Per 1,000 residents with 95% limits; None without count or residents.
    ours
        Whether it is the partnership's own.
    """

    code: str
    name: str
    n: float | None
    residents: float | None
    rate: Interval[float] | None
    ours: bool = False


@dataclass(frozen=True, eq=False)
class SimilarPlaces:
    """The place and those like it, in the latest year that enough of them have.

    Parameters
    ----------
    about
        What the partnership says of its list; None where it says nothing.
    listed
        How many places are on it.
    first, last
        The year; None where none is held by enough of them.
    rows
        Ours first, then highest rate first; places without a figure last.
    funnel
        Those with a rate around their average, in the order of the rows.
    """

    about: Similar | None
    listed: int
    first: date | None = None
    last: date | None = None
    rows: tuple[Alike, ...] = ()
    funnel: Funnel | None = None


def similar_places(store: Store, area: str, today: date) -> SimilarPlaces:
    """Return published recorded crime of the place and of those most like it.

    Parameters
    ----------
    store
        A published store.
    area
        Code of the partnership's area.
    today
        What is under embargo on this day is left out.

    Returns
    -------
    SimilarPlaces
        Without rows where there is no list, where it names fewer than `FEWEST` places,
        or where no year has figures of so many of them.
    """
    about = similar_of(papers(store))
    names = {
        row["area_code"]: row["area_name"] for row in store.records("similar_areas")
    }
    codes = set(about.codes if about and about.codes else names)
    held: dict[date, dict[str, Reading]] = {}
    for each in reported_everywhere(store, MEASURE, today):
        if each.area in codes or each.area == area:
            names[each.area] = each.area_name
            for reading in each.readings:
                if reading.numerator is not None and reading.denominator:
                    held.setdefault(reading.period_end, {})[each.area] = reading
    enough = [day for day, of in held.items() if len(of.keys() & codes) >= FEWEST]
    if not enough:
        return SimilarPlaces(about, len(codes))
    year = held[max(enough)]
    others = [_alike(code, names.get(code, code), year.get(code)) for code in codes]
    others.sort(key=lambda each: (-each.rate.value if each.rate else 1, each.name))
    own = _alike(area, names.get(area, area), year.get(area), ours=True)
    rows = (own, *others)
    some = next(iter(year.values()))
    return SimilarPlaces(
        about, len(codes), some.period_start, some.period_end, rows, _around(rows)
    )


def _alike(
    code: str, name: str, reading: Reading | None, *, ours: bool = False
) -> Alike:
    """Return a place with its rate, where count and residents are published."""
    if reading is None or reading.numerator is None or not reading.denominator:
        return Alike(code, name, None, None, None, ours)
    n, residents = reading.numerator, reading.denominator
    return Alike(code, name, n, residents, rate(n, residents), ours)


def _around(rows: tuple[Alike, ...]) -> Funnel:
    """Return the places around their average; those without a figure are no part."""
    events = np.array([np.nan if e.n is None else e.n for e in rows], np.float64)
    sizes = np.array([e.residents or np.nan for e in rows], np.float64)
    return funnel(events, sizes, kind="rate")
