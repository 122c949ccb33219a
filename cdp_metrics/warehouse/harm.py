"""Fill `asb_harm_lsoa` for every complete twelve months (HARM 1, steps 0 to 2, 5).

On public data there is one type of ASB, so the index is smoothed reports per
resident relative to the partnership's rate; weights cannot matter yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.periods import MONTHS_IN_YEAR, last_day, months_between
from cdp_metrics.stats import (
    half_year_dispersion,
    harm_uncertainty,
    rate,
    reported_harm,
    visitor_areas,
)
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.boundaries import METRES, polygons
from cdp_metrics.warehouse.intake import Progress

__all__ = ["STUDENT_SHARE", "WEIGHTS_VERSION", "fill_harm"]

# Assumption: above this share of residents aged 16 and over who are 16 to 24, term
# and vacation make residents a poor base.
STUDENT_SHARE = 0.5

WEIGHTS_VERSION = "one category, weights equal"
SEED = 20190501
SQUARE_METRES = 1_000_000.0


def fill_harm(con: duckdb.DuckDBPyConnection, progress: Progress) -> None:
    """Compute and store the harm index of every complete twelve months.

    Months published on 2011 LSOAs give none: a year that mixes vintages would
    compare areas that are not the same.
    """
    counts = con.execute(sql.text("build/130_asb_counts")).df()
    people = con.execute(sql.text("build/131_residents")).df()
    people = people[people["residents"] > 0].set_index("lsoa21_code")
    if counts.empty or people.empty:
        return
    codes = people.index.to_numpy()
    square_km = _square_km(con, codes)
    months = sorted({day.date() for day in counts["month"]})
    asb = counts.pivot(index="month", columns="lsoa21_code", values="asb")[codes]
    foot = counts.pivot(index="month", columns="lsoa21_code", values="footfall")[codes]
    ends = list(_complete_years(months))
    for done, end in enumerate(ends, start=1):
        progress("Harm index", done, len(ends))
        window = slice(end - MONTHS_IN_YEAR + 1, end + 1)
        try:
            frame = _one_year(
                asb.to_numpy(np.float64)[window],
                foot.to_numpy(np.float64)[window],
                people,
                square_km,
            )
        except NotEnoughData:
            continue
        frame["period_start"] = months[window.start]
        frame["period_end"] = last_day(months[end])
        con.register("harm_rows", frame)
        con.execute(sql.text("build/132_harm_rows"))
        con.unregister("harm_rows")


def _complete_years(months: list[date]) -> Iterator[int]:
    for end in range(MONTHS_IN_YEAR - 1, len(months)):
        start = end - MONTHS_IN_YEAR + 1
        if months_between(months[start], months[end]) == MONTHS_IN_YEAR - 1:
            yield end


def _one_year(
    asb: np.ndarray, foot: np.ndarray, people: pd.DataFrame, square_km: np.ndarray
) -> pd.DataFrame:
    residents = people["residents"].to_numpy(np.float64)
    reports = asb.sum(axis=0)
    visitor = visitor_areas(foot.sum(axis=0), residents)
    usable = ~visitor
    half = MONTHS_IN_YEAR // 2
    phi = half_year_dispersion(asb[:half].sum(axis=0), asb[half:].sum(axis=0), usable)
    harm = reported_harm(reports[:, np.newaxis], residents, usable, dispersion=phi)
    spread = harm_uncertainty(harm, seed=SEED)
    return pd.DataFrame(
        {
            "lsoa21": people.index.to_numpy(),
            "pop": residents,
            "y": reports,
            "raw_rate": rate(reports, residents).value,
            "phi": phi,
            "lambda_1": harm.rate[:, 0],
            "harm_index": harm.index,
            "index_lo": spread.index_lower,
            "index_hi": spread.index_upper,
            "rank_lo": spread.rank_lower,
            "rank_hi": spread.rank_upper,
            "p_top10": spread.p_top10,
            "class": spread.map_class,
            "class_certainty": spread.class_certainty,
            "visitor": visitor,
            "student": (people["share_16_to_24"] > STUDENT_SHARE).to_numpy(),
            "per_km2": reports / square_km,
            "city_rate": harm.reference,
            "weights_version": WEIGHTS_VERSION,
        }
    )


def _square_km(con: duckdb.DuckDBPyConnection, codes: np.ndarray) -> np.ndarray:
    """Return the size of each area, km2; missing where it has no boundary."""
    shapes = polygons(con, "lsoa21", list(codes)).to_crs(METRES)
    sizes = pd.Series(
        shapes.geometry.area.to_numpy() / SQUARE_METRES, index=shapes["area_code"]
    )
    return sizes.reindex(codes).to_numpy(np.float64)
