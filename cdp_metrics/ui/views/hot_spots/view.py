"""The Hot spots page in words, classes and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from cdp_metrics.answers.area.hot_spots import Concentrated, HotSpot, HotSpots
from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.charts.places.concentration import ConcentrationPicture
from cdp_metrics.export import file_name
from cdp_metrics.periods import age_in_words, short_month, year_to
from cdp_metrics.stats import LEAST_PERIODS
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.hot_spots import rows
from cdp_metrics.ui.views.hot_spots.words import LASTING, spot
from cdp_metrics.ui.views.shared import SOURCE, mapped
from cdp_metrics.words import count, percent, plural, rate

__all__ = ["COLUMNS", "HALF_COLUMNS", "LASTING_COLUMNS", "HotSpotView", "hot_spot_view"]

COLUMNS = (
    "Area",
    "Hot or cold",
    "Beside its neighbours",
    "Count",
    "Per 1,000 residents, as counted",
    "Per 1,000, smoothed",
    "Ward",
)
LASTING_COLUMNS = ("Area", "How it lasts", "Quarters hot", "Quarters cold", "Ward")
HALF_COLUMNS = ("Fewest areas that hold half", "Areas", "Share of all areas")


@dataclass(frozen=True, eq=False)
class HotSpotView:
    """Everything the page shows but the picked area.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, how old it is.
    classes, uncertain, values, legend, label
        What the map component draws; hot spots are hatched as well as dark.
    names
        Code and name of every area, by name.
    rows, caption
        Hot and cold spots and areas unlike their neighbours, or a ward's areas.
    lasting, lasting_headline, why
        The areas that were hot or cold over the quarters, in one sentence; why there
        are none.
    picture, alt, half, half_headline
        The curve, in words, its figures and its sentence; None where events are few.
    notes
        What must be said beside the map.
    average
        The whole place per 1,000 residents.
    source, csv, csv_name
        Source and method; the download.
    """

    headline: str
    subtitle: str
    context: str
    classes: str
    uncertain: str
    values: tuple[str, ...]
    legend: Legend
    label: str
    names: dict[str, str]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    lasting: tuple[tuple[str, ...], ...]
    lasting_headline: str
    why: str
    picture: ConcentrationPicture | None
    alt: str
    half: tuple[tuple[str, ...], ...]
    half_headline: str
    notes: str
    average: float
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def hot_spot_view(
    found: HotSpots, place: str, ward: str, *, today: date, demo: bool
) -> HotSpotView:
    """Return the page.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the partnership's area.
    ward
        Code of a ward whose areas the table lists; "" for what stands out.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    short, unit = found.indicator.short, found.indicator.unit
    headline = _headline(found)
    subtitle = (
        f"{short} per 1,000 residents, year to {short_month(found.end)}, in "
        f"{plural(len(found.areas), 'small area')} of {place}"
    )
    label = f"Map. {headline}. {subtitle}."
    listed = rows.listed(found, ward)
    residents = sum(each.residents for each in found.areas)
    events = sum(each.events for each in found.areas)
    lasting, why = _lasting(found)
    held = found.concentration
    half = _half_headline(held, short) if held else ""
    return HotSpotView(
        headline=headline,
        subtitle=subtitle,
        context=f"**{year_to(found.end)}** · {age_in_words(found.end, today)} · "
        "Census 2021 residents",
        classes="".join(_class(each) for each in found.areas),
        uncertain="".join("1" if each.gi_hot else "0" for each in found.areas),
        values=tuple(_value(each, unit) for each in found.areas),
        legend=Legend(
            "An area together with those around it",
            (
                ("2", "Hot spot: higher than chance"),
                ("h", "Hatched: also marks a hot spot"),
                ("1", "Neither hot nor cold"),
                ("0", "Cold spot: lower than chance"),
                ("v", "Visitor area, not a hot spot"),
                ("s", "Selected area"),
            ),
        ),
        label=f"Demonstration data: invented. {label}" if demo else label,
        names={
            each.code: f"{each.name}, {each.ward}" if each.ward else each.name
            for each in sorted(found.areas, key=lambda each: each.name)
        },
        rows=tuple(rows.area_row(each) for each in listed[: rows.MOST]),
        caption=rows.caption(listed, place, ward),
        lasting=tuple(
            rows.lasting_row(each) for each in (found.lasting or ())[: rows.MOST]
        ),
        lasting_headline=lasting,
        why=why,
        picture=_picture(held, short) if held else None,
        alt=spoken([f"{half}."], demo=demo) if held else "",
        half=rows.half_rows(held) if held else (),
        half_headline=half,
        notes=(
            "**A first look, not a verdict.** With only "
            f"{plural(len(found.areas), 'small area')}, strong patterns alone show: an "
            "area that is not marked may still have a problem. A hot spot is an area "
            "together with its neighbours, so a quiet area between busy ones can be "
            "one. In visitor areas residents are a poor base. Nothing here is about "
            "any person or group."
        ),
        average=1000 * events / residents if residents else 0.0,
        source=_source(found, demo=demo),
        csv=partial(rows.hot_spots_csv, found, place, demo=demo),
        csv_name=file_name(f"hot spots {short}", place, year_to(found.end)),
    )


