"""Other families of crime by the same engine: the newest twelve months alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from cdp_metrics.catalogue.harm_rows import FamilyMember
from cdp_metrics.errors import NotEnoughData
from cdp_metrics.periods import MONTHS_IN_YEAR, last_day
from cdp_metrics.stats.harm import (
    Weights,
    draw_harm,
    half_year_dispersion,
    reported_harm,
    visitor_areas,
)
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.harm.layers import SEED
from cdp_metrics.warehouse.harm.place import Months, Place
from cdp_metrics.warehouse.harm.year import Assumed

__all__ = ["family_rows"]


def family_rows(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    months: Months,
    window: slice,
    by: Assumed,
    notes: list[tuple[str, str]],
) -> pd.DataFrame | None:
    """Return the index of every family of crimes, a row a family and LSOA.

    Parameters
    ----------
    con
        The store that is being built.
    place, months, window
        Whose it is, and where its twelve months lie.
    by
        The tables in use.
    notes
        Takes what cannot be said, and why.

    Returns
    -------
    DataFrame or None
        As `harm_family_lsoa`; None where no family can be ranked.
    """
    first = months.months[window][0]
    footfall = months.footfall[window, : len(place.codes)].sum(axis=0)
    usable = ~visitor_areas(footfall, place.residents, by.cuts.visitor)
    frames = []
    for name, members in by.tables.by_family.items():
        early, late = _halves(con, place, first, members)
        try:
            phi = half_year_dispersion(early.sum(axis=1), late.sum(axis=1), usable)
            weights = _weights(name, members)
            harm = reported_harm(
                early + late, place.residents, usable, weights.value, phi
            )
        except NotEnoughData as fault:
            notes.append(("families", f"{members[0].title}: {fault}"))
            continue
        spread = draw_harm(harm, seed=SEED, weights=weights).ranges(by.cuts)
        frames.append(
            pd.DataFrame(
                {
                    "family": name,
                    "title": members[0].title,
                    "categories": [[each.category for each in members]]
                    * len(place.codes),
                    "lsoa21": place.codes,
                    "period_end": last_day(months.months[window][MONTHS_IN_YEAR - 1]),
                    "reports": harm.counts.sum(axis=1),
                    "rate": harm.rate.sum(axis=1),
                    "harm_index": harm.index,
                    "index_lo": spread.index_lower,
                    "index_hi": spread.index_upper,
                    "rank_lo": spread.rank_lower,
                    "rank_hi": spread.rank_upper,
                    "class": spread.map_class,
                    "class_certainty": spread.class_certainty,
                    "visitor": ~usable,
                }
            )
        )
    return pd.concat(frames) if frames else None


def _halves(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    first: date,
    members: Sequence[FamilyMember],
) -> tuple[Floats, Floats]:
    """Return crimes of each half-year, LSOAs by categories."""
    categories = [each.category for each in members]
    rows = con.execute(
        sql.text("build/127_harm_family_counts"),
        {"codes": place.codes, "categories": categories, "first": first},
    ).df()
    early, late = (
        rows[rows["early"] == half]
        .pivot(index="lsoa21_code", columns="category", values="n")
        .reindex(index=place.codes, columns=categories)
        .fillna(0.0)  # a whole month without a row is a zero
        .to_numpy(np.float64)
        for half in (True, False)
    )
    return early, late


def _weights(name: str, members: Sequence[FamilyMember]) -> Weights:
    return Weights(
        version=name,
        names=tuple(each.category for each in members),
        value=tuple(each.weight for each in members),
        low_factor=tuple(each.low_factor for each in members),
        high_factor=tuple(each.high_factor for each in members),
    )
