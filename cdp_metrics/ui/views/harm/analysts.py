"""For analysts: other weights, and the version with ethnicity beside that without."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cdp_metrics.answers.harm.about import Checked
from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.answers.harm.weights import REPEATS, Counted, Stability
from cdp_metrics.stats.harm import RankAgreement
from cdp_metrics.ui.views.harm.drawing import Drawn
from cdp_metrics.ui.views.harm.trust import BY_VERSION, FAIRNESS, checks_table
from cdp_metrics.ui.views.harm.versions import version_layers
from cdp_metrics.ui.views.harm.words import STATES, sentence
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import count, plural

__all__ = [
    "ETHNICITY",
    "NO_WEIGHTS",
    "WEIGHTS_TITLE",
    "AnalystView",
    "analyst_view",
    "set_names",
]

WEIGHTS_TITLE: Final = "What if types weighed otherwise?"

NO_WEIGHTS: Final = (
    "With one category of report there is nothing to weigh: any weight gives the same "
    "map."
)
ETHNICITY: Final = (
    "**Ethnicity is not used.** A version with it is computed for this comparison "
    "alone: the survey's figures are of perception, and what is known of experience "
    "says otherwise. It is seen here alone: no list is sorted by it and no file "
    "holds it."
)
NEWEST: Final = "it is worked out for calendar years and the newest twelve months alone"
STABLE: Final = ("Order compared with", "Rank correlation", "The same in the top")


@dataclass(frozen=True)
class AnalystView:
    """What analysts see.

    Parameters
    ----------
    headline
        What the weights chosen do to the order, in one sentence.
    stability
        Agreement with other orders; None with one category.
    versions
        The map of what may be said, without ethnicity and with it; empty where there
        is no such version.
    states, fairness, expected
        Areas by what may be said by both versions; flags, and expected reports, by
        thirds of who lives there; None where there is no such version.
    why
        Why there is none.
    """

    headline: str
    stability: Table | None
    versions: dict[str, Drawn]
    states: Table | None
    fairness: Table | None
    expected: Table | None
    why: str


def set_names(types: Counted) -> dict[str, str]:
    """Return the sets of weights on screen; the first is the default."""
    names = {}
    for at, (version, weights) in enumerate(types.sets.items()):
        word = "Equal" if len(set(weights)) == 1 else "By impact"
        names[version] = f"{word} (default)" if at == 0 else word
    if len(set(names.values())) < len(names):
        names = {version: version for version in types.sets}
    return names if types.repeats is None else names | {REPEATS: "Repeats weigh more"}


def analyst_view(
    found: AsbMap,
    held: Stability | None,
    checks: Sequence[Checked],
) -> AnalystView:
    """Return what analysts see.

    Parameters
    ----------
    found
        The map.
    held
        How the order by the weights chosen compares; None with one category.
    checks
        How well the index holds.
    """
    why = "; ".join(found.why("ethnicity") or found.why("expected")) or NEWEST
    both = any(each.gap_state_eth is not None for each in found.lsoas)
    return AnalystView(
        headline=_headline(held),
        stability=_stability(held) if held else None,
        versions=version_layers(found) if both else {},
        states=_states(found) if both else None,
        fairness=checks_table(
            checks, "Share of areas flagged, by who lives there", FAIRNESS
        )
        if both
        else None,
        expected=checks_table(
            checks, "Expected reports, 100 = average, by who lives there", BY_VERSION
        )
        if both
        else None,
        why="" if both else why,
    )


def _headline(held: Stability | None) -> str:
    if held is None:
        return "Weights change nothing here"
    equal = held.weights["equal"]
    return (
        f"{equal.overlap} of the top {equal.top} areas are the same when all types "
        "weigh the same"
    )


def _stability(held: Stability) -> Table:
    rows = [
        ("All types equal", held.weights["equal"]),
        ("Default weights", held.weights["default"]),
        *((f"Without {_small(name)}", found) for name, found in held.without.items()),
    ]
    if held.repeats is not None:
        rows.append(("Repeats at a place weigh more, default weights", held.repeats))
    return Table(
        "How the order by these weights compares, visitor areas left out",
        STABLE,
        tuple((name, *_agreement(found)) for name, found in rows),
    )


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _agreement(found: RankAgreement | None) -> tuple[str, str]:
    if found is None:
        return "nothing is left", "nothing is left"
    value = "not known" if found.spearman != found.spearman else f"{found.spearman:.3f}"
    return value, f"{found.overlap} of {found.top}"


def _states(found: AsbMap) -> Table:
    """Return how many areas have each state, by both versions."""
    pairs = Counter((each.gap_state, each.gap_state_eth) for each in found.rated)
    rows = [
        (
            sentence(state) if state != STATES[0] else "Nothing to say",
            *(count(pairs[state, other]) for other in STATES[:3]),
        )
        for state in STATES[:3]
    ]
    n = plural(len(found.rated), "area")
    return Table(
        f"What may be said of {n}: without ethnicity down, with it across",
        ("Without ethnicity", "Nothing to say", *map(sentence, STATES[1:3])),
        tuple(rows),
    )
