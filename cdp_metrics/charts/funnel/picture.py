"""What a funnel plot is drawn from, and what it says in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.charts.theme import number
from cdp_metrics.stats import Funnel

__all__ = ["FunnelPicture", "funnel_alt"]


@dataclass(frozen=True, eq=False)
class FunnelPicture:
    """What a funnel plot is drawn from.

    Parameters
    ----------
    funnel
        Units around their average.
    denominators
        Size of each unit.
    names
        Name of each unit.
    unit
        What the value axis counts: "Reports per 1,000 residents".
    size_unit
        What the other axis counts: "Residents".
    decimals
        Decimals of the values.
    ours
        Place of the unit that is always named; None where none is.
    sides
        Which side of the limits each unit lies on, by the limits' share: 1 above, -1
        below; the funnel's own where it is left out.
    doubtful
        Places of units that leave the 95% limits by one way of counting alone.
    """

    funnel: Funnel
    denominators: Sequence[float]
    names: Sequence[str]
    unit: str
    size_unit: str
    decimals: int = 1
    ours: int | None = None
    sides: Mapping[float, Sequence[int]] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return number(value, self.decimals)

    def known(self) -> list[int]:
        """Return the places of units that have a value."""
        return [p for p, v in enumerate(self.funnel.values) if math.isfinite(v)]

    def missing(self) -> list[str]:
        """Return the names of units without a value."""
        known = set(self.known())
        return [name for place, name in enumerate(self.names) if place not in known]

    def named(self) -> list[int]:
        """Return the places of units to name: ours, those outside, the doubtful."""
        own = [place for place in self.known() if place == self.ours]
        doubted = sorted(self.doubtful.intersection(self.known()))
        return list(dict.fromkeys([*own, *self.beyond(0.95), *doubted]))

    def outside(self, confidence: float) -> Sequence[float]:
        """Return which side of the limits each unit lies on: 1, -1, or 0 within."""
        held = self.sides.get(confidence)
        return self.funnel.outside(confidence).tolist() if held is None else held

    def beyond(self, confidence: float) -> list[int]:
        """Return the places of units outside limits, the highest value first."""
        out = self.outside(confidence)
        places = [place for place in self.known() if out[place]]
        return sorted(places, key=lambda place: -float(self.funnel.values[place]))


def funnel_alt(
    picture: FunnelPicture, what: str, place: str, *, demo: bool = False
) -> str:
    """Say in words what a funnel plot shows: average, units outside, units within.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure: "anti-social behaviour reports by ward".
    place
        Where.
    demo
        Whether the figures are invented; the text then says so first.
    """
    known, beyond = picture.known(), picture.beyond(0.95)
    parts = [
        f"Funnel plot of {what}, {place}. {picture.unit}.",
        f"{len(known)} compared, average {picture.figure(picture.funnel.average)}.",
    ]
    if picture.ours in known:
        own = picture.figure(float(picture.funnel.values[picture.ours]))
        parts.append(f"Ours: {picture.names[picture.ours]} {own}.")
    far, sides = set(picture.beyond(0.998)), picture.outside(0.95)
    for words, places in (
        ("99.8% limits", [place for place in beyond if place in far]),
        ("95% limits alone", [place for place in beyond if place not in far]),
    ):
        for side, name in ((1, "Higher"), (-1, "Lower")):
            units = ", ".join(
                f"{picture.names[p]} {picture.figure(float(picture.funnel.values[p]))}"
                for p in places
                if sides[p] == side
            )
            beyond_chance = f"{name} than chance explains ({words})"
            parts.append(f"{beyond_chance}: {units}." if units else "")
    if doubted := sorted(picture.doubtful.intersection(known)):
        names = ", ".join(picture.names[place] for place in doubted)
        parts.append(f"Inside or outside by how it is counted: {names}.")
    elif not beyond:
        parts.append("None differs by more than chance explains.")
    if missing := picture.missing():
        parts.append(f"No figure: {', '.join(missing)}.")
    return spoken(parts, demo=demo)
