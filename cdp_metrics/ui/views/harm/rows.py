"""The table under each layer of the harm map, and the download of all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Final

from cdp_metrics.answers.harm.about import HarmArea
from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.answers.harm.weights import Counted
from cdp_metrics.export import csv_file
from cdp_metrics.periods import year_to
from cdp_metrics.ui.views.harm.words import (
    AREA_FIGURES,
    NOT_PROOF,
    NOT_RATED,
    STATES,
    class_words,
    own_design,
    probability,
    ranks,
    rates,
    state_words,
    versions,
)
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.words import between, count, percent, rate

__all__ = [
    "AREA_CAPTION",
    "AREA_COLUMNS",
    "Listed",
    "area_rows",
    "caption",
    "harm_csv",
    "listed",
]

AREA_CAPTION: Final = (
    "Wards and own areas, highest first: the mean of their residents' areas, by the "
    "default weights"
)
AREA_COLUMNS: Final = (
    "Area", "Kind", "Residents", "Index", "Likely range", "Rank, likely range",
    "In visitor areas",
)  # fmt: skip
KINDS: Final = {"ward": "Ward", "custom": "Own area", "msoa21": "Neighbourhood (MSOA)"}
SCORES: Final = (
    "rate", "harm", "index", "index_lower", "index_upper", "rank_lower", "rank_upper",
    "p_top10", "map_class", "certainty", "index_repeats",
)  # fmt: skip
HIDDEN: Final = ("expected_eth", "expected_index_eth", "gap_state_eth")
"""Never listed nor exported."""


@dataclass(frozen=True)
class Listed:
    """The table of a layer: columns, which of them are text, and its order."""

    columns: tuple[str, ...]
    text: tuple[int, ...]
    cells: Callable[[Lsoa], Sequence[str]]
    key: Callable[[Lsoa], tuple[float, ...]]

    def rows(self, areas: Sequence[Lsoa]) -> tuple[tuple[str, ...], ...]:
        """Return a row an area, name and ward first."""
        return tuple((each.name, each.ward, *self.cells(each)) for each in areas)


def listed(layer: str, found: AsbMap) -> Listed:
    """Return how a layer is listed; the highest first."""
    table = TABLES[layer]
    if layer == "index" and found.typed:
        return WEIGHED
    return table


def _scores(each: Lsoa) -> tuple[str, str, str]:
    if each.visitor:
        return (NOT_RATED,) * 3
    limits = between(each.index_lower, each.index_upper)
    return count(each.index), limits, ranks(each)


def _index(each: Lsoa) -> tuple[str, ...]:
    smoothed = NOT_RATED if each.visitor else rate(each.rate)
    return (
        count(each.reports),
        smoothed,
        rate(each.raw_rate),
        *_scores(each),
        class_words(each),
    )


def _weighed(each: Lsoa) -> tuple[str, ...]:
    return (
        count(each.reports),
        rate(each.raw_rate),
        *_scores(each),
        class_words(each),
    )


def _factor(value: float | None) -> str:
    return percent(None if value is None else 100 * (value - 1), plus=True, decimals=0)


def _expected(each: Lsoa) -> tuple[str, ...]:
    index = NOT_RATED if each.visitor else count(each.expected_index)
    return (
        index,
        count(each.expected),
        count(each.reports),
        _factor(each.contribution_age),
        _factor(each.contribution_tenure),
        _factor(each.contribution_income),
    )


def _gap(each: Lsoa) -> tuple[str, ...]:
    return (
        count(each.reports),
        count(each.expected),
        rate(each.theta),
        between(each.theta_lower, each.theta_upper, rate),
        probability(each.p_low_survey),
        probability(each.p_low_crime),
        state_words(each),
    )


def _volume(each: Lsoa) -> tuple[str, ...]:
    index = NOT_RATED if each.visitor else count(each.index)
    return count(each.reports), rate(each.raw_rate), count(each.per_km2), index


def _km2(each: Lsoa) -> tuple[str, ...]:
    badge = "Visitor area" if each.visitor else "Student area" if each.student else ""
    return (
        count(each.per_km2),
        count(each.reports),
        "not known" if each.km2 is None else f"{each.km2:.2f}",
        badge or "Residents are a fair base",
    )


def _forecast(each: Lsoa) -> tuple[str, ...]:
    return (
        count(each.reports),
        count(each.forecast),
        between(each.forecast_lower, each.forecast_upper),
    )


def _index_order(each: Lsoa) -> tuple[float, ...]:
    return not each.visitor, each.index


def _gap_order(each: Lsoa) -> tuple[float, ...]:
    state = -1 if each.gap_state is None else STATES.index(each.gap_state)
    return (-1.0 if each.visitor else float(state), each.p_low_survey or 0.0)


_PLACE: Final = ("Area", "Ward")
WEIGHED: Final = Listed(
    (*_PLACE, "Reports", "Per 1,000 residents, as counted", "Harm index",
     "Likely range", "Rank, likely range", "Class, how sure"),
    (0, 1, 7), _weighed, _index_order,
)  # fmt: skip
TABLES: Final = {
    "index": Listed(
        (*_PLACE, "Reports", "Per 1,000 residents, smoothed", "As counted", "Index",
         "Likely range", "Rank, likely range", "Class, how sure"),
        (0, 1, 8), _index, _index_order,
    ),
    "expected": Listed(
        (*_PLACE, "Expected, 100 = average", "Expected reports", "Reports", "From age",
         "From tenure", "From income"),
        (0, 1), _expected,
        lambda each: (not each.visitor, each.expected_index or 0.0),
    ),
    "gap": Listed(
        (*_PLACE, "Reports", "Expected", "Ratio, smoothed", "Likely range",
         "Chance of few, by residents", "By other crime", "What may be said"),
        (0, 1, 8), _gap, _gap_order,
    ),
    "volume": Listed(
        (*_PLACE, "Reports", "Per 1,000 residents, as counted", "Per km²", "Index"),
        (0, 1), _volume, lambda each: (each.reports,),
    ),
    "km2": Listed(
        (*_PLACE, "Reports per km²", "Reports", "km²", "Base"),
        (0, 1, 5), _km2, lambda each: (each.per_km2 or 0.0,),
    ),
    "forecast": Listed(
        (*_PLACE, "Reports last year", "Expected next year", "Likely range"),
        (0, 1), _forecast, lambda each: (each.forecast or 0.0,),
    ),
}  # fmt: skip


def caption(start: int, shown: int, held: int, within: str) -> str:
    """Return which rows of all areas a table lists, and where the others are."""
    if held == 1:
        return f"The only area of {within}"
    if held == shown:
        return f"All {held} areas of {within}, highest first"
    rows = f"Rows {start + 1} to {start + shown}, highest first,"
    if start == 0:
        rows = f"The {shown} highest"
    return f"{rows} of {held} areas of {within}; the download holds all"


def area_rows(areas: Sequence[HarmArea]) -> tuple[tuple[str, ...], ...]:
    """Return wards and the partnership's own areas, highest first."""
    return tuple(
        (
            each.name,
            KINDS[each.area_type],
            count(each.residents),
            count(each.index),
            between(each.index_lower, each.index_upper),
            f"{each.rank_lower} to {each.rank_upper} of {each.areas}",
            percent(100 * each.visitor_share, decimals=0),
        )
        for each in areas
        if each.area_type in ("ward", "custom")
    )


