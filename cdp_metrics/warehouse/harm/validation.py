"""How well the index holds: figures with their limits, and no adjectives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import nan

import duckdb
import numpy as np
import pandas as pd

from cdp_metrics.catalogue.harm_rows import holds_asb
from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm import (
    GAP_STATES,
    OtherCrime,
    leave_one_type_out,
    next_period,
    order_agreement,
    planted_gaps,
    rank_agreement,
    reported_harm,
    split_half,
    subgroup_check,
    subgroup_means,
    type_mix,
    weights_agreement,
)
from cdp_metrics.stats.rates import Floats, Interval
from cdp_metrics.warehouse.asb_types import typed_year
from cdp_metrics.warehouse.harm.checked_rows import CheckedRows
from cdp_metrics.warehouse.harm.forecast import forecast_of
from cdp_metrics.warehouse.harm.layers import SEED, Gap
from cdp_metrics.warehouse.harm.place import Months, Place
from cdp_metrics.warehouse.harm.year import Assumed, Year

__all__ = ["by_source", "validated"]

PLANTED = 10
MEAN = "mean of residents, by the risks as estimated; 100 = average"
VOLUME_ALONE = "by the volume of the public file, which has no types"


def validated(
    place: Place,
    months: Months,
    window: slice,
    year: Year,
    before: Year | None,
    gap: Gap | None,
    yardsticks: Mapping[str, Floats],
    by: Assumed,
    notes: list[tuple[str, str]],
) -> pd.DataFrame:
    """Return every figure that what is loaded allows, a row a figure.

    Parameters
    ----------
    place, months, window, year
        The year that is tested, and where its months lie.
    before
        The twelve months before it; None where they are not held.
    gap
        Its expected reports; None where they cannot be said.
    yardsticks
        Rates from elsewhere by name, a value an LSOA; NaN = not known.
    by
        The tables in use.
    notes
        Takes what cannot be said, and why.

    Returns
    -------
    DataFrame
        As `asb_harm_validation`.
    """
    rows = CheckedRows(year)
    rows.attempt("split half", lambda: _split_half(rows, place, months, window))
    if before is None:
        rows.notes.append(
            ("validation", "next period: the twelve months before are not held")
        )
    else:
        rows.attempt(
            "next period", lambda: _next_period(rows, place, before, by, notes)
        )
    if year.weights is not None:
        _by_weights(rows, by)
    for name, rates in yardsticks.items():
        rows.attempt(f"agreement with {name}", partial(_agreement, rows, name, rates))
    if gap is not None:
        rows.attempt("planted gaps", lambda: _planted(rows, place, gap, by))
        if "gap_state_eth" in gap.columns:
            rows.attempt("subgroups", lambda: _subgroups(rows, place, gap))
    notes += rows.notes
    return rows.frame


def _split_half(rows: CheckedRows, place: Place, months: Months, window: slice) -> None:
    year = rows.year
    monthly = months.asb[window][:, : len(place.codes)]
    found = split_half(
        monthly[::2].sum(axis=0)[:, np.newaxis],
        monthly[1::2].sum(axis=0)[:, np.newaxis],
        place.residents,
        year.usable,
        None,
        year.police_phi,
        seed=SEED,
    )
    note = f"every other month; {found.spearman.method}"
    if year.weights is not None:
        note = f"{VOLUME_ALONE}; {note}"
    rows.add("split half", "rank correlation", found.spearman, found.areas, note)


def _next_period(
    rows: CheckedRows,
    place: Place,
    before: Year,
    by: Assumed,
    notes: list[tuple[str, str]],
) -> None:
    """Set the maps of the year before against where this year's reports fell."""
    year, km2 = rows.year, place.people["km2"].to_numpy(np.float64)
    extent, unit = (km2, "km2") if (km2 > 0).all() else (place.residents, "residents")
    maps = {"index": before.harm.index}
    forecast = forecast_of(place, before, by, notes)
    if forecast is not None:
        maps["forecast"] = forecast.forecast
    areas = int(before.usable.sum())
    found = next_period(
        maps,
        before.reports,
        year.reports,
        extent,
        before.usable,
        seed=SEED,
        cuts=by.cuts,
    )
    for name, hits in found.items():
        top = f"top one in {by.cuts.top_one_in} areas"
        note = f"{top}; extent in {unit}; {hits.hit_rate.method}"
        rows.add("next period: hit rate", name, hits.hit_rate, areas, note)
        rows.add("next period: PAI", name, hits.pai, areas, note)
        if name != "volume":
            rows.add("next period: gain on volume", name, hits.gain, areas, note)
    same = order_agreement(
        before.harm.index, year.harm.index, before.usable & year.usable, seed=SEED
    )
    rows.add("rank stability", "the year before", same.spearman, same.areas)


