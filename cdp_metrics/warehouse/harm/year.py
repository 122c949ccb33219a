"""Twelve months as the harm index counts them: by type where types are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import numpy as np
from numpy.typing import NDArray

from cdp_metrics.catalogue.harm import POLICE, HarmTables
from cdp_metrics.periods import MONTHS_IN_YEAR, last_day
from cdp_metrics.stats.harm import (
    Cuts,
    RelativeRisks,
    ReportedHarm,
    TypeMix,
    Weights,
    half_year_dispersion,
    reported_harm,
    type_mix,
    visitor_areas,
)
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse.asb_types import TypedYear, typed_year
from cdp_metrics.warehouse.harm.place import Months, Place
from cdp_metrics.warehouse.harm_parameters import cuts, relative_risks, weights

__all__ = ["ONE_TYPE", "Assumed", "Year", "assumed", "read_year"]

ONE_TYPE = "one category, weights equal"
HALF = MONTHS_IN_YEAR // 2


@dataclass(frozen=True, eq=False)
class Assumed:
    """The tables in use, as the statistics take them."""

    tables: HarmTables
    risks: RelativeRisks
    weights: Weights
    cuts: Cuts

    @property
    def types(self) -> list[int]:
        """Codes of the types, in the order of the weights."""
        return [kind.type_code for kind in self.tables.types]


def assumed(tables: HarmTables) -> Assumed:
    """Return the versions of the tables that are used."""
    return Assumed(tables, relative_risks(tables), weights(tables), cuts(tables))


@dataclass(frozen=True, eq=False)
class Year:
    """Twelve months of one place; shapes are (LSOAs,) unless said.

    Attributes
    ----------
    start, end
        First and last day.
    reports
        Of all types, whether classified or not, each counted once.
    mix
        The counts that the index is computed from, and why these.
    typed
        The typed incidents; None where the public file stands alone.
    police, footfall, other
        Rows of the public file, of the place and its ring: anti-social behaviour,
        footfall crime and all other crime.
    usable
        Where residents are a fair base.
    phi, police_phi
        Dispersion of the reports, and of the public file's.
    harm
        Reported harm.
    weights
        Of the types; None where types are not used.
    """

    start: date
    end: date
    reports: Floats
    mix: TypeMix
    typed: TypedYear | None
    police: Floats
    footfall: Floats
    other: Floats
    usable: NDArray[np.bool_]
    phi: float
    police_phi: float
    harm: ReportedHarm
    weights: Weights | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Who sent the reports."""
        return self.typed.sources if self.typed else (POLICE,)


def read_year(
    con: duckdb.DuckDBPyConnection,
    place: Place,
    months: Months,
    window: slice,
    by: Assumed,
) -> Year:
    """Return twelve months with their index.

    Raises
    ------
    NotEnoughData
        The areas where residents are a fair base have too few reports.
    """
    own = slice(0, len(place.codes))
    monthly, end = months.asb[window], last_day(months.months[window][-1])
    footfall = months.footfall[window].sum(axis=0)
    usable = ~visitor_areas(footfall[own], place.residents, by.cuts.visitor)
    first, second = monthly[:HALF].sum(axis=0), monthly[HALF:].sum(axis=0)
    typed = typed_year(con, end, place.codes, by.types)
    if typed is not None and not typed.typed:
        typed = None
    if typed is None:
        early, reports = first[own], (first + second)[own]
        mix = type_mix(reports[:, np.newaxis], cuts=by.cuts)
    else:
        early = typed.first_half
        reports = typed.counts.sum(axis=1) + typed.unclassified
        mix = type_mix(typed.counts, typed.unclassified, by.cuts)
    # a share of an incident may be lost to rounding
    phi = half_year_dispersion(early, np.maximum(reports - early, 0.0), usable)
    weighed = by.weights if mix.basis == "types" else None
    return Year(
        start=months.months[window][0],
        end=end,
        reports=reports,
        mix=mix,
        typed=typed,
        police=first + second,
        footfall=footfall,
        other=months.other[window].sum(axis=0),
        usable=usable,
        phi=phi,
        police_phi=half_year_dispersion(first[own], second[own], usable),
        harm=reported_harm(mix.counts, place.residents, usable, _values(weighed), phi),
        weights=weighed,
    )


def _values(chosen: Weights | None) -> Sequence[float] | None:
    return None if chosen is None else chosen.value
