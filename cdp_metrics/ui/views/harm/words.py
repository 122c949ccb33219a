"""What must be said wherever the harm index is shown, and words for its parts."""

from __future__ import annotations

import math
from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.answers.harm.weights import Counted
from cdp_metrics.periods import short_month
from cdp_metrics.stats.harm import GAP_STATES, Cuts
from cdp_metrics.words import count, percent, plural

__all__ = [
    "AREA_FIGURES",
    "FLAT",
    "LAYERS",
    "METHOD_FILE",
    "MORE_FOR_REPEATS",
    "NOT_PROOF",
    "NOT_RATED",
    "ONE_CATEGORY",
    "OWN",
    "QUESTION",
    "REWEIGHED",
    "STATES",
    "STUDENT",
    "VISITOR",
    "badges",
    "basis",
    "class_ends",
    "class_words",
    "happened",
    "layer_names",
    "multiple",
    "own_design",
    "probability",
    "range_share",
    "ranks",
    "rates",
    "reports",
    "sentence",
    "state_words",
    "sure",
    "survey",
    "times",
    "top_areas",
    "unsure",
    "versions",
]

QUESTION: Final = "Where is ASB doing most harm?"
OWN: Final = "**Our own design, not NTU's index.**"
SURVEY: Final = "a 2007-08 national survey of **perceptions**"
SURVEYED: Final = "bcs0708-"
"""How the versions of the relative risks from that survey begin."""
ONE_CATEGORY: Final = (
    "**One police category:** this map shows reports per resident, not type or "
    "severity."
)
NOT_PROOF: Final = (
    "**Fewer reports than expected is not proof of under-reporting;** quiet areas look "
    "the same. In tests about one flag in five was right."
)
AREA_FIGURES: Final = "**Area figures; nothing about any person or group.**"
VISITOR: Final = (
    "**Visitor area.** Residents are a poor base here; see per km². It sets no level "
    "for other areas and bears no flag."
)
STUDENT: Final = (
    "**Student area.** Residents are a poor base here; see per km². Many adults are 16 "
    "to 24 and change between term and vacation."
)
REWEIGHED: Final = (
    "**Other weights than the default:** ranges take them as right, and no hot spot is "
    "outlined, for hot spots are tested by the default weights alone."
)
MORE_FOR_REPEATS: Final = (
    "**A report that follows others at the same place weighs more than the first;** by "
    "how much is an assumption."
)
METHOD_FILE: Final = "docs/harm-index.md"
FLAT: Final = "No detectable variation"
NOT_RATED: Final = "Not rated"

STATES: Final[tuple[str, ...]] = GAP_STATES
"""What may be said of reporting, from the least claim to the most."""

LAYERS: Final = {
    "index": "Harm index",
    "expected": "Expected",
    "gap": "Reporting gap",
    "volume": "Number of reports",
    "km2": "Per km²",
    "forecast": "Forecast",
}
"""Layers in the order of their switch; none is a mixture of others."""


def layer_names(found: AsbMap) -> dict[str, str]:
    """Return the layers on screen; the index has another name where it has no types."""
    first = LAYERS["index"] if found.typed else "Reports per resident"
    return LAYERS | {"index": first}


def basis(found: AsbMap, types: Counted) -> str:
    """Return what the index is of: one category, or which types from whom."""
    if found.basis == "one type":
        return ONE_CATEGORY
    named = ", ".join(types.source_names.get(name, name) for name in found.sources)
    without = percent(100 * found.unclassified, decimals=0)
    if not found.typed:
        return (
            f"**{without} of reports have no type, too many to use types:** this map "
            "shows reports per resident, not type or severity."
        )
    weighed = "by other weights" if found.reweighed else "weighed by impact"
    if not found.reweighed and len(set(types.default)) == 1:
        weighed = "all weighing the same: no more than smoothed reports per resident"
    return (
        f"**13 types of ASB, {weighed}.** Reports from: {named}; {without} of "
        "them have no type and do not count in the index. The weights are assumptions."
    )