def harm_csv(
    found: AsbMap,
    ordered: Sequence[Lsoa],
    types: Counted,
    place: str,
    basis: str,
    *,
    demo: bool,
) -> bytes:
    """Return every area with every layer; no score of a visitor area, no ethnicity."""
    names = [field.name for field in fields(Lsoa) if field.name not in HIDDEN]
    at = {each.code: place for place, each in enumerate(found.lsoas)}
    kinds = types.names if found.typed else ()
    harm = types.harm
    return csv_file(
        [
            ("Measure", "ASB harm index by LSOA, with every layer"),
            ("Area", place),
            ("Period", year_to(found.end)),
            ("Rates", rates(found.cuts)),
            ("Index", f"100 = {found.city_rate:.3f} per 1,000, visitor areas left out"),
            ("Dispersion", f"{found.phi:.3f}"),
            ("Versions", versions(found)),
            ("Basis", _plain(basis)),
            ("Mind", _plain(f"{own_design(found)} {NOT_PROOF} {AREA_FIGURES}")),
            ("Notes", "; ".join(f"{layer}: {why}" for layer, why in found.notes)),
            ("Empty cell", "not rated or not known; never zero"),
            ("Source", "invented" if demo else SOURCE),
        ],
        [*names, *(f"rate: {kind}" for kind in kinds)],
        [
            [_cell(each, name) for name in names]
            + [
                f"{x:.4f}"
                for x in harm.rate[at[each.code]][: len(kinds)]
            ]
            for each in ordered
        ],
        demonstration=demo,
    )  # fmt: skip


def _plain(text: str) -> str:
    return text.replace("**", "")


def _cell(each: Lsoa, name: str) -> str:
    value = getattr(each, name)
    unrated = each.visitor and name in SCORES
    return "" if unrated or value is None else str(value)
