"""The Area profile in words, charts and tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from cdp_metrics.answers import AsbMap, Place, Trend
from cdp_metrics.answers.area.profile import AreaProfile
from cdp_metrics.charts.places.dots import PairPicture
from cdp_metrics.charts.theme import Mode, Size
from cdp_metrics.export import file_name
from cdp_metrics.periods import add_months, age_in_words, last_day, year_to
from cdp_metrics.ui.views.area import rows, words
from cdp_metrics.ui.views.area.download import profile_csv
from cdp_metrics.ui.views.area.map import AreaMap, area_map
from cdp_metrics.ui.views.area.mix import mix_alt, mix_headline, mix_picture, mix_table
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.ui.views.trends.over_time import as_shown, trend_view
from cdp_metrics.ui.views.trends.place import apart_note, points_note
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import inside

__all__ = [
    "MAP_REMEDY",
    "NO_MAP",
    "QUESTION",
    "STREETS",
    "AreaTrend",
    "AreaView",
    "area_trend",
    "area_view",
]

QUESTION: Final = "What is happening in this area?"
NO_MAP: Final = "Boundaries of this area are not loaded, so no map is drawn."
MAP_REMEDY: Final = "Add the ONS LSOA 2021 boundaries and build again."
LATELY: Final = 72  # months of the trend
COUNTED: Final = "Recorded or reported"
STREETS: Final = (
    "**On or near** is the publisher's name of an anonymised point, which stands for "
    "several addresses and is never the address of an incident. One name may stand for "
    "several points."
)
NEUTRAL: Final = (
    "Recorded crime and reports follow recording and reporting too: more is not "
    "always worse."
)


@dataclass(frozen=True, eq=False)
class AreaTrend:
    """How one count has gone in the area, for the chart."""

    headline: str
    subtitle: str
    alt: str
    draw: Callable[[Mode, Size], dict[str, Any]] | None
    table: Table


@dataclass(frozen=True, eq=False)
class AreaView:
    """Everything the Area profile shows but the trend.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, how far the data reach.
    note
        What must be said of the area, and where residents are a poor base.
    facts, rates, changes, make_up, lsoas, streets
        The tables.
    moved, lacking
        What changed, in a sentence, and why that cannot be said; one is "".
    mix, mix_headline, mix_alt, mix_table
        The categories' shares, None where there is nothing to set them beside, in
        words, and as a table.
    map
        What the map draws; None without boundaries.
    source
        Where the figures come from.
    csv, csv_name
        The download.
    """

    headline: str
    subtitle: str
    context: str
    note: str
    facts: Table
    rates: Table
    changes: Table
    make_up: Table
    lsoas: Table
    streets: Table
    moved: str
    lacking: str
    mix: PairPicture | None
    mix_headline: str
    mix_alt: str
    mix_table: Table
    map: AreaMap | None
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def area_view(
    found: AreaProfile, drawn: AsbMap | None, *, today: date, demo: bool
) -> AreaView:
    """Return an area's profile in words and rows.

    Parameters
    ----------
    found
        The answer.
    drawn
        The latest map of reported ASB; None where there is none.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    period = year_to(found.end) if found.end else "No complete year"
    name, city = words.name_of(found.place), found.city.name
    by_size = bool(found.visitors)
    against = () if found.is_city else (
        f"{city}, per 1,000",
        "Against it (95% range)",
        *(["Place, highest first (95% range)"] if rows.ranked(found) else []),
    )  # fmt: skip
    beside = () if found.is_city else (city,)
    size = ("Per km²",) if by_size else ()
    mix = mix_picture(found, name)
    age = age_in_words(last_day(found.end), today) if found.end else ""
    origin = f"{SOURCE}, {inside(period)}; Census 2021 (Office for National Statistics)"
    if demo:
        origin = f"invented for demonstration, residents too, {inside(period)}"
    return AreaView(
        headline=words.headline(found, name),
        subtitle=words.subtitle(found, inside(period)),
        context=f"**{period}** · {age}" if age else period,
        note=" ".join(
            filter(
                None,
                (
                    words.badge(found),
                    apart_note(found.points),
                    words.own_note(found.place),
                ),
            )
        ),
        facts=Table(
            "Size" if found.is_city else f"Size and share of {city}",
            (
                "Figure",
                "Here",
                *([] if found.is_city else [city, "Share of it (95% range)"]),
            ),
            rows.fact_rows(found),
        ),
        rates=Table(
            f"Each count, {inside(period)}",
            (COUNTED, "Count", "Per 1,000 residents (95% range)", *size, *against),
            rows.rate_rows(found, per_km2=by_size),
        ),
        changes=Table(
            "What changed: twelve months on the twelve before, and three on a year ago",
            (COUNTED, "12 months", "Change", "3 months", "Change"),
            rows.change_rows(found),
        ),
        make_up=Table(
            "Who lives here, Census 2021",
            ("Share of residents or households", "Here", *beside),
            rows.make_up_rows(found),
        ),
        lsoas=Table(
            words.lsoa_caption(found, drawn),
            words.lsoa_columns(drawn),
            rows.inside_rows(found),
        ),
        streets=Table(
            f"Public street names with most reports and crimes, {inside(period)}",
            ("Street, as published", "ASB", "Crime", "Points"),
            rows.street_rows(found),
        ),
        moved=words.moved(found),
        lacking="" if found.changes.held else found.changes.lacking,
        mix=mix,
        mix_headline=mix_headline(found),
        mix_alt=mix_alt(mix, inside(period), demo=demo),
        mix_table=mix_table(found),
        map=area_map(found, drawn, name, demo=demo),
        source=(
            f"**Source:** {origin}.",
            words.made_of(found),
            f"For ASB: {points_note(found.points)}" if found.points else "",
            words.method(city),
            NEUTRAL,
        ),
        csv=partial(profile_csv, found, name, period, demo=demo),
        csv_name=file_name("area profile", name, period),
    )


def area_trend(found: Trend, place: Place, *, today: date, demo: bool) -> AreaTrend:
    """Return how one count has gone lately: rolling twelve months and each month."""
    last = found.months[-1]
    first = max(found.months[0], add_months(last, 1 - LATELY))
    view = trend_view(
        found, words.name_of(place), first, last, "count", today=today, demo=demo
    )
    shown = as_shown(view, found)
    said = f"{found.indicator.title}, latest six years; Trends shows all that is held"
    table = replace(shown.tables["year"], caption=f"{found.indicator.title} by year")
    return AreaTrend(view.headline, said, view.alt, shown.draw, table)
