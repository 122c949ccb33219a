"""Other crime by the same engine: a map, ranges of ranks, and the weights assumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.harm.families import Family, FamilyArea
from cdp_metrics.export import file_name
from cdp_metrics.periods import age_in_words, month_of, short_month, year_to
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.markup import Card
from cdp_metrics.ui.views.harm.drawing import SELECTED, Drawn, bits
from cdp_metrics.ui.views.harm.family_rows import (
    family_class,
    family_csv,
    family_table,
)
from cdp_metrics.ui.views.harm.words import (
    AREA_FIGURES,
    FLAT,
    METHOD_FILE,
    OWN,
    VISITOR,
    class_ends,
    multiple,
    range_share,
    times,
    unsure,
)
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.ui.views.trends.shown import Table
from cdp_metrics.words import between, count, inside, percent, plural, rate

__all__ = ["LOAD_CRIME", "NO_FAMILY", "FamilyView", "family_card", "family_view"]

NO_FAMILY: Final = "Other crime: no family of crimes can be ranked here"
LOAD_CRIME: Final = (
    "Add the street-level files of twelve whole months in a row, and build again."
)
ONE: Final = (
    "**One police category:** this map shows crimes per resident, not type or severity."
)
NO_LAYERS: Final = (
    "There is no expected layer and no reporting gap: the survey behind these asked "
    "about anti-social behaviour alone."
)


@dataclass(frozen=True, eq=False)
class FamilyView:
    """One family of crimes.

    Parameters
    ----------
    context
        How old the figures are.
    drawn, label
        The map, and the same in words.
    names
        Code and name of every area, by name, for finding one.
    held, table
        How many areas there are, and some rows of their table, highest first.
    notes
        What must be said beside the map.
    source
        Source and method.
    csv, csv_name
        The download: its content, made when it is asked for, and its name.
    """

    context: str
    drawn: Drawn
    label: str
    names: dict[str, str]
    held: int
    table: Callable[[int, int], Table]
    notes: str
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def family_view(
    family: Family,
    areas: Sequence[FamilyArea],
    place: str,
    *,
    today: date,
    demo: bool,
) -> FamilyView:
    """Return a family of crimes as a map, a table and a download.

    Parameters
    ----------
    family, areas
        The family, and every LSOA by code.
    place
        Name of the partnership's area.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    drawn = _drawn(family, areas)
    ordered = sorted(areas, key=lambda each: (each.visitor, -each.index))
    label = f"Map. {drawn.headline}. {drawn.subtitle}."
    year, notes = year_to(month_of(family.period_end)), _notes(family)
    return FamilyView(
        context=f"**{year}** · {age_in_words(family.period_end, today)} · "
        "Census 2021 residents",
        drawn=drawn,
        label=f"Demonstration data: invented. {label}" if demo else label,
        names={
            each.code: f"{each.name}, {each.ward}" if each.ward else each.name
            for each in sorted(areas, key=lambda each: each.name)
        },
        held=len(areas),
        table=partial(family_table, family, ordered, place),
        notes=notes,
        source=_source(family, demo=demo),
        csv=partial(family_csv, family, ordered, place, notes, demo=demo),
        csv_name=file_name(f"{family.family} by lsoa", place, year),
    )


def _drawn(family: Family, areas: Sequence[FamilyArea]) -> Drawn:
    rated = [each for each in areas if not each.visitor]
    high = sum(e.map_class == 2 and not family.uncertain(e) for e in rated)
    low, top = class_ends(family.cuts)
    headline = f"{plural(high, 'area')} clearly {'has' if high == 1 else 'have'} over "
    if not high:
        headline = "No area clearly has over "
    headline += f"{times(family.cuts)[1]} times the average"
    if all(each.certainty is None for each in areas):
        headline = f"{FLAT} between areas"
    return Drawn(
        f"{family.title}: {inside(headline)}",
        "Crimes per 1,000 residents"
        f"{', weighed by gravity' if family.weighed else ''}, year to "
        f"{short_month(month_of(family.period_end))}. {_rated(areas, rated)}",
        classes="".join("v" if e.visitor else str(e.map_class) for e in areas),
        uncertain=bits(map(family.uncertain, areas)),
        dotted="",
        outlined="",
        values=tuple(_value(each) for each in areas),
        legend=Legend(
            "Index, 100 = average",
            (
                ("2", f"Over {top}"),
                ("1", f"{low} to {top}"),
                ("0", f"Under {low}"),
                unsure(family.cuts),
                ("v", "Visitor area, not rated: residents are a poor base"),
                SELECTED,
            ),
        ),
    )


def _rated(areas: Sequence[FamilyArea], rated: Sequence[FamilyArea]) -> str:
    said = f"{plural(len(rated), 'small area')} rated"
    whole = sum(each.reports for each in areas)
    if len(rated) == len(areas) or not whole:
        return said
    share = 100 * (1 - sum(each.reports for each in rated) / whole)
    visitors = plural(len(areas) - len(rated), "visitor area")
    return (
        f"{said}; {visitors} not rated, with {percent(share, decimals=0)} of the crimes"
    )


def _value(each: FamilyArea) -> str:
    crimes = plural(each.reports, "crime")
    if each.visitor:
        return f"{crimes}; visitor area, not rated"
    return f"index {count(each.index)}; {crimes}"


def _notes(family: Family) -> str:
    """Return what the weights assume, and what this map is not."""
    said = [OWN, ONE if len(family.members) == 1 else _weights(family)]
    return " ".join([*said, NO_LAYERS, AREA_FIGURES])


def _weights(family: Family) -> str:
    named = ", ".join(f"{inside(e.category)} {e.weight:g}" for e in family.members)
    wrong = sorted({(each.low_factor, each.high_factor) for each in family.members})
    factors = "; ".join(f"{low:g} to {high:g}" for low, high in wrong)
    return (
        f"**The weights are assumptions:** {named}. Ranges let each be wrong by a "
        f"factor of {factors}."
    )


def family_card(family: Family, each: FamilyArea, areas: int) -> Card:
    """Return what is known of one area.

    Parameters
    ----------
    family, each
        The family and the area.
    areas
        How many areas there are.
    """
    place = f"{each.ward} ward · {each.code}" if each.ward else each.code
    crimes = ("Crimes, 12 months", count(each.reports))
    if each.visitor:
        label = "crimes; residents are a poor base here"
        return Card(each.name, place, crimes[1], label, text=VISITOR)
    limits = between(each.index_lower, each.index_upper)
    return Card(
        each.name,
        place,
        multiple(each.index),
        f"the partnership's average: {inside(family.title)}",
        facts=(
            crimes,
            ("Per 1,000, smoothed", rate(each.rate)),
            ("Index, likely range", f"{count(each.index)} ({limits})"),
            (
                f"Rank of {areas}, likely range",
                f"{each.rank_lower} to {each.rank_upper}",
            ),
            ("Class", family_class(each)),
        ),
    )


def _source(family: Family, *, demo: bool) -> tuple[str, ...]:
    return (
        f"**Source:** {'invented for demonstration' if demo else SOURCE}, year to "
        f"{short_month(month_of(family.period_end))}; residents by Census 2021.",
        "**Method:** as the harm index, for the newest twelve months alone; ranges are "
        f"{range_share(family.cuts)}. Visitor areas are those of the harm index and "
        "bear no score. Locations are snapped by the publisher.",
        f"**Versions:** Weights: {family.family}, by the table of families. Route of "
        "expected reports: none. Ethnicity used: no. Record of the method: "
        f"{METHOD_FILE}.",
    )
