"""How the place's parts, and the place itself, stand against others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.area.around import Compared, Units, around
from cdp_metrics.answers.area.wards import Kind, Ward, ward_fits, wards
from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.trend import Residents, Trend
from cdp_metrics.answers.harm.asb_map import asb_map
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import last_day
from cdp_metrics.stats import Interval, rate, rate_ratio
from cdp_metrics.warehouse.db import Store

__all__ = [
    "Rated",
    "Rates",
    "compared_districts",
    "compared_rates",
    "compared_wards",
]

NO_YEAR: Final = "no twelve months in a row are complete"
ABSENT: Final = ("Statistical neighbours", "England")
KINDS: Final[Mapping[Units, Kind]] = {"wards": "ward", "wards_before": "ward_before"}


@dataclass(frozen=True)
class Rated:
    """One place's rate.

    Parameters
    ----------
    name
        Which place.
    n, residents, basis
        Count, residents and which estimate; None and "" where not held.
    rate
        Per 1,000 residents with 95% limits; None where it is not held.
    times
        How many times its rate ours is, with 95% limits; None where it is not held,
        for ours, and for a place that ours is a part of.
    ours
        Whether it is the partnership's own.
    """

    name: str
    n: float | None = None
    residents: float | None = None
    basis: str = ""
    rate: Interval[float] | None = None
    times: Interval[float] | None = None
    ours: bool = False


@dataclass(frozen=True)
class Rates:
    """The place against others, over the latest twelve complete months.

    Parameters
    ----------
    indicator_id
        What is counted.
    end
        Last of the twelve months; None where no twelve are complete.
    rows
        Ours first; places without a figure too.
    one_basis
        Whether all rates stand on estimates of one date.
    """

    indicator_id: str
    end: date | None
    rows: tuple[Rated, ...] = ()
    one_basis: bool = True


def compared_wards(
    store: Store, indicator_id: str, area: str, today: date, units: Units = "wards"
) -> Compared:
    """Return the partnership's wards, now or before, against their average."""
    end = _complete(trend(store, indicator_id, area, today))
    if end is None:
        return Compared(indicator_id, units, None, why=NO_YEAR)
    found = wards(store, indicator_id, end, KINDS[units]).rows
    fits = ward_fits(store, indicator_id, end, KINDS[units])
    many = _visitor_lsoas(store)
    visitor = frozenset(code for code, fit in fits.items() if many & set(fit.lsoas))
    return around(indicator_id, units, end, found, visitor, fits)


def compared_districts(
    store: Store, indicator_id: str, area: str, today: date
) -> Compared:
    """Return the districts of the force area against their average."""
    end = _complete(trend(store, indicator_id, area, today))
    if end is None:
        return Compared(indicator_id, "districts", None, why=NO_YEAR)
    held = [
        (row["area_name"], trend(store, indicator_id, row["area_code"], today))
        for row in store.records("districts")
        if row["area_type"] == "district"
    ]
    shared = _shared([each for _, each in held], end)
    found = []
    for name, each in held:
        base = shared.get(each.area)
        found.append(
            Ward(
                each.area,
                name,
                _total(each, end),
                base.persons if base else None,
                base.basis if base else "",
            )
        )
    found.sort(key=lambda each: -each.n)
    return around(indicator_id, "districts", end, tuple(found), frozenset(), {})


def compared_rates(
    store: Store, indicator_id: str, area: str, force: str, today: date
) -> Rates:
    """Return the partnership's rate against county, force and what else is held.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that is counted by month.
    area, force
        Codes of the partnership's and its force's area.
    today
        What is under embargo on this day is left out.
    """
    own = trend(store, indicator_id, area, today)
    end = _complete(own)
    if end is None:
        return Rates(indicator_id, None)
    names = {row["area_code"]: row["area_name"] for row in store.records("areas")}
    # name, code, whether ours is a part of it
    others = [
        (f"{row['area_name']} (county)", row["area_code"], row["ours"])
        for row in store.records("districts")
        if row["area_type"] == "county"
    ]
    others.append((f"{names[force]} (force area)", force, True))
    held = [(name, trend(store, indicator_id, code, today)) for name, code, _ in others]
    shared = _shared([own, *(each for _, each in held)], end)
    first = _rated(names[area], own, end, shared, ours=True)
    now, rows = own.year(end), [first]
    for (name, each), (_, _, apart) in zip(held, others, strict=True):
        row = _rated(name, each, end, shared)
        known = first.n is not None and first.residents and row.n is not None
        if known and row.residents and now and not apart:
            times = rate_ratio(
                round(first.n or 0),
                first.residents or 0,
                round(row.n or 0),
                row.residents,
                phi=now.phi,
                phi_df=now.phi_df,
            )
            row = replace(row, times=times)
        rows.append(row)
    dates = {base.reference_date for base in shared.values()}
    lacking = (Rated(name) for name in ABSENT)
    return Rates(indicator_id, end, (*rows, *lacking), len(dates) < 2)


def _rated(
    name: str,
    found: Trend,
    end: date,
    shared: Mapping[str, Residents],
    *,
    ours: bool = False,
) -> Rated:
    """Return a place with its rate, where count and residents are held."""
    n, base = _total(found, end), shared.get(found.area)
    if base is None or not np.isfinite(n):
        return Rated(name, n if np.isfinite(n) else None, ours=ours)
    limits = rate(n, base.persons)
    return Rated(name, n, base.persons, base.basis, limits, None, ours)


def _complete(found: Trend) -> date | None:
    """Return the last of the latest twelve complete months."""
    held = np.flatnonzero(np.isfinite(found.totals))
    return found.months[held[-1]] if held.size else None


def _total(found: Trend, end: date) -> float:
    """Return the count of the twelve months that end with a month."""
    return float(found.totals[found.months.index(end)])


def _shared(found: list[Trend], end: date) -> dict[str, Residents]:
    """Return residents by area: of the latest date that all have, else each its own.

    Rates are compared on one date, for estimates of different dates differ by how
    they were made.
    """
    dates = [{each.reference_date for each in area.residents} for area in found]
    common = [day for day in set.intersection(*dates) if day <= last_day(end)]
    latest = max(common, default=None)
    shared = {}
    for area in found:
        same = (each for each in area.residents if each.reference_date == latest)
        base = next(same, None) or area.base(end)
        if base:
            shared[area.area] = base
    return shared


def _visitor_lsoas(store: Store) -> frozenset[str]:
    """Return the LSOAs where residents are no fair base."""
    try:
        lsoas = asb_map(store, None).lsoas
    except SourceMissing:
        return frozenset()
    return frozenset(each.code for each in lsoas if each.visitor)
