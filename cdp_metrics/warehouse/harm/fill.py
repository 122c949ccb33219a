"""Fill the tables of the harm index for every complete twelve months."""

from __future__ import annotations

from datetime import date
from typing import Final

import duckdb
import numpy as np
import pandas as pd

from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.errors import NotEnoughData
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day
from cdp_metrics.stats.harm import HarmDraws, draw_harm, harm_of_areas
from cdp_metrics.warehouse import sql
from cdp_metrics.warehouse.harm.families import family_rows
from cdp_metrics.warehouse.harm.forecast import forecast_layer
from cdp_metrics.warehouse.harm.layers import SEED, gap_layer, index_layer, type_rows
from cdp_metrics.warehouse.harm.place import Months, Place, read_months, read_place
from cdp_metrics.warehouse.harm.reporting import read_reporting
from cdp_metrics.warehouse.harm.validation import by_source, validated
from cdp_metrics.warehouse.harm.yardstick import read_yardsticks
from cdp_metrics.warehouse.harm.year import (
    ONE_TYPE,
    Assumed,
    Year,
    assumed,
    read_year,
)
from cdp_metrics.warehouse.intake import Progress

__all__ = ["fill_harm"]

INSERTS: Final = {
    "harm_rows": "134_harm_rows",
    "harm_type_rows": "135_harm_type_rows",
    "harm_area_rows": "136_harm_area_rows",
    "harm_period_rows": "137_harm_period_rows",
    "harm_family_rows": "139_harm_family_rows",
    "harm_note_rows": "138_harm_note_rows",
    "harm_validation_rows": "139_harm_validation_rows",
}
NOBODY = "Census 2021 residents (age table) are held for no LSOA of the partnership"
Notes = list[tuple[str, str]]


def fill_harm(con: duckdb.DuckDBPyConnection, progress: Progress) -> None:
    """Compute and store the harm index of every complete twelve months.

    Months published on 2011 LSOAs give none: a year that mixes vintages would
    compare areas that are not the same. What cannot be said is noted with its reason.
    """
    papers = con.execute(sql.text("queries/papers")).fetchall()
    by, place = assumed(harm_of(dict(papers))), read_place(con)
    _note(con, None, list(place.notes) if place.codes else [("index", NOBODY)])
    for end, reason in _incomplete(con):
        _note(con, end, [("index", reason)])
    if not place.codes:
        return
    months = read_months(con, place)
    windows = list(months.years())
    last: dict[date, Year] = {}
    for done, window in enumerate(windows, start=1):
        progress("Harm index", done, len(windows))
        before = last.get(add_months(months.months[window][0], -1))
        year = _one_year(
            con,
            place,
            months,
            window,
            by,
            before if done == len(windows) else None,
            newest=done == len(windows),
        )
        if year is not None:
            last[months.months[window][-1]] = year
    if windows:
        _families(con, place, months, windows[-1], by)


def _families(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    months: Months,
    window: slice,
    by: Assumed,
) -> None:
    notes: Notes = []
    _write(con, "harm_family_rows", family_rows(con, place, months, window, by, notes))
    _note(con, last_day(months.months[window][-1]), notes)


def _incomplete(con: duckdb.DuckDBPyConnection) -> list[tuple[date, str]]:
    """Return the months that end no complete year, and why."""
    rows = con.execute(sql.text("build/128_harm_months")).fetchall()
    held = {month: whole for month, whole in rows}
    found = []
    for month in held:
        window = [add_months(month, -back) for back in range(MONTHS_IN_YEAR)]
        whole = sum(each in held for each in window)
        old = sum(not held.get(each, True) for each in window)
        if whole < MONTHS_IN_YEAR:
            reason = f"{whole} of the 12 months are held whole"
        elif old:
            reason = f"{old} of the 12 months were published on 2011 LSOAs"
        else:
            continue
        found.append((last_day(month), reason))
    return found


