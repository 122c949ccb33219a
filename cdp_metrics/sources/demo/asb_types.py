"""Invented incidents of ASB as three services would count them, each its own way.

The police's add up to the anti-social behaviour of the street files, place by place.
The council and environmental health hear of others, and of some of the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from cdp_metrics.sources.asb_types import ASB_HEADINGS
from cdp_metrics.sources.demo.clusters import Floats, Ints
from cdp_metrics.sources.demo.street_files import gap

__all__ = ["UNLISTED", "write_asb_types"]

UNLISTED = "Abandoned trolleys"
"""The council's category that the crosswalk does not know yet."""

_TRAITS = ["deprivation", "student", "central"]


@dataclass(frozen=True)
class _Service:
    """How one source counts.

    Parameters
    ----------
    categories
        Its categories: share of its incidents, and the effect of deprivation, of a
        student area and of the centre on the logarithm of that share.
    reports
        Share of its incidents that are the first, second, ... at their place.
    shared
        Share of its incidents that others hold too, by who.
    """

    categories: dict[str, tuple[float, float, float, float]]
    reports: tuple[float, ...]
    shared: dict[str, float]


_SERVICES = {
    "police": _Service(
        {
            "Rowdy or inconsiderate behaviour": (0.29, 0.0, 0.3, 0.5),
            "Rowdy or nuisance neighbours": (0.17, 0.3, -0.2, -1.0),
            "Vehicle nuisance or inappropriate use": (0.12, 0.1, -0.6, -0.8),
            "Drug use or dealing": (0.08, 0.5, 0.1, 0.3),
            "Street drinking": (0.06, 0.2, 0.3, 1.5),
            "Begging or vagrancy": (0.05, 0.1, 0.0, 2.0),
            "Intimidation or harassment": (0.05, 0.3, 0.0, 0.0),
            "Noise": (0.05, 0.0, 1.2, 0.2),
            "Criminal damage below recording": (0.03, 0.3, 0.0, 0.0),
            "Animal problems": (0.03, 0.4, -0.4, -0.8),
            "Trespass": (0.02, 0.0, 0.0, 0.2),
            "Prostitution-related activity": (0.01, 0.3, 0.0, 0.6),
            "ASB nuisance": (0.04, 0.0, 0.0, 0.0),
        },
        (0.72, 0.18, 0.07, 0.03),
        {"": 1.0},
    ),
    "council": _Service(
        {
            "Neighbour nuisance": (0.26, 0.3, 0.0, -0.8),
            "Fly-tipping": (0.24, 0.5, 0.6, -0.4),
            "Litter": (0.14, 0.1, 0.4, 0.8),
            "Dog fouling": (0.10, 0.0, -0.6, -0.6),
            "Graffiti": (0.06, 0.0, 0.2, 0.8),
            "Dangerous or stray dogs": (0.05, 0.5, -0.5, -0.8),
            "Verbal abuse or harassment": (0.05, 0.3, 0.0, 0.0),
            "Inconsiderate behaviour": (0.05, 0.0, 0.4, 0.2),
            "Other": (0.04, 0.0, 0.0, 0.0),
            UNLISTED: (0.01, 0.0, 0.3, 0.0),
        },
        (0.66, 0.20, 0.09, 0.05),
        {"": 0.84, "police": 0.16},
    ),
    "environmental_health": _Service(
        {
            "Loud music": (0.48, 0.0, 0.9, 0.2),
            "Domestic noise": (0.30, 0.3, -0.1, -0.4),
            "Accumulated waste": (0.13, 0.5, 0.2, -0.4),
            "Noise in the street": (0.06, 0.0, 0.8, 1.0),
            "Other": (0.03, 0.0, 0.0, 0.0),
        },
        (0.58, 0.24, 0.12, 0.06),
        {"": 0.86, "police": 0.06, "council;police": 0.03, "council": 0.05},
    ),
}
_COUNCIL, _NOISE = 0.30, 0.35
"""The council's incidents over those of the police; noise complaints a year and 100."""


def write_asb_types(
    rng: np.random.Generator,
    folder: Path,
    months: Sequence[date],
    street: Ints,
    people: pd.DataFrame,
    codes: pd.Series[str],
) -> None:
    """Write one file a service with its incidents by category.

    Parameters
    ----------
    rng
        Source of the random draws.
    folder
        Folder to write into.
    months
        First days of the months drawn; those without street files send nothing.
    street
        Month and area of each row of the city's anti-social behaviour in the street
        files, shape (rows, 2).
    people
        The character of the city's areas (`people.settle`).
    codes
        The LSOA of 2021 that an area is or is part of.
    """
    counted = pd.crosstab(street[:, 0], street[:, 1]).reindex(
        index=range(len(months)), columns=people.index, fill_value=0
    )
    sent = [at for at, month in enumerate(months) if month not in gap(months)]
    police = counted.to_numpy()[sent]
    usual = police.mean(axis=0)
    season = police.sum(axis=1, keepdims=True) / police.sum() * len(sent)
    heard = {
        "police": police,
        "council": rng.poisson(_COUNCIL * (0.5 * usual + 0.5 * usual.mean()) * season),
        "environmental_health": rng.poisson(
            _NOISE / 1200 * people["persons"].to_numpy() * season
        ),
    }
    for source, counts in heard.items():
        cells = _cells(rng, _SERVICES[source], counts, people[_TRAITS].to_numpy())
        table = _table(
            _SERVICES[source], cells, [months[at] for at in sent], codes[people.index]
        )
        table.insert(0, "source", source)
        folder.mkdir(parents=True, exist_ok=True)
        table[list(ASB_HEADINGS)].to_csv(
            folder / f"asb_incidents_{source}.csv", index=False, lineterminator="\n"
        )


def _cells(
    rng: np.random.Generator, service: _Service, counts: Ints, traits: Floats
) -> Ints:
    """Deal incidents out by category, number of the report and who else holds them."""
    known = np.array(list(service.categories.values()))
    score = np.log(known[:, 0]) + traits @ known[:, 1:].T
    share = np.exp(score + rng.normal(0, 0.25, score.shape))
    share /= share.sum(axis=1, keepdims=True)
    kinds = rng.multinomial(counts, share[None])
    numbered = rng.multinomial(kinds, service.reports)
    cells: Ints = rng.multinomial(numbered, list(service.shared.values()))
    return cells


def _table(
    service: _Service, cells: Ints, months: Sequence[date], codes: pd.Series[str]
) -> pd.DataFrame:
    month, area, kind, number, sharer = np.nonzero(cells)
    categories, sharers = list(service.categories), list(service.shared)
    rows = pd.DataFrame(
        {
            "month": np.array([f"{day:%Y-%m}" for day in months])[month],
            "lsoa_code": codes.to_numpy(dtype=object)[area],
            "local_category": np.array(categories, dtype=object)[kind],
            "nth_report": number + 1,
            "shared_with": np.array(sharers, dtype=object)[sharer],
            "count": cells[month, area, kind, number, sharer],
        }
    )
    keys = [name for name in rows.columns if name != "count"]
    return rows.groupby(keys, as_index=False, sort=True).agg({"count": "sum"})
