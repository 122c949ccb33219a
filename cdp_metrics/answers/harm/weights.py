"""The harm index by other weights, and how much the order of areas owes to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.catalogue.papers import harm_of
from cdp_metrics.errors import NotEnoughData
from cdp_metrics.periods import last_day
from cdp_metrics.stats.harm import (
    BY_EXPECTED,
    BY_VOLUME,
    RankAgreement,
    ReportedHarm,
    cross_map,
    harm_uncertainty,
    leave_one_type_out,
    rank_agreement,
    reported_harm,
    reweigh,
    weights_agreement,
)
from cdp_metrics.warehouse.db import Store

__all__ = [
    "REPEATS",
    "Counted",
    "Stability",
    "Weights",
    "counted",
    "stability",
    "with_weights",
]

SEED: Final = 20190501
REPEATS: Final = "repeats"
"""Name of the default weights where a report that follows another weighs more."""
Weights = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Counted:
    """Reports by type, from which the index of any weights is computed.

    Parameters
    ----------
    names
        The types; one without a name where the file has one category.
    sets
        Weights by version, the default first; empty with one category.
    harm
        The index by the default weights.
    source_names
        Who may send reports, as they are called.
    repeats
        Reports by area and type, each weighing by how many came before it at its
        place; None without cases.
    """

    names: tuple[str, ...]
    sets: dict[str, Weights]
    harm: ReportedHarm
    source_names: dict[str, str]
    repeats: Sequence[Sequence[float]] | None = None

    @property
    def default(self) -> Weights:
        """The weights that the index is stored by."""
        return next(iter(self.sets.values()), (1.0,))

    def weights(self, text: str) -> Weights | None:
        """Return the weights that a set's name or a list of numbers gives.

        Parameters
        ----------
        text
            "equal-1", "repeats", or one number a type: "3,3,2"; "" for the default.

        Returns
        -------
        tuple or None
            None where there is no such set, or not one weight above 0 a type.
        """
        if not text or (text == REPEATS and self.repeats is not None):
            return self.default
        if text in self.sets:
            return self.sets[text]
        try:
            given = tuple(float(part) for part in text.split(","))
        except ValueError:
            return None
        fit = self.sets and len(given) == len(self.names) and min(given) > 0
        return given if fit else None

    def by(self, text: str) -> Counted:
        """Return the same reports with the index by other weights.

        Parameters
        ----------
        text
            As `weights` reads it; the default where it names none.
        """
        weights, held = self.weights(text) or self.default, self.harm
        if text == REPEATS and self.repeats is not None:
            harm = reported_harm(
                self.repeats, held.residents, held.usable, weights, held.dispersion
            )
        else:
            harm = reweigh(held, weights)
        return replace(self, harm=harm)

    def worth(self, at: int) -> float:
        """Return the points of index that one more report adds to an area.

        Parameters
        ----------
        at
            Place of the area.

        Returns
        -------
        float
            For a report of the area's own mix of types, the average held; 0 where
            the areas do not detectably vary.
        """
        harm = self.harm
        mix = harm.counts[at] if harm.counts[at].any() else harm.counts.sum(axis=0)
        held = np.array([prior.posterior_rate[at] for prior in harm.priors])
        rate = mix / mix.sum() * harm.scaled_weights / (harm.dispersion * held)
        return float(100 * 1000 * rate.sum() / harm.reference)


def counted(store: Store, found: AsbMap) -> Counted:
    """Return the reports by type of a map's twelve months."""
    rows = store.records("harm_types", period_end=last_day(found.end))
    by_area: dict[str, dict[int, float]] = defaultdict(dict)
    again: dict[str, dict[int, float | None]] = defaultdict(dict)
    for row in rows:
        by_area[row["code"]][row["type_code"]] = row["n"]
        again[row["code"]][row["type_code"]] = row["n_repeats"]
    codes = sorted({row["type_code"] for row in rows})
    tables = harm_of(papers(store))
    kinds = {kind.type_code: kind for kind in tables.types}
    sets: dict[str, Weights] = {}
    if found.typed:
        for version in dict.fromkeys(w.weights_version for w in tables.weights):
            tier = {
                w.tier: w.weight for w in tables.weights if w.weights_version == version
            }
            sets[version] = tuple(tier[kinds[code].tier] for code in codes)
    return Counted(
        names=tuple(kinds[code].name if code in kinds else "" for code in codes),
        sets=sets,
        harm=reported_harm(
            [[by_area[each.code][code] for code in codes] for each in found.lsoas],
            [each.residents for each in found.lsoas],
            np.array([not each.visitor for each in found.lsoas]),
            next(iter(sets.values()), None),
            found.phi,
        ),
        source_names={each.source: each.name for each in tables.sources},
        repeats=_known_all(
            [[again[each.code][code] for code in codes] for each in found.lsoas]
        ),
    )


