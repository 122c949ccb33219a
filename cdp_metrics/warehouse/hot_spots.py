"""Fill `hot_spot` and `concentration` for the newest complete twelve months.

Areas of the ring around the partnership take part in the scores, so that an area at
its edge is compared with all that surrounds it. They form no prior and are no test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cdp_metrics.catalogue.hot_spots import MEASURES
from cdp_metrics.errors import NotEnoughData
from cdp_metrics.periods import MONTHS_IN_YEAR, last_day, months_between
from cdp_metrics.stats import (
    LEAST_PERIODS,
    benjamini_hochberg,
    concentration,
    empirical_bayes,
    gi_star,
    half_year_dispersion,
    local_moran,
    persistence,
    two_sided,
)
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.intake import Progress

__all__ = ["fill_hot_spots"]

SEED: Final = 20251231
QUARTER: Final = 3
PER_1000: Final = 1000.0
NOT_SIGNIFICANT: Final = "not significant"
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Place:
    """The areas that are compared, in order of their codes."""

    codes: list[str]
    residents: Floats
    own: Flags
    visitor: Flags
    neighbours: list[list[int]]

    @property
    def usable(self) -> Flags:
        """The areas of the partnership where residents are a fair base."""
        return self.own & ~self.visitor


def fill_hot_spots(con: duckdb.DuckDBPyConnection, progress: Progress) -> None:
    """Compute and store hot spots, their persistence and the concentration.

    Nothing is stored of a measure that has no complete twelve months on 2021 LSOAs;
    no hot spots where the LSOAs' boundaries, and so their neighbours, are not held.
    """
    place = _place(con)
    asked = {"indicators": list(MEASURES), "codes": place.codes}
    counts = con.execute(sql.text("build/161_hot_spot_counts"), asked).df()
    for done, (measure, rows) in enumerate(counts.groupby("indicator_id"), start=1):
        progress("Hot spots", done, len(MEASURES))
        table = rows.pivot(index="month", columns="lsoa21_code", values="n")
        months = [month.date() for month in table.index]
        end = _newest_year(months)
        if end is None:
            continue
        monthly = table[place.codes].to_numpy(np.float64)[:end]
        try:
            spots, held = _measure(place, months[:end], monthly)
        except NotEnoughData:
            continue
        of = {
            "indicator_id": measure,
            "period_start": months[end - MONTHS_IN_YEAR],
            "period_end": last_day(months[end - 1]),
        }
        if held is not None:
            con.register("concentration_rows", held.assign(**of))
            con.execute(sql.text("build/163_concentration_rows"))
        if any(place.neighbours):
            con.register("hot_spot_rows", spots.assign(**of))
            con.execute(sql.text("build/162_hot_spot_rows"))


def _place(con: duckdb.DuckDBPyConnection) -> _Place:
    areas = con.execute(sql.text("build/160_hot_spot_areas")).df()
    codes = areas["lsoa21_code"].tolist()
    position = {code: at for at, code in enumerate(codes)}
    neighbours: list[list[int]] = [[] for _ in codes]
    for code, other in con.execute(sql.text("build/123_neighbour_pairs")).fetchall():
        if code in position and other in position:
            neighbours[position[code]].append(position[other])
    return _Place(
        codes,
        areas["residents"].to_numpy(np.float64),
        ~areas["ring"].to_numpy(np.bool_),
        areas["visitor"].to_numpy(np.bool_),
        neighbours,
    )


def _newest_year(months: list[date]) -> int | None:
    """Return where the newest twelve months without a gap end, as a position."""
    for end in range(len(months), MONTHS_IN_YEAR - 1, -1):
        start = months[end - MONTHS_IN_YEAR]
        if months_between(start, months[end - 1]) == MONTHS_IN_YEAR - 1:
            return end
    return None


def _quarters(months: list[date]) -> Iterator[slice]:
    """Yield where each complete quarter of the year lies among the months."""
    for at, month in enumerate(months[: 1 - QUARTER]):
        if (
            month.month % QUARTER == 1
            and months_between(month, months[at + QUARTER - 1]) == QUARTER - 1
        ):
            yield slice(at, at + QUARTER)


def _measure(
    place: _Place, months: list[date], monthly: Floats
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return hot spots and concentration of one measure, a frame each."""
    year = monthly[-MONTHS_IN_YEAR:]
    events = year.sum(axis=0)
    half = MONTHS_IN_YEAR // 2
    phi = half_year_dispersion(
        year[:half].sum(axis=0), year[half:].sum(axis=0), place.usable
    )
    smoothing = empirical_bayes(
        events, place.residents, dispersion=phi, prior=place.usable
    )
    now = _spots(place, smoothing.smoothed)
    moran = local_moran(smoothing.smoothed, place.neighbours, seed=SEED)
    unlike = benjamini_hochberg(np.where(place.own, moran.p, np.nan))
    known = ~np.isnan(moran.p)
    quarters = list(_quarters(months))
    past = [_spots(place, _smoothed(place, monthly[each], phi)) for each in quarters]
    hot = np.array([each.hot for each in past]).reshape(-1, len(place.codes))
    cold = np.array([each.cold for each in past]).reshape(-1, len(place.codes))
    spots = pd.DataFrame(
        {
            "lsoa21_code": place.codes,
            "events": events,
            "residents": place.residents,
            "raw_rate": PER_1000 * events / place.residents,
            "rate": PER_1000 * smoothing.smoothed,
            "visitor": place.visitor,
            "gi_z": now.z,
            "gi_hot": now.hot,
            "gi_cold": now.cold,
            "moran_class": np.where(
                unlike, moran.pattern, np.where(known, NOT_SIGNIFICANT, "")
            ),
            "moran_p": moran.p,
            "quarters": len(quarters),
            "hot_quarters": hot.sum(axis=0),
            "cold_quarters": cold.sum(axis=0),
            "emerging_class": _lasting(hot, cold),
        }
    )
    return spots[place.own], _concentration(place, events, phi)