def _headline(found: HotSpots) -> str:
    if not found.areas:
        return "Hot spots cannot be found without boundaries"
    if not found.varies:
        return "Small areas differ by no more than chance"
    hot, cold = len(found.hot), len(found.cold)
    if not hot and not cold:
        return f"No hot or cold spot of {_inside(found)} stands out from chance"
    parts = [
        plural(hot, "hot spot") if hot else "no hot spot",
        plural(cold, "cold spot") if cold else "no cold spot",
    ]
    return f"{_inside(found, first=True)}: {' and '.join(parts)} beyond chance"


def _inside(found: HotSpots, *, first: bool = False) -> str:
    short = found.indicator.short
    return short if first or short[1:2].isupper() else short[:1].lower() + short[1:]


def _class(each: HotSpot) -> str:
    if each.gi_hot:
        return "2"
    if each.visitor:
        return "v"
    return "0" if each.gi_cold else "1" if each.gi_z is not None else "n"


def _value(each: HotSpot, unit: str) -> str:
    visitor = "; visitor area" if each.visitor else ""
    return (
        f"{spot(each)}; {rate(each.rate)} per 1,000, smoothed; "
        f"{count(each.events)} {unit}{visitor}"
    )


def _lasting(found: HotSpots) -> tuple[str, str]:
    """Return how many spots last, in a sentence; and why that cannot be said."""
    kept = found.lasting
    if kept is None:
        return "", (
            f"{plural(found.quarters, 'complete quarter')} held on "
            f"the small areas of 2021, and {LEAST_PERIODS} are needed to say whether "
            "hot spots last. Files before these use the areas of 2011, which are not "
            "the same everywhere."
        )
    if not kept:
        return f"No area was a hot or cold spot in the {found.quarters} quarters", ""
    tally = [
        plural(n, f"{word.lower()} {kind} spot")
        for kind in ("hot", "cold")
        for name, word in LASTING.items()
        if (n := sum(each.emerging_class == f"{name} {kind}" for each in kept))
    ]
    return f"Over {found.quarters} quarters: {', '.join(tally)}", ""


def _half_headline(held: Concentrated, short: str) -> str:
    n = len(held.counted)
    return (
        f"Half of {short if short[1:2].isupper() else short.lower()} is in "
        f"{held.half} of {n} small areas ({percent(100 * held.half / n, decimals=0)})"
    )


def _picture(held: Concentrated, short: str) -> ConcentrationPicture:
    return ConcentrationPicture(
        counted=held.counted,
        lower=held.lower,
        upper=held.upper,
        even=held.even,
        half=held.half,
        unit=f"% of {short if short[1:2].isupper() else short.lower()}",
    )


def _source(found: HotSpots, *, demo: bool) -> tuple[str, ...]:
    return (
        f"**Source:** {'invented for demonstration' if demo else SOURCE}, "
        f"year to {short_month(found.end)}; {mapped(demo=demo)}",
        "**Method:** rates are drawn towards the average the more, the fewer "
        "residents. Hot and cold: Getis-Ord Gi* of an area with those that touch it, "
        "areas just outside included. Beside its neighbours: local Moran's I, 9,999 "
        "permutations. At most 5% of the areas marked are expected to be by chance "
        "(Benjamini-Hochberg). Lasting: at least 80% of the quarters is persistent, "
        "only the last fifth emerging, only before it former, under 10% none.",
    )
