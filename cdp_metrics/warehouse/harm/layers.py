"""The layers of the harm index for twelve months, as rows by LSOA."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats import (
    benjamini_hochberg,
    empirical_bayes,
    gi_star,
    rate,
    two_sided,
)
from cdp_metrics.stats.harm import (
    BY_EXPECTED,
    BY_VOLUME,
    Composition,
    ExpectedReports,
    HarmDraws,
    ReportingGap,
    cross_map,
    draw_expected,
    drawn_gap,
    expected_by_crime,
    expected_reports,
    gap_states,
    reported_harm,
    reporting_gap,
)
from cdp_metrics.stats.rates import Floats
from cdp_metrics.warehouse.harm.place import Place
from cdp_metrics.warehouse.harm.reporting import Reporting
from cdp_metrics.warehouse.harm.year import ONE_TYPE, Assumed, Year

__all__ = ["SEED", "Gap", "gap_layer", "index_layer", "type_rows"]

SEED: Final = 20190501
ROUTE: Final = "survey"
Columns = dict[str, Any]
Notes = list[tuple[str, str]]


def index_layer(
    place: Place, year: Year, drawn: HarmDraws, by: Assumed, notes: Notes
) -> Columns:
    """Return reported harm, its ranges, its hot spots and the map of two things."""
    harm, spread = year.harm, drawn.ranges(by.cuts)
    own = len(place.codes)
    km2 = place.people["km2"].to_numpy(np.float64)
    if not harm.varies:
        notes.append(("index", "no detectable variation: all areas may be the mean"))
    if year.mix.basis == "too many without a type":
        notes.append(
            (
                "types",
                f"{year.mix.unclassified:.0%} of reports have no type, more than "
                f"{by.cuts.unclassified:.0%}: the index is volume per resident",
            )
        )
    scores = _gi_star(place, year, notes)
    beyond = benjamini_hochberg(two_sided(scores))
    return {
        "lsoa21": place.codes,
        "period_start": year.start,
        "period_end": year.end,
        "pop": place.residents,
        "y": year.reports,
        "raw_rate": rate(year.reports, place.residents).value,
        "phi": year.phi,
        "rate": harm.rate.sum(axis=1),
        "harm": harm.harm,
        "harm_index": harm.index,
        "index_lo": spread.index_lower,
        "index_hi": spread.index_upper,
        "index_repeats": _with_repeats(place, year),
        "rank_lo": spread.rank_lower,
        "rank_hi": spread.rank_upper,
        "p_top10": spread.p_top10,
        "class": spread.map_class,
        "class_certainty": spread.class_certainty,
        "visitor": ~year.usable,
        "student": (place.people["age_16"] > by.cuts.student).to_numpy(),
        **_thirds(harm.index, year.reports, year, BY_VOLUME, "volume", notes),
        "gistar_z": scores[:own],
        "gistar_hot": beyond & (scores > 0),
        "gistar_cold": beyond & (scores < 0),
        "km2": km2,
        "per_km2": year.reports / km2,
        "city_rate": harm.reference,
        "weights_version": year.weights.version if year.weights else ONE_TYPE,
    }


def _with_repeats(place: Place, year: Year) -> Floats:
    """Return the index with repeats at a place weighing more, where cases say so."""
    if year.typed is None or year.weights is None:
        return np.full(len(place.codes), np.nan)
    return reported_harm(
        year.typed.repeat_weighted,
        place.residents,
        year.usable,
        year.weights.value,
        year.phi,
    ).index


def _thirds(
    index: Floats,
    other: ArrayLike,
    year: Year,
    corners: Mapping[tuple[int, int], str],
    name: str,
    notes: Notes,
) -> Columns:
    """Return thirds of the index and of another figure, with names of corners."""
    try:
        found = cross_map(index, other, year.usable, dict(corners))
    except NotEnoughData as fault:
        notes.append(("index", str(fault)))
        return {}
    return {
        "index_third": found.index,
        f"{name}_third": found.other,
        f"corner_{name}": found.corner,
    }


def _gi_star(place: Place, year: Year, notes: Notes) -> Floats:
    """Return Gi* of the partnership's harm, with that of the ring around it.

    Assumption: the ring has the harm of as many reports in the public file, for it
    has no types.
    """
    own = len(place.codes)
    if not any(place.neighbours):
        return np.full(own, np.nan)
    around = np.zeros(0)
    if len(place.ring):
        inside = np.append(year.usable, np.zeros(len(place.ring), np.bool_))
        residents = np.append(
            place.residents, place.ring["residents"].to_numpy(np.float64)
        )
        smooth = empirical_bayes(
            year.police, residents, dispersion=year.police_phi, prior=inside
        ).smoothed
        average = np.average(smooth[inside], weights=residents[inside])
        around = year.harm.reference * smooth[own:] / average
    if year.weights is not None:
        notes.append(
            ("hot spots", "areas around the partnership count by volume, without types")
        )
    return gi_star(np.append(year.harm.harm, around), place.neighbours)[:own]


@dataclass(frozen=True, eq=False)
class Gap:
    """Expected reports and the gap, where they can be said."""

    expected: ExpectedReports
    survey: ReportingGap
    crime: ReportingGap | None
    columns: Columns


def gap_layer(
    place: Place,
    year: Year,
    by: Assumed,
    notes: Notes,
    *,
    ethnicity: bool,
    told: Reporting | None = None,
) -> Gap | None:
    """Return what to expect from who lives there, and what is reported beside it.

    With ethnicity beside the default, where asked for and held; `told` is what
    residents say of whether they report.
    """
    if place.composition is None:
        return None
    asked: Columns = (
        {"reporting_ratio": told.ratio, "city_ratio": told.whole} if told else {}
    )
    crime = _crime_route(place, year, by, notes)
    expected, survey = _survey_route(place, year, by, place.composition)
    columns: Columns = {
        "route": ROUTE,
        "rr_version": by.risks.version,
        "expected": expected.expected,
        "expected_index": expected.index,
        "sir": survey.sir,
        "theta": survey.theta,
        "theta_lo": survey.theta_lower,
        "theta_hi": survey.theta_upper,
        "p_low_survey": survey.p_low,
        "gap_state": gap_states(survey, crime, cuts=by.cuts, **asked),
    }
    for trait, ratio in expected.contributions().items():
        columns[f"contribution_{trait}"] = ratio
    if crime is not None:
        columns["expected_crime"] = crime.expected
        columns["p_low_crime"] = crime.p_low
    columns |= _thirds(
        year.harm.index, expected.index, year, BY_EXPECTED, "expected", notes
    )
    if ethnicity and place.ethnicity and by.risks.ethnicity is not None:
        with_it, gap = _survey_route(place, year, by, place.composition, ethnicity=True)
        columns["expected_eth"] = with_it.expected
        columns["expected_index_eth"] = with_it.index
        columns["gap_state_eth"] = gap_states(gap, crime, cuts=by.cuts, **asked)
    return Gap(expected, survey, crime, columns)


def _survey_route(
    place: Place,
    year: Year,
    by: Assumed,
    composition: Composition,
    *,
    ethnicity: bool = False,
) -> tuple[ExpectedReports, ReportingGap]:
    expected = expected_reports(
        composition,
        by.risks,
        year.reports,
        place.residents,
        year.usable,
        ethnicity=ethnicity,
    )
    gap = reporting_gap(year.reports, expected.expected, year.usable, year.phi, by.cuts)
    drawn = draw_expected(expected, seed=SEED, cuts=by.cuts)
    return expected, drawn_gap(gap, drawn, seed=SEED, cuts=by.cuts)


def _crime_route(
    place: Place, year: Year, by: Assumed, notes: Notes
) -> ReportingGap | None:
    """Return the gap against other crime; None where the model cannot be fitted."""
    own = slice(0, len(place.codes))
    try:
        expected = expected_by_crime(
            year.reports,
            year.other[own],
            year.footfall[own],
            place.residents,
            year.usable,
        )
    except (NotEnoughData, ValueError) as fault:
        notes.append(("gap", f"the route by other crime is not to be had: {fault}"))
        return None
    return reporting_gap(year.reports, expected, year.usable, year.phi, by.cuts)


def type_rows(place: Place, year: Year, by: Assumed) -> pd.DataFrame:
    """Return reports and smoothed rates by LSOA and type; 0 for all in one."""
    typed = year.typed if year.weights else None
    codes = by.types if typed else [0]
    counts, kinds = year.mix.counts, len(codes)
    repeats = typed.repeat_weighted if typed else np.full(counts.shape, np.nan)
    return pd.DataFrame(
        {
            "lsoa21": np.repeat(place.codes, kinds),
            "period_end": year.end,
            "type_code": np.tile(codes, len(place.codes)),
            "n": counts.ravel(),
            "n_repeats": repeats.ravel(),
            "rate": year.harm.rate.ravel(),
        }
    )
