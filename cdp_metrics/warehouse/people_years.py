"""Fill `people_year`: years of people that may be shown though a month may not."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day
from cdp_metrics.stats import sums_shown
from cdp_metrics.warehouse import sql

__all__ = ["fill_people_years"]

Floats = NDArray[np.float64]


def fill_people_years(con: duckdb.DuckDBPyConnection) -> None:
    """Sum years before small counts are hidden, and keep those that give none away.

    Indicators that are fed from one column are decided together: what one shows, a
    reader can take from another.
    """
    rows = con.execute(sql.text("build/112_people_periods")).df()
    for (_, area), family in rows.groupby(["family", "area_code"]):
        for found in _years(family):
            con.execute(
                "insert into people_year values (?, ?, ?, ?, ?, ?)",
                [found[0], area, *found[1:]],
            )


def _years(family: pd.DataFrame) -> list[tuple[object, ...]]:
    """Return the years of a family in one area that have a hidden period."""
    step = int(family["period_months"].iloc[0])
    starts = family["period_start"]
    calendar = pd.date_range(starts.min(), starts.max(), freq=f"{step}MS")
    per_year = MONTHS_IN_YEAR // step
    held = {
        str(name): rows.set_index("period_start").reindex(calendar)
        for name, rows in family.groupby("indicator_id")
    }
    series = [each for rows in held.values() for each in _series(rows)]
    shown = sums_shown(series, per_year)
    found: list[tuple[object, ...]] = []
    for name, rows in held.items():
        for last in np.flatnonzero(shown).tolist():
            year = rows.iloc[last + 1 - per_year : last + 1]
            sums = [float(year[each].sum(skipna=False)) for each in _columns(rows)]
            if np.isnan(sums).any() or year["version"].nunique() > 1:
                continue
            if not year["few"].any():
                continue
            released = year["release_on"].max()
            found.append(
                (
                    name,
                    last_day(add_months(calendar[last].date(), step - 1)),
                    sums[0],
                    sums[1] if len(sums) > 1 else None,
                    None if pd.isna(released) else released.date(),
                )
            )
    return found


def _columns(rows: pd.DataFrame) -> tuple[str, ...]:
    share = bool(rows["share"].dropna().iloc[0])
    return ("numerator", "denominator") if share else ("numerator",)


def _series(rows: pd.DataFrame) -> list[Floats]:
    """Return the counts that none of may be found: cases, and of a share the others."""
    counts = [rows[each].to_numpy(np.float64) for each in _columns(rows)]
    return [*counts, counts[1] - counts[0]] if len(counts) > 1 else counts
