"""The ASB map in words, classes and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cdp_metrics.answers import AsbMap, Trend
from cdp_metrics.answers.asb_map import CUTS, Lsoa
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import age_in_words, last_day, short_month, year_to
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.words import between, count, percent, plural, rate

__all__ = ["MapView", "lsoa_card", "map_view"]

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
        The table, rated areas first, highest first, and what it lists.
    notes
        What must be said beside the map.
    source
        Source and method.
    csv, csv_name
        The download.
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
    csv: bytes
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
    high, visitors = len(found.clearly_high), len(found.lsoas) - len(found.rated)
    headline = (
        f"{plural(high, 'area')} clearly {'has' if high == 1 else 'have'} over "
        f"{CUTS[1]:g} times {place}’s rate"
        if high
        else f"No area is clearly over {CUTS[1]:g} times {place}’s rate"
    )
    subtitle = (
        "ASB reported to police per 1,000 residents, "
        f"year to {short_month(found.end)}. {plural(len(found.rated), 'LSOA')} rated"
    )
    if visitors:
        subtitle += f"; {plural(visitors, 'visitor area')} "
        subtitle += "is not" if visitors == 1 else "are not"
    ranked = sorted(found.lsoas, key=lambda each: (each.visitor, -each.index))
    listed = [each for each in ranked if not ward or each.ward_code == ward]
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
        caption=_caption(len(listed), most, place),
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
            f"**Method:** our own design, not another body’s index. Rates are drawn "
            f"towards {place}’s ({rate(found.city_rate)} per 1,000, visitor areas left "
            "out) the more, the fewer residents; ranges are 90%. Locations are snapped "
            f"by the publisher. Weights: {found.weights}. Ethnicity is not used.",
        ),
        csv=_csv(found, listed, place, demo=demo),
        csv_name=file_name("asb by lsoa", place, year_to(found.end)),
    )


def _caption(listed: int, most: int, place: str) -> str:
    if listed > most:
        return f"The {most} highest of {listed} areas of {place}"
    return f"All {listed} areas, highest first"


def _value(each: Lsoa) -> str:
    if each.visitor:
        return f"{count(each.reports)} reports; visitor area, not rated"
    return f"{rate(each.rate)} per 1,000; {plural(each.reports, 'report')}"


def _row(each: Lsoa) -> tuple[str, ...]:
    return (
        each.name,
        each.ward,
        count(each.reports),
        rate(each.rate),
        rate(each.raw_rate),
        count(each.index),
        between(each.index_lower, each.index_upper),
        _ranks(each),
        _class(each),
    )


def _ranks(each: Lsoa) -> str:
    low, high = each.rank_lower, each.rank_upper
    return str(low) if low == high else f"{low} to {high}"


def _class(each: Lsoa) -> str:
    if each.visitor:
        return "Not rated: visitor area"
    student = "; student area" if each.student else ""
    word = ("Low", "Middle", "High")[each.map_class]
    return f"{word}, {_sure(each.certainty)}{student}"


def _sure(certainty: float) -> str:
    if certainty > 0.99:
        return "over 99% sure"
    return f"{percent(100 * certainty, decimals=0)} sure"


def lsoa_card(each: Lsoa, found: AsbMap, own: Trend, place: str) -> Card:
    """Return the card of the picked area.

    Parameters
    ----------
    each
        The area.
    found
        The map it is on.
    own
        Its monthly ASB reports.
    place
        Name of the partnership's area.
    """
    shown = own.between(None, found.end)
    counts, months = (
        own.counts[shown][-12:],
        [m for m, i in zip(own.months, shown, strict=True) if i][-12:],
    )
    trend = [None if np.isnan(n) else float(n) for n in counts]
    facts = [
        ("Reports in the 12 months", count(each.reports)),
        ("Residents, Census 2021", count(each.residents)),
        ("Per 1,000 residents, as counted", rate(each.raw_rate)),
        ("Per 1,000 residents, smoothed", rate(each.rate)),
        (
            "Index, likely range",
            f"{count(each.index)} ({between(each.index_lower, each.index_upper)})",
        ),
        (
            f"Rank of {len(found.lsoas)}, likely range",
            _ranks(each),
        ),
    ]
    if not each.visitor:
        facts.append(("Sure of its class", _sure(each.certainty).removesuffix(" sure")))
    if each.per_km2 is not None:
        facts.append(("Reports per km²", count(each.per_km2)))
    return Card(
        name=each.name,
        place=f"{each.ward} ward · {each.code}" if each.ward else each.code,
        big=f"{each.index / 100:.1f} times",
        big_label=f"{place}’s rate of reports per resident",
        trend=trend,
        trend_words=(
            f"{short_month(months[0])}: {count(counts[0])}",
            "Reports a month",
            f"{short_month(months[-1])}: {count(counts[-1])}",
        )
        if months
        else (),
        facts=tuple(facts),
        text=_badge(each),
        link=("Open its ward’s trend", f"trends?area={each.ward_code}")
        if each.ward_code
        else None,
    )


def _badge(each: Lsoa) -> str:
    if each.visitor:
        return "**Visitor area.** Residents are a poor base here; see per km²."
    if each.student:
        return "**Student area.** Residents change between term and vacation."
    return ""


def _csv(found: AsbMap, listed: list[Lsoa], place: str, *, demo: bool) -> bytes:
    fields = (
        "code", "name", "ward", "residents", "reports", "raw_rate", "rate", "index",
        "index_lower", "index_upper", "rank_lower", "rank_upper", "map_class",
        "certainty", "visitor", "student", "per_km2",
    )  # fmt: skip
    return csv_file(
        [
            ("Measure", "ASB reported to police by LSOA, smoothed"),
            ("Area", place),
            ("Period", year_to(found.end)),
            ("Rates", "per 1,000 residents by Census 2021; ranges 90%"),
            ("Index", f"100 = {found.city_rate:.3f} per 1,000, visitor areas left out"),
            ("Source", "invented" if demo else SOURCE),
        ],
        fields,
        [
            ["" if (v := getattr(each, f)) is None else str(v) for f in fields]
            for each in listed
        ],
        demonstration=demo,
    )
