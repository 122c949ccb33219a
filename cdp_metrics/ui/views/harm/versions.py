"""The map of what may be said, by the version without ethnicity and by that with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.harm.drawing import Drawn, period
from cdp_metrics.ui.views.harm.words import (
    AREA_FIGURES,
    NOT_PROOF,
    STATES,
    multiple,
    own_design,
    sentence,
)
from cdp_metrics.words import plural

__all__ = ["VERSIONS", "version_layers", "version_note"]

VERSIONS: Final = {"without": "Without ethnicity", "with": "With ethnicity, to compare"}
VISITOR: Final = ("v", "Visitor area, not rated: residents are a poor base")


def version_note(found: AsbMap, name: str) -> str:
    """Return what must be said beside the map of a version."""
    used = "yes" if name == "with" else "no"
    said = f"**Ethnicity used in this map: {used}.** {own_design(found)}"
    return f"{said} {NOT_PROOF} {AREA_FIGURES}"


def version_layers(found: AsbMap) -> dict[str, Drawn]:
    """Return the map of each version by its name; that without ethnicity first."""
    without = [(each.gap_state, each.expected_index) for each in found.lsoas]
    with_it = [(each.gap_state_eth, each.expected_index_eth) for each in found.lsoas]
    return {
        "without": _version(found, without, "Without ethnicity"),
        "with": _version(found, with_it, "With ethnicity"),
    }


def _version(
    found: AsbMap, said: Sequence[tuple[str | None, float | None]], name: str
) -> Drawn:
    pairs = list(zip(found.lsoas, said, strict=True))
    flags = sum(
        state not in (None, STATES[0]) for each, (state, _) in pairs if not each.visitor
    )
    return Drawn(
        f"{name}, {plural(flags, 'area')} would be flagged",
        f"Reports beside those expected, {period(found)}",
        classes="".join(_class(each, state) for each, (state, _) in pairs),
        uncertain="0" * len(pairs),
        dotted="",
        outlined="",
        values=tuple(_value(each, *one) for each, one in pairs),
        legend=Legend(
            f"Reports against expected: {name.lower()}",
            (
                ("2", "Check reporting: few by both ways of expecting"),
                ("1", "Fewer reports than expected, by one way"),
                ("0", "Nothing to say"),
                VISITOR,
            ),
        ),
    )


def _class(each: Lsoa, state: str | None) -> str:
    if each.visitor:
        return "v"
    return "n" if state is None else str(STATES.index(state))


def _value(each: Lsoa, state: str | None, expected: float | None) -> str:
    if each.visitor or state is None or expected is None:
        return "not rated"
    said = "Nothing to say" if state == STATES[0] else sentence(state)
    return f"{said}; {multiple(expected)} the average expected"