def _by_weights(rows: CheckedRows, by: Assumed) -> None:
    """Compare the order by the weights with others."""
    harm = rows.year.harm
    equal = weights_agreement(harm, by.weights.value)["equal"]
    rows.agree("rank stability", "equal weights", equal)
    for name, found in zip(by.weights.names, leave_one_type_out(harm), strict=True):
        rows.agree("leave one type out", name, found)


def _agreement(rows: CheckedRows, name: str, rates: Floats) -> None:
    """Set the order by the index against that by a rate from elsewhere."""
    year = rows.year
    found = order_agreement(year.harm.index, rates, year.usable, seed=SEED)
    unknown = int(year.usable.sum()) - found.areas
    note = f"95% limits; {found.spearman.method}"
    if unknown:
        note += f"; {unknown} areas are not in it"
    if holds_asb(name):
        note += "; it may hold recorded ASB, and then agrees with itself"
    rows.add("agreement", name, found.spearman, found.areas, note)


def _planted(rows: CheckedRows, place: Place, gap: Gap, by: Assumed) -> None:
    year, own = rows.year, slice(0, len(place.codes))
    crime = None
    if gap.crime is not None:
        crime = OtherCrime(year.other[own], year.footfall[own], place.residents)
    whole = np.rint(year.reports)
    found = planted_gaps(
        whole,
        gap.expected.expected,
        year.usable,
        year.phi,
        crime,
        seed=SEED,
        planted=PLANTED,
        cuts=by.cuts,
    )
    for state, each in found.items():
        note = (
            f"half the reports taken away in {each.planted} areas, {each.repeats} "
            f"times; {each.flags:.1f} flags a time"
        )
        rows.add("planted gaps: recall", state, each.recall, each.planted, note)
        rows.add("planted gaps: precision", state, each.precision, each.planted, note)


def _subgroups(rows: CheckedRows, place: Place, gap: Gap) -> None:
    """Set both versions side by thirds of the share of residents not White."""
    share = 1 - place.people["white"].to_numpy(np.float64)
    without, with_it = (
        np.asarray(gap.columns[name]) != GAP_STATES[0]
        for name in ("gap_state", "gap_state_eth")
    )
    words = {1: "lowest", 2: "middle", 3: "highest"}
    usable = rows.year.usable
    means = [
        subgroup_means(gap.columns[name], place.residents, share, usable)
        for name in ("expected_index", "expected_index_eth")
    ]
    for each in subgroup_check(without, with_it, share, usable):
        third = f"{words[each.third]} third by share of residents not White"
        rows.add("flagged, without ethnicity", third, each.without, each.areas)
        rows.add("flagged, with ethnicity", third, each.with_ethnicity, each.areas)
        for version, mean in zip(("without", "with"), means, strict=True):
            found = Interval(mean[each.third - 1], nan, nan, 0, MEAN)
            rows.add(f"expected, {version} ethnicity", third, found, each.areas)


def by_source(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    year: Year,
    by: Assumed,
    notes: list[tuple[str, str]],
) -> pd.DataFrame:
    """Return how the order without each source compares, a row a source.

    What a source shares with another counts with the other when it is left out.
    """
    rows = CheckedRows(year)
    for source in year.sources if len(year.sources) > 1 else ():
        rest = typed_year(con, year.end, place.codes, by.types, without=source)
        if rest is None:
            continue
        try:
            mix = type_mix(rest.counts, rest.unclassified, by.cuts)
            weighed = by.weights.value if mix.basis == "types" else None
            left = reported_harm(
                mix.counts, place.residents, year.usable, weighed, year.phi
            )
        except NotEnoughData as fault:
            notes.append(("validation", f"leave one source out, {source}: {fault}"))
            continue
        rows.agree(
            "leave one source out",
            source,
            rank_agreement(year.harm.index, left.index, year.usable),
        )
    notes += rows.notes
    return rows.frame
