"""What the ASB harm index assumes: tables that a partnership may replace.

A folder of CSV files, each row with its evidence or the word "assumption". Where a
file holds several versions, the one named first is used; others are for comparison.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from math import isclose
from pathlib import Path

from cdp_metrics.catalogue.csv_rows import CsvRows, RowT
from cdp_metrics.catalogue.harm_rows import (
    CUTS,
    GROUPS,
    UNCLASSIFIED,
    AsbSource,
    AsbType,
    Crossing,
    Cut,
    Fact,
    FamilyMember,
    RelativeRisk,
    TierWeight,
)
from cdp_metrics.catalogue.toml import Declared

__all__ = ["POLICE", "SHIPPED", "HarmTables", "load_harm"]

SHIPPED = Path(__file__).parents[2] / "data" / "reference" / "harm"
"""The project's own tables."""

POLICE = "police"
"""The source for which the public street-level file stands in."""

_MAY_LACK = ("income", "ethnicity")
_RISING = (("class_low", "class_high"), ("range_low", "range_high"), ("likely", "sure"))


class HarmTables(Declared):
    """Every table, rows in the order of their files."""

    risks: tuple[RelativeRisk, ...]
    types: tuple[AsbType, ...]
    weights: tuple[TierWeight, ...]
    cuts: tuple[Cut, ...]
    sources: tuple[AsbSource, ...]
    crosswalk: tuple[Crossing, ...]
    facts: tuple[Fact, ...]
    families: tuple[FamilyMember, ...]

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must be told of the tables themselves."""
        used = self.weights[0].weights_version
        held = {w.weight for w in self.weights if w.weights_version == used}
        if len(held) > 1:
            return ()
        return (
            f"All types weigh the same by {used}: the harm index is no more than "
            "smoothed reports per resident.",
        )

    @property
    def in_use(self) -> tuple[Crossing, ...]:
        """The version of the crosswalk that is used."""
        used = self.crosswalk[0].crosswalk_version
        return tuple(c for c in self.crosswalk if c.crosswalk_version == used)

    @property
    def by_family(self) -> dict[str, tuple[FamilyMember, ...]]:
        """The categories of each family of crimes, by its short name."""
        names = dict.fromkeys(each.family for each in self.families)
        return {
            name: tuple(each for each in self.families if each.family == name)
            for name in names
        }

    def cut(self, name: str) -> float:
        """Return the value of a cut-off."""
        return next(cut.value for cut in self.cuts if cut.name == name)


def load_harm(folder: Path) -> HarmTables:
    """Return the tables of a folder.

    Raises
    ------
    ConfigurationWrong
        A file is absent, a row is not as declared or contradicts another; the message
        names file, line and entry.
    """
    risks = CsvRows(folder / "relative_risks.csv", RelativeRisk)
    types = CsvRows(folder / "types.csv", AsbType)
    weights = CsvRows(folder / "weights.csv", TierWeight)
    cuts = CsvRows(folder / "cuts.csv", Cut)
    sources = CsvRows(folder / "sources.csv", AsbSource)
    crosswalk = CsvRows(folder / "crosswalk.csv", Crossing)
    facts = CsvRows(folder / "facts.csv", Fact)
    families = CsvRows(folder / "families.csv", FamilyMember)
    _check_risks(risks)
    _once(types, [each.type_code for each in types.rows])
    _once(types, [each.name.lower() for each in types.rows])
    _check_weights(weights, types)
    _check_cuts(cuts)
    _once(sources, [each.source for each in sources.rows])
    if POLICE not in {each.source for each in sources.rows}:
        fault = "there is no such source; the public file stands in for it"
        raise sources.wrong(sources.rows[0], POLICE, fault, "name the police so")
    _check_crosswalk(crosswalk, types, sources)
    _check_families(families)
    return HarmTables(
        risks=tuple(risks.rows),
        types=tuple(types.rows),
        weights=tuple(weights.rows),
        cuts=tuple(cuts.rows),
        sources=tuple(sources.rows),
        crosswalk=tuple(crosswalk.rows),
        facts=tuple(facts.rows),
        families=tuple(families.rows),
    )


def _once(file: CsvRows[RowT], keys: Sequence[Hashable]) -> None:
    """Refuse a file that says the same thing twice."""
    seen = set()
    for row, key in zip(file.rows, keys, strict=True):
        if key in seen:
            entry = " ".join(map(str, key)) if isinstance(key, tuple) else str(key)
            raise file.wrong(row, entry, "it is there twice", "keep one of them")
        seen.add(key)


def _check_risks(file: CsvRows[RelativeRisk]) -> None:
    _once(file, [(r.rr_version, r.factor, r.level) for r in file.rows])
    held: dict[str, dict[str, list[RelativeRisk]]] = defaultdict(dict)
    for row in file.rows:
        held[row.rr_version].setdefault(row.factor, []).append(row)
    for version, factors in held.items():
        for factor, groups in GROUPS.items():
            rows = factors.get(factor, [])
            if not rows and factor in _MAY_LACK:
                continue
            last = rows[-1] if rows else next(iter(factors.values()))[-1]
            entry = f"{version} {factor}"
            if lost := [g for g in groups if g not in {row.level for row in rows}]:
                fault = f"there is no row for {', '.join(lost)}"
                raise file.wrong(last, entry, fault, "add it with its standard error")
            if (n := sum(row.se == 0 for row in rows)) != 1:
                fault = f"{n} groups have no standard error; one is the reference"
                raise file.wrong(last, entry, fault, "write 0 and 0 for it alone")


def _check_weights(file: CsvRows[TierWeight], types: CsvRows[AsbType]) -> None:
    _once(file, [(row.weights_version, row.tier) for row in file.rows])
    for version in dict.fromkeys(row.weights_version for row in file.rows):
        rows = [row for row in file.rows if row.weights_version == version]
        for kind in types.rows:
            if kind.tier not in {row.tier for row in rows}:
                fault = f"no weight for tier {kind.tier} of {kind.name!r}"
                raise file.wrong(rows[-1], version, fault, "add a row for the tier")


def _check_cuts(file: CsvRows[Cut]) -> None:
    _once(file, [row.name for row in file.rows])
    held = {row.name: row for row in file.rows}
    if lost := [name for name in CUTS if name not in held]:
        fault = "this cut-off is missing"
        raise file.wrong(file.rows[-1], lost[0], fault, "add its row")
    for low, high in _RISING:
        if held[low].value >= held[high].value:
            fault = f"it is not below {high}"
            raise file.wrong(held[low], low, fault, "correct one of them")


def _check_crosswalk(
    file: CsvRows[Crossing], types: CsvRows[AsbType], sources: CsvRows[AsbSource]
) -> None:
    codes = {UNCLASSIFIED, *(kind.type_code for kind in types.rows)}
    known = [each.source for each in sources.rows]
    shares: dict[tuple[str, str, str], list[Crossing]] = defaultdict(list)
    keys = []
    for row in file.rows:
        category = row.local_category.strip().lower()
        if row.type_code not in codes:
            fault = f"type_code: there is no type {row.type_code}"
            remedy = "write one of types.csv, or unclassified"
            raise file.wrong(row, row.local_category, fault, remedy)
        if row.source not in known:
            fault = f"source: sources.csv lists no {row.source}"
            remedy = f"write one of {', '.join(known)}, or add it there"
            raise file.wrong(row, row.local_category, fault, remedy)
        key = (row.crosswalk_version, row.source, category)
        shares[key].append(row)
        keys.append((*key, row.type_code))
    _once(file, keys)
    for rows in shares.values():
        total = sum(row.share for row in rows)
        if not isclose(total, 1, abs_tol=1e-6):
            fault = f"shares of the category sum to {total:g}, not 1"
            remedy = "give the rest to unclassified, or correct the shares"
            raise file.wrong(rows[-1], rows[-1].local_category, fault, remedy)


def _check_families(file: CsvRows[FamilyMember]) -> None:
    _once(file, [(each.family, each.category) for each in file.rows])
    titles: dict[str, str] = {}
    for row in file.rows:
        if titles.setdefault(row.family, row.title) != row.title:
            fault = f"title: above it is {titles[row.family]!r}"
            raise file.wrong(row, row.family, fault, "write one title")