def _one_year(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    months: Months,
    window: slice,
    by: Assumed,
    before: Year | None,
    *,
    newest: bool,
) -> Year | None:
    """Store one year and return it; None where there is too little to say."""
    notes: Notes = []
    try:
        year = read_year(con, place, months, window, by)
    except NotEnoughData as fault:
        _note(con, last_day(months.months[window][-1]), [("index", str(fault))])
        return None
    drawn = draw_harm(year.harm, seed=SEED, weights=year.weights)
    columns = index_layer(place, year, drawn, by, notes)
    # what only analysts read is worked out for calendar years and the newest year
    whole = newest or year.end.month == MONTHS_IN_YEAR
    told = read_reporting(con, place, year.end)
    if told is not None:
        notes.append(("reporting", f"residents were asked in {told.end.year}"))
    gap = gap_layer(place, year, by, notes, ethnicity=whole, told=told)
    if gap is not None:
        columns |= gap.columns
    if newest:
        columns |= forecast_layer(place, year, by, notes)
        rates = read_yardsticks(con, place)
        rows = validated(place, months, window, year, before, gap, rates, by, notes)
        _write(con, "harm_validation_rows", rows)
    if whole:
        _write(con, "harm_validation_rows", by_source(con, place, year, by, notes))
    _write(con, "harm_rows", pd.DataFrame(columns).assign(ethnicity_used=False))
    _write(con, "harm_type_rows", type_rows(place, year, by))
    _write(con, "harm_area_rows", _area_rows(place, year, drawn, by))
    _write(con, "harm_period_rows", _period_row(place, year, by))
    _note(con, year.end, notes)
    return year


def _period_row(place: Place, year: Year, by: Assumed) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period_start": [year.start],
            "period_end": [year.end],
            "basis": [year.mix.basis],
            "reports": [year.reports.sum()],
            "unclassified": [year.mix.unclassified if year.typed else 1.0],
            "sources": [list(year.sources)],
            "areas": [len(place.codes)],
            "visitor_areas": [int((~year.usable).sum())],
            "phi": [year.phi],
            "city_rate": [year.harm.reference],
            "varies": [year.harm.varies],
            "income_edition": [place.income_edition],
            "weights_version": [year.weights.version if year.weights else ONE_TYPE],
            "rr_version": [by.risks.version if place.composition else None],
        }
    )


def _area_rows(
    place: Place, year: Year, drawn: HarmDraws, by: Assumed
) -> pd.DataFrame | None:
    """Return the index of wards and other areas, a row an area."""
    frames = []
    for kind in place.kinds:
        found = harm_of_areas(drawn, kind.shares, by.cuts)
        frames.append(
            pd.DataFrame(
                {
                    "area_code": kind.codes,
                    "area_type": kind.name,
                    "period_end": year.end,
                    "residents": found.residents,
                    "harm_index": found.index,
                    "index_lo": found.ranges.index_lower,
                    "index_hi": found.ranges.index_upper,
                    "rank_lo": found.ranges.rank_lower,
                    "rank_hi": found.ranges.rank_upper,
                    "areas": len(kind.codes),
                    "visitor_share": found.visitor_share,
                    "class": found.ranges.map_class,
                    "class_certainty": found.ranges.class_certainty,
                }
            )
        )
    return pd.concat(frames) if frames else None


def _note(con: duckdb.DuckDBPyConnection, end: date | None, notes: Notes) -> None:
    if notes:
        rows = pd.DataFrame(list(dict.fromkeys(notes)), columns=["layer", "reason"])
        _write(con, "harm_note_rows", rows.assign(period_end=end))


def _write(
    con: duckdb.DuckDBPyConnection, name: str, rows: pd.DataFrame | None
) -> None:
    """Store rows; what is not a number is nothing."""
    if rows is None or rows.empty:
        return
    numbers = rows.select_dtypes(np.floating).columns
    con.register(name, rows.astype(dict.fromkeys(numbers, "Float64")))
    con.execute(sql.text(f"build/{INSERTS[name]}"))
    con.unregister(name)
