"""Codes, names and wards for every small area, and how LSOAs changed in 2021."""

from __future__ import annotations

from string import ascii_uppercase

import numpy as np
import pandas as pd
import shapely

from cdp_metrics.sources.demo.city import Ground
from cdp_metrics.sources.demo.clusters import Floats, Ints, clusters, contiguous
from cdp_metrics.sources.demo.names import CITY_WARDS_BEFORE, DISTRICTS

__all__ = ["name_areas"]

_MERGES_AND_SPLITS = ((5, 2), (1, 1), (0, 0), (0, 0))
_MSOAS = (36, 4, 4, 4)
_MSOA_ENDS = ("North", "South", "East", "West", "Central", "Outer", "Inner", "Park")


def name_areas(rng: np.random.Generator, ground: Ground) -> pd.DataFrame:
    """Return the areas of every level that each small area belongs to.

    Parameters
    ----------
    rng
        Source of the random choices.
    ground
        The small areas as drawn.

    Returns
    -------
    pandas.DataFrame
        A row for each small area, in the order of `ground`: `district`,
        `district_name`, `lsoa11`, `lsoa11_name`, `lsoa21`, `lsoa21_name`,
        `change` (U unchanged, M merged, S split in 2021), `ward13` and `ward`
        with their names, `msoa`, `msoa_name` and `msoa_readable`.
    """
    change, group = _changes(rng, ground)
    places = _grouped(ground.centres, group)
    edges = group[ground.neighbours]
    edges = edges[edges[:, 0] != edges[:, 1]]
    district = _first(ground.district, group)
    wards, before, msoas = (np.full(len(places), -1) for _ in range(3))
    for number, part in enumerate(DISTRICTS):
        for labels, count in (
            (wards, len(part.wards)),
            (before, len(part.wards)),
            (msoas, _MSOAS[number]),
        ):
            here = district == number
            labels[here] = labels.max() + 1 + _parts(rng, places, edges, here, count)
    table = pd.DataFrame({"number": ground.district, "change": change})
    table["district"] = [DISTRICTS[n].code for n in ground.district]
    table["district_name"] = [DISTRICTS[n].name for n in ground.district]
    table = table.join(_ward_names(places, district, wards, group, before=False))
    table = table.join(_ward_names(places, district, before, group, before=True))
    county = ground.district > 0  # only the city's wards changed in 2019
    for old, new in (("ward13", "ward"), ("ward13_name", "ward_name")):
        table[old] = table[old].where(~county, table[new])
    table = table.join(_msoa_names(places, district, msoas, group, table["ward_name"]))
    return _lsoa_names(table, group, ground.centres[:, 1])


def _changes(rng: np.random.Generator, ground: Ground) -> tuple[Ints, Ints]:
    """Return each area's change code and the group that must stay together."""
    change = np.full(len(ground.shapes), "U", dtype=object)
    group = np.arange(len(ground.shapes))
    first, second = ground.neighbours.T
    border = shapely.length(
        shapely.intersection(ground.shapes[first], ground.shapes[second])
    )
    around = shapely.length(ground.shapes)
    long = border > 0.2 * np.minimum(around[first], around[second])
    outer = np.hypot(*ground.centres.T) > 1.5
    within = ground.district[first] == ground.district[second]
    fit = ground.neighbours[long & within & outer[first] & outer[second]]
    for number, (merges, splits) in enumerate(_MERGES_AND_SPLITS):
        kinds = list("M" * merges + "S" * splits)
        for one, other in rng.permutation(fit[ground.district[fit[:, 0]] == number]):
            if kinds and change[one] == change[other] == "U":
                change[[one, other]] = kinds.pop()
                group[other] = one
    return change, np.unique(group, return_inverse=True)[1]


def _grouped(values: Floats, group: Ints) -> Floats:
    size = np.bincount(group)
    columns = [np.bincount(group, weights=column) / size for column in values.T]
    return np.column_stack(columns)


def _first(values: Ints, group: Ints) -> Ints:
    return values[np.unique(group, return_index=True)[1]]


def _parts(
    rng: np.random.Generator, places: Floats, edges: Ints, here: Ints, count: int
) -> Ints:
    new = np.full(len(places), -1)
    new[here] = np.arange(int(here.sum()))
    inner = new[edges]
    labels = clusters(places[here], count, rng, even=0.1)
    return contiguous(labels, inner[(inner >= 0).all(axis=1)])