def _known_all(
    values: Sequence[Sequence[float | None]],
) -> Sequence[Sequence[float]] | None:
    """Return a table that has no gap; None where it has one."""
    known = [[x for x in row if x is not None and np.isfinite(x)] for row in values]
    return known if list(map(len, known)) == list(map(len, values)) else None


def with_weights(found: AsbMap, types: Counted, text: str) -> AsbMap:
    """Return the map by other weights.

    Parameters
    ----------
    found
        The map by the default ones.
    types
        Its reports by type.
    text
        The weights, as `Counted.weights` reads them.

    Returns
    -------
    AsbMap
        Index, ranges, classes and thirds are those of the weights, taken as known.
        Hot spots are left out: they are tested by the default weights alone.
    """
    harm = types.by(text).harm
    spread = harm_uncertainty(harm, seed=SEED, cuts=found.cuts)
    other: dict[str, Sequence[Any]] = {
        "index": harm.index.tolist(),
        "harm": harm.harm.tolist(),
        "index_lower": _known(spread.index_lower),
        "index_upper": _known(spread.index_upper),
        "rank_lower": spread.rank_lower.tolist(),
        "rank_upper": spread.rank_upper.tolist(),
        "p_top10": _known(spread.p_top10),
        "map_class": spread.map_class.tolist(),
        "certainty": _known(spread.class_certainty),
        "index_third": [None] * len(found.lsoas),
    }
    reports = [each.reports for each in found.lsoas]
    other |= _thirds(harm, reports, BY_VOLUME, "volume")
    expected = [each.expected_index for each in found.lsoas]
    if None not in expected:
        other |= _thirds(harm, expected, BY_EXPECTED, "expected")
    names = ("index_repeats", "gistar_z", "gistar_hot", "gistar_cold")
    unknown: dict[str, Any] = dict.fromkeys(names)
    lsoas = [
        replace(each, **unknown, **{name: values[at] for name, values in other.items()})
        for at, each in enumerate(found.lsoas)
    ]
    return replace(
        found,
        lsoas=tuple(lsoas),
        city_rate=harm.reference,
        weights=_named(types, text),
        reweighed=text == REPEATS or types.weights(text) != types.default,
    )


def _named(types: Counted, text: str) -> str:
    """Return what weights are called where the versions are printed."""
    if text == REPEATS:
        return f"{next(iter(types.sets))}, repeats weigh more"
    return text if text in types.sets else f"own, {text}"


def _known(values: Any) -> list[float | None]:
    return [float(x) if np.isfinite(x) else None for x in values]


def _thirds(
    harm: ReportedHarm,
    other: Sequence[Any],
    corners: dict[tuple[int, int], str],
    name: str,
) -> dict[str, Sequence[Any]]:
    try:
        found = cross_map(harm.index, other, harm.usable, corners)
    except NotEnoughData:
        return {f"corner_{name}": [None] * len(other)}
    return {"index_third": found.index.tolist(), f"corner_{name}": found.corner}


@dataclass(frozen=True)
class Stability:
    """How alike the order of areas is by other weights; visitor areas left out.

    Parameters
    ----------
    weights
        Agreement with "equal" and "default" weights.
    without
        Agreement with the order without each type; None where nothing is left.
    repeats
        Agreement with the order in which repeats weigh more; None without cases.
    """

    weights: dict[str, RankAgreement]
    without: dict[str, RankAgreement | None]
    repeats: RankAgreement | None


def stability(types: Counted, found: AsbMap, weights: Weights) -> Stability:
    """Return how much the order of areas owes to some weights.

    Parameters
    ----------
    types
        Reports by type.
    found
        The map by the default weights.
    weights
        The weights that are looked at.
    """
    harm = reweigh(types.harm, weights)
    repeats = [e.index_repeats for e in found.lsoas if e.index_repeats is not None]
    return Stability(
        weights_agreement(harm, types.default),
        dict(zip(types.names, leave_one_type_out(harm), strict=True)),
        None
        if len(repeats) < len(found.lsoas)
        else rank_agreement([e.index for e in found.lsoas], repeats, harm.usable),
    )
