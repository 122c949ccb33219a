"""Words for hot spots, for how they last, and for neighbours."""

from __future__ import annotations

from cdp_metrics.answers.area.hot_spots import HotSpot
from cdp_metrics.ui.markup import Card
from cdp_metrics.words import count, rate

__all__ = ["BESIDE", "LASTING", "hot_spot_card", "spot"]

BESIDE = {
    "high-high": "High among high",
    "low-low": "Low among low",
    "high-low": "High among low",
    "low-high": "Low among high",
    "not significant": "No clear pattern",
    "": "Cannot be said",
}
"""An area's own rate, then its neighbours'."""

LASTING = {
    "persistent": "Persistent",
    "emerging": "Emerging",
    "former": "Former",
    "intermittent": "On-and-off",
}


def spot(each: HotSpot) -> str:
    """Return whether an area is a hot or a cold spot, in words."""
    if each.gi_z is None:
        return "No detectable variation"
    return "Hot spot" if each.gi_hot else "Cold spot" if each.gi_cold else "Neither"


def hot_spot_card(each: HotSpot, unit: str, average: float) -> Card:
    """Return the card of the picked area.

    Parameters
    ----------
    each
        The area.
    unit
        What is counted: "reports".
    average
        Of the whole place, per 1,000 residents.
    """
    facts = [
        (f"{unit.capitalize()} in the 12 months", count(each.events)),
        ("Residents, Census 2021", count(each.residents)),
        ("Per 1,000 residents, as counted", rate(each.raw_rate)),
        ("Per 1,000 residents, smoothed", rate(each.rate)),
        ("Whole area, per 1,000", rate(average)),
        ("Beside its neighbours", BESIDE[each.moran_class]),
    ]
    if each.emerging_class is not None:
        facts.append(
            ("Quarters as a hot spot", f"{each.hot_quarters} of {each.quarters}")
        )
    said = []
    if each.gi_hot and each.rate < average:
        said.append("Its own rate is not high: the areas around it are.")
    if each.visitor:
        said.append("**Visitor area.** Residents are a poor base here.")
    return Card(
        name=each.name,
        place=f"{each.ward} ward · {each.code}" if each.ward else each.code,
        big=spot(each),
        big_label="with the areas around it, latest 12 months",
        facts=tuple(facts),
        text=" ".join(said),
    )