def _ward_names(
    places: Floats, district: Ints, wards: Ints, group: Ints, *, before: bool
) -> pd.DataFrame:
    """Name wards from the middle of their district outwards."""
    column = "ward13" if before else "ward"
    codes = np.full(len(places), "", dtype=object)
    names = codes.copy()
    for number, part in enumerate(DISTRICTS):
        here = np.flatnonzero(district == number)
        label = wards[here] - wards[here].min()
        middle = _grouped(places[here], label)
        base = middle.mean(axis=0) if number else np.zeros(2)
        order = np.argsort(np.hypot(*(middle - base).T)).argsort()
        titles = CITY_WARDS_BEFORE if before and number == 0 else part.wards
        serial = 1 if before else 101 + 100 * number
        alphabetical = np.argsort(np.argsort(titles))
        for cell, ward in zip(here, order[label], strict=True):
            codes[cell] = f"E05999{serial + alphabetical[ward]:03d}"
            names[cell] = titles[ward]
    return pd.DataFrame({column: codes[group], f"{column}_name": names[group]})


def _msoa_names(
    places: Floats, district: Ints, msoas: Ints, group: Ints, wards: pd.Series[str]
) -> pd.DataFrame:
    """Count MSOAs from north to south, as ONS does, and name each for a ward."""
    middle = _grouped(places, msoas)
    home = _first(district, msoas)
    number = np.zeros(len(middle), dtype=np.int64)
    for each in range(len(DISTRICTS)):
        here = np.flatnonzero(home == each)
        number[here[np.argsort(-middle[here, 1])]] = np.arange(1, len(here) + 1)
    serial = np.lexsort((number, home)).argsort() + 1
    usual = [wards[msoas[group] == each].mode().iloc[0] for each in range(len(middle))]
    readable, used = [], dict.fromkeys(usual, 0)
    for ward in usual:
        readable.append(f"{ward} {_MSOA_ENDS[used[ward]]}")
        used[ward] += 1
    label = msoas[group]
    names = [f"{DISTRICTS[d].name} {n:03d}" for d, n in zip(home, number, strict=True)]
    codes = [f"E02999{n:03d}" for n in serial]
    return pd.DataFrame(
        {
            "msoa": np.array(codes, dtype=object)[label],
            "msoa_name": np.array(names, dtype=object)[label],
            "msoa_readable": np.array(readable, dtype=object)[label],
        }
    )


def _lsoa_names(table: pd.DataFrame, group: Ints, north: Floats) -> pd.DataFrame:
    """Give LSOAs of 2011 and 2021 their codes and names.

    A changed LSOA gets a new code, and the first letter that is free in 2021:
    names are reissued, as they are by ONS, so only codes can be joined on.
    """
    table = table.assign(group=group, north=-north)
    table = table.sort_values(["number", "msoa_name", "north"], kind="stable")
    old = table["group"].where(table["change"] == "S", -1 - table.index)
    new = table["group"].where(table["change"] == "M", -1 - table.index)
    table["lsoa11"] = _codes(old, "E01999", 1)
    fresh = table["change"] != "U"
    table["lsoa21"] = table["lsoa11"]
    table.loc[fresh, "lsoa21"] = _codes(new[fresh], "E01999", 801)
    for vintage in ("lsoa11", "lsoa21"):
        table[f"{vintage}_name"] = ""
        for msoa, held in table.groupby("msoa_name"):
            kept = {} if vintage == "lsoa11" else _letters(held, "lsoa11")
            kept = {c: x for c, x in kept.items() if c in set(held["lsoa21"])}
            free = iter(sorted(set(ascii_uppercase) - set(kept.values())))
            for code in held[vintage].unique():
                letter = kept.get(code) or next(free)
                table.loc[table[vintage] == code, f"{vintage}_name"] = f"{msoa}{letter}"
    return table.sort_index().drop(columns=["group", "north", "number"])


def _letters(held: pd.DataFrame, vintage: str) -> dict[str, str]:
    names = held.drop_duplicates(vintage).set_index(vintage)[f"{vintage}_name"]
    return {str(code): str(name)[-1] for code, name in names.items()}


def _codes(keys: pd.Series[int], prefix: str, first: int) -> list[str]:
    return [f"{prefix}{first + n:03d}" for n in pd.factorize(keys)[0]]
