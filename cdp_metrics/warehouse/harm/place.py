"""Whom the harm index is of: areas, who lives there, and who touches whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cdp_metrics.periods import MONTHS_IN_YEAR, month_of, months_between
from cdp_metrics.stats.harm import Composition
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse import sql

__all__ = ["Kind", "Months", "Place", "read_months", "read_place"]

AGES = ["age_16", "age_25", "age_35", "age_50", "age_65"]
TENURES = ["outright", "mortgage", "rent"]
ETHNICITIES = ["white", "mixed", "asian", "black", "other_ethnicity"]


@dataclass(frozen=True, eq=False)
class Kind:
    """Areas of one kind; shares: of each LSOA's residents, shape (areas, LSOAs)."""

    name: str
    codes: list[str]
    shares: csr_array


@dataclass(frozen=True, eq=False)
class Place:
    """The partnership's LSOAs in order of their codes, then the ring around them.

    Attributes
    ----------
    people
        A row an LSOA of the partnership, by code.
    ring
        The same of the ring.
    neighbours
        Positions among both, a list an LSOA; all empty where none are known.
    composition
        Who lives in the partnership; None where something is missing.
    ethnicity
        Whether the composition holds ethnicity.
    income_edition
        Edition of the Indices of Deprivation that is used.
    kinds
        Wards and other areas.
    notes
        What is missing of these, as layer and reason.
    """

    people: pd.DataFrame
    ring: pd.DataFrame
    neighbours: list[list[int]]
    composition: Composition | None
    ethnicity: bool
    income_edition: int | None
    kinds: tuple[Kind, ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> list[str]:
        """Codes of the partnership's LSOAs."""
        return list(self.people.index)

    @property
    def residents(self) -> Floats:
        """Residents of the partnership's LSOAs."""
        return self.people["residents"].to_numpy(np.float64)


@dataclass(frozen=True, eq=False)
class Months:
    """Published rows of whole months on 2021 LSOAs, by LSOA of a place and its ring.

    Attributes
    ----------
    months
        The months, in order.
    asb, footfall, other
        Shape (months, LSOAs).
    """

    months: list[date]
    asb: Floats
    footfall: Floats
    other: Floats

    def years(self) -> Iterator[slice]:
        """Yield where each twelve months without a gap lie."""
        for end in range(MONTHS_IN_YEAR, len(self.months) + 1):
            start = end - MONTHS_IN_YEAR
            if (
                months_between(self.months[start], self.months[end - 1])
                == MONTHS_IN_YEAR - 1
            ):
                yield slice(start, end)


def read_months(con: duckdb.DuckDBPyConnection, place: Place) -> Months:
    """Return the months that can be counted."""
    codes = [*place.codes, *place.ring.index]
    rows = con.execute(sql.text("build/130_asb_counts"), {"codes": codes}).df()
    rows["month"] = [month_of(day.date()) for day in rows["month"]]
    held = list(rows["month"].unique())
    asb, footfall, other = (
        rows.pivot(index="month", columns="lsoa21_code", values=name)
        .reindex(columns=codes)
        .to_numpy(np.float64)
        for name in ("asb", "footfall", "other")
    )
    return Months(held, asb, footfall, other)


def read_place(con: duckdb.DuckDBPyConnection) -> Place:
    """Return the areas that have residents, and what is known of them."""
    rows = con.execute(sql.text("build/131_residents")).df().set_index("lsoa21_code")
    inside = ~rows["ring"].to_numpy(np.bool_)
    lived_in = (rows["residents"] > 0).to_numpy(np.bool_)
    people, ring = rows[inside & lived_in], rows[~inside & lived_in]
    notes: list[tuple[str, str]] = []
    if (empty := int((inside & ~lived_in).sum())) and len(people):
        notes.append(
            (
                "areas",
                f"{empty} of {int(inside.sum())} LSOAs have no residents by Census "
                "2021: they have no index",
            )
        )
    neighbours = _neighbours(con, [*people.index, *ring.index])
    if not any(neighbours):
        notes.append(("hot spots", "the LSOAs' boundaries are not all held"))
    edition, quintile = _income(con, list(people.index))
    composition, missing = _composition(people, quintile)
    ethnicity = composition is not None and composition.ethnicity is not None
    if missing:
        notes += [(layer, missing) for layer in ("expected", "gap")]
    if not ethnicity and not missing:
        notes.append(
            (
                "ethnicity",
                "the census table of ethnic groups is not held for every "
                "LSOA: there is no version with ethnicity to compare with",
            )
        )
    return Place(
        people=people,
        ring=ring,
        neighbours=neighbours,
        composition=composition,
        ethnicity=ethnicity,
        income_edition=edition if composition else None,
        kinds=_kinds(con, list(people.index)),
        notes=tuple(notes),
    )


def _neighbours(
    con: duckdb.DuckDBPyConnection, codes: Sequence[str]
) -> list[list[int]]:
    position = {code: at for at, code in enumerate(codes)}
    found: list[list[int]] = [[] for _ in codes]
    for code, other in con.execute(sql.text("build/123_neighbour_pairs")).fetchall():
        if code in position and other in position:
            found[position[code]].append(position[other])
    return found


def _income(
    con: duckdb.DuckDBPyConnection, codes: list[str]
) -> tuple[int | None, NDArray[np.float64]]:
    """Return the edition that knows most areas, the newest of these, and quintiles."""
    rows = con.execute(sql.text("build/132_income")).df()
    table = rows.pivot(index="lsoa21_code", columns="edition", values="quintile")
    table = table.reindex(codes)
    if table.empty or table.isna().all(axis=None):
        return None, np.full(len(codes), np.nan)
    known = table.notna().sum()
    edition = max(known.index, key=lambda each: (known[each], each))
    return int(edition), table[edition].to_numpy(np.float64)


def _composition(
    people: pd.DataFrame, quintile: Floats
) -> tuple[Composition | None, str]:
    """Return who lives there, or what is missing of it."""
    age = people[AGES].to_numpy(np.float64)
    tenure = people[TENURES].to_numpy(np.float64)
    ethnicity = people[ETHNICITIES].to_numpy(np.float64)
    lost = {
        "census table of tenure": np.isnan(tenure).any(axis=1),
        "income domain of the Indices of Deprivation": np.isnan(quintile),
    }
    for what, missing in lost.items():
        if missing.any():
            return None, (
                f"the {what} is missing for {int(missing.sum()):,} of {len(people):,} "
                "LSOAs"
            )
    try:
        return (
            Composition(age, tenure, quintile.astype(np.int64), _whole(ethnicity)),
            "",
        )
    except ValueError as fault:
        return None, str(fault)


def _whole(shares: Floats) -> Floats | None:
    """Return shares that are held for every area, else nothing."""
    return None if np.isnan(shares).any() else shares


def _kinds(con: duckdb.DuckDBPyConnection, codes: list[str]) -> tuple[Kind, ...]:
    rows = con.execute(sql.text("build/129_harm_areas")).df()
    rows = rows[rows["lsoa21_code"].isin(codes)]
    kinds = []
    for name, parts in rows.groupby("area_type"):
        areas = pd.Categorical(parts["area_code"])
        lsoas = pd.Categorical(parts["lsoa21_code"], categories=codes)
        # a country has 7,000 wards of 34,000 LSOAs, and nearly all shares are 0
        shares = csr_array(
            (parts["share"].to_numpy(np.float64), (areas.codes, lsoas.codes)),
            shape=(len(areas.categories), len(codes)),
        )
        kinds.append(Kind(str(name), list(areas.categories), shares))
    return tuple(kinds)
