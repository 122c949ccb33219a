"""The ASB map in words, classes and rows."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from cdp_metrics.answers import AsbMap
from cdp_metrics.answers.asb_map import CUTS, Lsoa
from cdp_metrics.export import file_name
from cdp_metrics.periods import age_in_words, last_day, short_month, year_to
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.downloads import map_csv
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.words import between, count, percent, plural, rate

__all__ = ["COLUMNS", "FLAT", "MapView", "map_view", "ranks", "sure"]

COLUMNS = (
    "Area",
    "Ward",
    "Reports",
    "Per 1,000 residents, smoothed",
    "As counted",
    "Index",
    "90% range",
    "Rank, 90% range",
    "Class, how sure",
)
FLAT = "No detectable variation"
NOT_RATED = "Not rated"


@dataclass(frozen=True, eq=False)
class MapView:
    """Everything the map page shows but the picked area.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, how old it is.
    classes, uncertain, values
        What the map component draws, one an area in code order.
    legend, label
        The legend, and the map in words.
    names
        Code and name of every area, by name, for finding one.
    rows, caption
        The table, highest first, and what it lists; visitor areas bear no score.
    notes
        What must be said beside the map.
    source
        Source and method.
    csv, csv_name
        The download: its content, made when it is asked for, and its name.
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
    notes: str
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def map_view(
    found: AsbMap, place: str, ward: str, most: int, *, today: date, demo: bool
) -> MapView:
    """Return the map page.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the partnership's area.
    ward
        Code of a ward whose areas alone the table lists; "" for all.
    most
        How many areas the table lists at most; the download holds all.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    headline = _headline(found)
    visitors = [each for each in found.lsoas if each.visitor]
    subtitle = (
        "ASB reported to police per 1,000 residents, "
        f"year to {short_month(found.end)}. {plural(len(found.rated), 'LSOA')} rated"
    )
    if visitors:
        subtitle += (
            f"; {plural(len(visitors), 'visitor area')} not rated, with "
            f"{_share(visitors, found.lsoas)} of the reports"
        )
    ranked = sorted(found.lsoas, key=lambda each: -each.index)
    listed = [each for each in ranked if not ward or each.ward_code == ward]
    within = f"{listed[0].ward} ward" if ward and listed else place
    low, top = (rate(found.city_rate * cut) for cut in CUTS)
    label = f"Map. {headline}. {subtitle}."
    return MapView(
        headline=headline,
        subtitle=subtitle,
        context=f"**{year_to(found.end)}** · "
        f"{age_in_words(last_day(found.end), today)} · Census 2021 residents",
        classes="".join(
            "v" if each.visitor else str(each.map_class) for each in found.lsoas
        ),
        uncertain="".join("1" if each.uncertain else "0" for each in found.lsoas),
        values=tuple(_value(each) for each in found.lsoas),
        legend=Legend(
            "Reports per 1,000 residents, smoothed",
            (
                ("2", f"Over {top} (over {CUTS[1]:g} times average)"),
                ("1", f"{low} to {top}"),
                ("0", f"Under {low} (under {CUTS[0]:g} of average)"),
                ("h", "Class uncertain (under 80% sure)"),
                ("v", "Visitor area: residents are a poor base"),
                ("s", "Selected area"),
            ),
        ),
        label=f"Demonstration data: invented. {label}" if demo else label,
        names={
            each.code: f"{each.name}, {each.ward}" if each.ward else each.name
            for each in sorted(found.lsoas, key=lambda each: each.name)
        },
        rows=tuple(_row(each) for each in listed[:most]),
        caption=_caption(len(listed), most, within),
        notes=(
            "**What this map is not.** One police category: it shows reports per "
            "resident, not type or severity. A quiet area may be a good place or a "
            "silent one. Area figures: nothing about any person or group."
        ),
        source=(
            f"**Source:** {'invented for demonstration' if demo else SOURCE}, "
            f"year to {short_month(found.end)}; residents by Census 2021. Boundaries: "
            "Office for National Statistics; contains OS data © Crown copyright and "
            "database right.",
            "**Method:** our own design, not another body’s index. The average is that "
            f"of the rated areas ({rate(found.city_rate)} per 1,000); rates are drawn "
            "towards it the more, the fewer residents; ranges are 90%. A visitor area "
            "has over 80 shop thefts, thefts from the person and bicycle thefts per "
            "1,000 residents. Locations are snapped by the publisher. Weights: "
            f"{found.weights}. Ethnicity is not used.",
        ),
        csv=partial(map_csv, found, ranked, place, demo=demo),
        csv_name=file_name("asb by lsoa", place, year_to(found.end)),
    )


def _share(some: list[Lsoa], every: tuple[Lsoa, ...]) -> str:
    whole = sum(each.reports for each in every)
    part = sum(each.reports for each in some)
    return percent(100 * part / whole, decimals=0) if whole else "none"


def _headline(found: AsbMap) -> str:
    if not found.varies:
        return f"{FLAT} between areas"
    high = len(found.clearly_high)
    if not high:
        return f"No area is clearly over {CUTS[1]:g} times the average rate"
    have = "has" if high == 1 else "have"
    return f"{plural(high, 'area')} clearly {have} over {CUTS[1]:g} times the average"


def _caption(listed: int, most: int, within: str) -> str:
    if listed > most:
        return f"The {most} highest of {listed} areas of {within}"
    if listed == 1:
        return f"The only area of {within}"
    return f"All {listed} areas of {within}, highest first"


def _value(each: Lsoa) -> str:
    if each.visitor:
        return f"{count(each.reports)} reports; visitor area, not rated"
    return f"{rate(each.rate)} per 1,000; {plural(each.reports, 'report')}"


def _row(each: Lsoa) -> tuple[str, ...]:
    raw = rate(each.raw_rate)
    scores = (
        (NOT_RATED, raw, *(NOT_RATED,) * 3)
        if each.visitor
        else (
            rate(each.rate),
            raw,
            count(each.index),
            between(each.index_lower, each.index_upper),
            ranks(each),
        )
    )
    return (each.name, each.ward, count(each.reports), *scores, _class(each))


def ranks(each: Lsoa) -> str:
    """Return the range of a rank; never a bare position."""
    return f"{each.rank_lower} to {each.rank_upper}"


def _class(each: Lsoa) -> str:
    if each.visitor:
        return "Not rated: visitor area"
    student = "; student area" if each.student else ""
    if each.certainty is None:
        return f"{FLAT}{student}"
    word = ("Low", "Middle", "High")[each.map_class]
    return f"{word}, {sure(each.certainty)}{student}"


def sure(certainty: float) -> str:
    """Return how sure a class is, never rounded up over the line."""
    if certainty > 0.99:
        return "over 99% sure"
    return f"{math.floor(100 * certainty)}% sure"
