"""The map of an area: its LSOAs in their classes, the rest of the city left blank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cdp_metrics.answers import AsbMap
from cdp_metrics.answers.area.profile import AreaProfile
from cdp_metrics.answers.harm.asb_map import Lsoa
from cdp_metrics.periods import year_to
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.harm.words import class_ends, unsure
from cdp_metrics.words import count, inside, plural, rate

__all__ = ["AreaMap", "area_map"]

OUTSIDE: Final = "Not in this area"


@dataclass(frozen=True)
class AreaMap:
    """What the map component draws, one an LSOA of the city in code order."""

    version: str
    classes: str
    uncertain: str
    values: tuple[str, ...]
    legend: Legend
    label: str


def area_map(
    found: AreaProfile, drawn: AsbMap | None, name: str, *, demo: bool
) -> AreaMap | None:
    """Return the city's map with the area's LSOAs in their classes.

    Parameters
    ----------
    found
        The answer.
    drawn
        The latest map of reported ASB.
    name
        The area's, in words.
    demo
        Whether the figures are invented.

    Returns
    -------
    AreaMap or None
        None where no boundaries are held, or none of its LSOAs is on the map.
    """
    ours = {each.code for each in found.inside}
    if drawn is None or not drawn.version:
        return None
    if not any(each.code in ours for each in drawn.lsoas):
        return None
    low, top = (rate(cut / 100 * drawn.city_rate) for cut in drawn.cuts.classes)
    what, key = "reported ASB per 1,000 residents", "ASB reports per 1,000 residents"
    if drawn.typed:  # classes are those of harm, which weighs types
        what, key = "ASB harm", f"ASB harm index, {found.city.name} = 100"
        low, top = class_ends(drawn.cuts)
    held = [each.code in ours for each in drawn.lsoas]
    pairs = list(zip(drawn.lsoas, held, strict=True))
    label = (
        f"Map of {name}: {what} of its LSOAs, "
        f"{inside(year_to(drawn.end))}. The same figures are in the table."
    )
    return AreaMap(
        version=drawn.version,
        classes="".join(_class(each) if ours else "n" for each, ours in pairs),
        uncertain="".join("01"[ours and drawn.uncertain(each)] for each, ours in pairs),
        values=tuple(
            _value(each, typed=drawn.typed) if ours else "" for each, ours in pairs
        ),
        legend=Legend(
            f"{key}, smoothed",
            (
                ("2", f"Over {top}"),
                ("1", f"{low} to {top}"),
                ("0", f"Under {low}"),
                unsure(drawn.cuts),
                ("v", "Visitor area: residents are a poor base"),
                ("n", OUTSIDE),
            ),
        ),
        label=f"Demonstration data: invented. {label}" if demo else label,
    )


def _class(each: Lsoa) -> str:
    return "v" if each.visitor else str(each.map_class)


def _value(each: Lsoa, *, typed: bool) -> str:
    if each.visitor:
        return f"{plural(each.reports, 'report')}; visitor area, not rated"
    if typed and each.index is not None:
        return f"harm index {count(each.index)}; {plural(each.reports, 'report')}"
    return f"{rate(each.rate)} per 1,000; {plural(each.reports, 'report')}"
