"""What residents say of whether they report, for the harm index's reporting gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import duckdb
import numpy as np

from cdp_metrics.stats import Proportion
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.harm.place import Place

__all__ = ["QUESTION", "Reporting", "read_reporting"]

QUESTION: Final = "reported the anti-social behaviour they met"
"""The question of the residents' survey, as its template has it."""


@dataclass(frozen=True, eq=False)
class Reporting:
    """Shares of those who met anti-social behaviour that reported it, 0 to 1.

    Attributes
    ----------
    ratio
        A value an LSOA, of the surveyed area that it lies in; NaN where none is, or
        where it cannot be told from the whole.
    whole
        Of the whole partnership.
    end
        Last day of the survey.
    """

    ratio: Floats
    whole: float
    end: date


def read_reporting(
    con: duckdb.DuckDBPyConnection, place: Place, until: date
) -> Reporting | None:
    """Return what the newest survey by a day says; None without one of the whole.

    Notes
    -----
    An area counts as reporting less only where its 95% range lies below the whole's
    share: with few interviews an area, half would lie below it by chance.
    """
    asked = {"question": QUESTION, "until": until}
    rows = con.execute(sql.text("build/125_reporting_shares"), asked).df()
    everywhere, whole = set(place.codes), None
    ratio = np.full(len(place.codes), np.nan)
    position = {code: at for at, code in enumerate(place.codes)}
    areas = [area for _, area in rows.groupby("area_code")]
    for area in areas:
        if everywhere <= set(area["lsoa21_code"]):
            whole = float(area["percent"].iloc[0])
    if whole is None:
        return None
    for area in areas:
        percent, answered, deff = area[["percent", "answered", "deff"]].iloc[0]
        limits = Proportion(float(percent), float(answered), float(deff)).limits()
        if limits is not None and limits.upper < whole:
            held = [position[code] for code in area["lsoa21_code"] if code in position]
            ratio[held] = percent / 100
    return Reporting(ratio, whole / 100, rows["period_end"].iloc[0].date())