def happened(found: AsbMap) -> str:
    """Return what may have moved counts without any change on the ground; "" if none.

    Locations that moved and drives to record more are known only where the plan
    names them.
    """
    named = "; ".join(
        f"{each.label} ({short_month(each.first)} to {short_month(each.last)})"
        for each in found.events
    )
    return f"**Mind in these months:** {named}; it may have moved counts." * bool(named)


def versions(found: AsbMap) -> str:
    """Return by which tables the figures were made; ethnicity is named either way."""
    route = "none" if found.route is None else f"{found.route}, who lives there"
    income = f" with income domain {found.income}" if found.income else ""
    return (
        f"Route of expected reports: {route}{income}. Weights: {found.weights}. "
        f"Relative risks: {found.risks or 'none'}. Ethnicity used: no."
    )


def ranks(each: Lsoa) -> str:
    """Return the range of a rank; never a bare position."""
    return f"{each.rank_lower} to {each.rank_upper}"


def sure(certainty: float) -> str:
    """Return how sure a class is, never rounded up over the line."""
    if certainty > 0.99:
        return "over 99% sure"
    return f"{math.floor(100 * certainty)}% sure"


def survey(found: AsbMap) -> str:
    """Return whose relative risks are used; a partnership may replace those shipped."""
    if found.risks is None or found.risks.startswith(SURVEYED):
        return SURVEY
    return f"the partnership's own table of relative risks ({found.risks})"


def own_design(found: AsbMap) -> str:
    """Return that the design is ours, and what expected values rest on."""
    return f"{OWN} Expected values use {survey(found)}."


def class_ends(cuts: Cuts) -> tuple[str, str]:
    """Return the indices that part the three classes."""
    low, top = cuts.classes
    return f"{low:g}", f"{top:g}"


def times(cuts: Cuts) -> tuple[str, str]:
    """Return the same as multiples of the average."""
    low, top = cuts.classes
    return f"{low / 100:g}", f"{top / 100:g}"


def top_areas(found: AsbMap) -> str:
    """Return how many areas are the top."""
    return f"top one in {found.cuts.top_one_in} areas"


def unsure(cuts: Cuts) -> tuple[str, str]:
    """Return what hatching means, as a legend takes it."""
    return "h", f"Class uncertain (under {100 * cuts.certain_class:g}% sure)"


def range_share(cuts: Cuts) -> str:
    """Return the share of draws that a range holds."""
    low, high = cuts.range_shown
    return f"{100 * (high - low):g}%"


def rates(cuts: Cuts) -> str:
    """Return what the rates of a download are."""
    return f"per 1,000 residents by Census 2021; ranges {range_share(cuts)}"


def probability(share: float | None) -> str:
    """Return a probability, never rounded to certainty."""
    if share is None:
        return "not known"
    if share > 0.99:
        return "over 99%"
    return "under 1%" if share < 0.01 else percent(100 * share, decimals=0)


def multiple(index: float) -> str:
    """Return an index as a plain multiple: ``2.1 times``."""
    return f"{index / 100:.1f} times"


def class_words(each: Lsoa) -> str:
    """Return an area's class and how sure it is."""
    if each.visitor:
        return "Not rated: visitor area"
    student = "; student area" if each.student else ""
    if each.certainty is None:
        return f"{FLAT}{student}"
    word = ("Low", "Middle", "High")[each.map_class]
    return f"{word}, {sure(each.certainty)}{student}"


def state_words(each: Lsoa) -> str:
    """Return what may be said of an area's reporting."""
    if each.visitor:
        return "Not rated: visitor area"
    if each.gap_state in (None, STATES[0]):
        return "Nothing to say"
    return sentence(each.gap_state or "")


def sentence(text: str) -> str:
    """Return words as a cell or a line begins."""
    return text[:1].upper() + text[1:]


def badges(each: Lsoa) -> str:
    """Return what limits every figure of an area per resident; "" for nothing."""
    said = [VISITOR] if each.visitor else []
    if each.student:
        said.append(STUDENT)
    if each.certainty is None and not each.visitor:
        said.append(f"**{FLAT}** between areas: smoothed, all have the average rate.")
    return " ".join(said)


def reports(number: float) -> str:
    """Return a number of reports; of shared incidents it may not be whole."""
    return plural(number, "report") if number == 1 else f"{count(number)} reports"
