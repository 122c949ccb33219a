"""What a layer of the harm map is made of, and what all layers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.periods import short_month
from cdp_metrics.ui.lsoa_map import Legend

__all__ = [
    "PICK",
    "REMEDIES",
    "SELECTED",
    "Drawn",
    "absent",
    "bits",
    "no_map",
    "period",
]

SELECTED: Final = ("s", "Selected area")
NO_MAP: Final = (
    "Boundaries of these LSOAs are not loaded, so no map is drawn.",
    "Add the ONS LSOA 2021 boundaries and build again.",
)
PICK: Final = "Choose an area, on the map or under Find an area, to see its card."
REMEDIES: Final = {
    "expected": (
        "Add the census tables of age and tenure and the income domain of the "
        "Indices of Deprivation for every area, and build again."
    ),
    "gap": (
        "Add the census tables of age and tenure and the income domain of the "
        "Indices of Deprivation for every area, and build again."
    ),
    "km2": "Add the ONS LSOA 2021 boundaries and build again.",
    "forecast": (
        "Choose the newest twelve months; if it is still absent, add the census tables "
        "named and build again."
    ),
}


@dataclass(frozen=True)
class Drawn:
    """What one layer shows on the map.

    Parameters
    ----------
    headline, subtitle
        The answer, and what was measured.
    classes, uncertain, dotted, outlined, values
        As the map component takes them, one an area in code order.
    legend
        Title, swatches and words.
    absent
        Why there is no such layer and what to do; None where there is.
    """

    headline: str
    subtitle: str
    classes: str
    uncertain: str
    dotted: str
    outlined: str
    values: tuple[str, ...]
    legend: Legend
    absent: tuple[str, str] | None = None


def no_map(found: AsbMap) -> tuple[str, str]:
    """Return why no map can be drawn and what to do."""
    if lost := "; ".join(found.why("areas")):
        remedy = "Add the census table of ages for every area, and build again."
        return f"No map is drawn of a part of the areas: {lost}.", remedy
    return NO_MAP


def period(found: AsbMap) -> str:
    """Return the twelve months as a line names them."""
    return f"year to {short_month(found.end)}"


def bits(marks: Iterable[bool | None]) -> str:
    """Return one character an area: 1 where it is marked."""
    return "".join("1" if mark else "0" for mark in marks)


def absent(
    found: AsbMap, layer: str, values: Sequence[float | None]
) -> tuple[str, str] | None:
    """Return why a layer cannot be drawn and what to do; None where it can."""
    if None not in values:
        return None
    reasons = "; ".join(found.why(layer)) or {
        "km2": "boundaries of these LSOAs are not loaded",
        "forecast": "the forecast is made for the newest twelve months alone",
    }.get(layer, "what it needs is not held")
    return reasons, REMEDIES[layer]