@dataclass(frozen=True, eq=False)
class _Spots:
    """Scores of all areas; which of the partnership's are hot or cold."""

    z: Floats
    hot: Flags
    cold: Flags


def _spots(place: _Place, rates: Floats) -> _Spots:
    z = gi_star(rates, place.neighbours)
    beyond = benjamini_hochberg(np.where(place.own, two_sided(z), np.nan))
    return _Spots(z, beyond & (z > 0), beyond & (z < 0))


def _smoothed(place: _Place, monthly: Floats, phi: float) -> Floats:
    """Return smoothed rates of a quarter; the year says how noisy counts are."""
    events = monthly.sum(axis=0)
    if not events[place.usable].any():
        return np.zeros_like(events)
    return empirical_bayes(
        events, place.residents, dispersion=phi, prior=place.usable
    ).smoothed


def _lasting(hot: Flags, cold: Flags) -> list[str | None]:
    """Return how each area's spots last, "none" for neither; hot goes before cold."""
    if len(hot) < LEAST_PERIODS:
        return [None] * hot.shape[1]
    return [
        f"{warm} hot"
        if warm != "none"
        else f"{cool} cold"
        if cool != "none"
        else "none"
        for warm, cool in zip(persistence(hot), persistence(cold), strict=True)
    ]


def _concentration(place: _Place, events: Floats, phi: float) -> pd.DataFrame | None:
    """Return how concentrated events are; None where they are too few to say."""
    counts = events[place.own]
    try:
        held = concentration(
            counts, place.residents[place.own], dispersion=phi, seed=SEED
        )
    except NotEnoughData:
        return None
    return pd.DataFrame(
        {
            "areas": np.arange(1, counts.size + 1),
            "events": counts.sum(),
            "counted": held.counted,
            "lower": held.lower,
            "upper": held.upper,
            "even": held.even,
            "half": held.half,
            "half_lower": held.half_lower,
            "half_upper": held.half_upper,
            "half_even": held.half_even,
        }
    )
