"""The harm map in words, classes and rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from cdp_metrics.answers.harm.about import Checked
from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.answers.harm.weights import Counted
from cdp_metrics.export import file_name
from cdp_metrics.periods import age_in_words, last_day, short_month, year_to
from cdp_metrics.ui.views.harm.drawing import Drawn
from cdp_metrics.ui.views.harm.layers import drawn
from cdp_metrics.ui.views.harm.rows import Listed, caption, harm_csv, listed
from cdp_metrics.ui.views.harm.trust import back_test
from cdp_metrics.ui.views.harm.words import (
    AREA_FIGURES,
    METHOD_FILE,
    MORE_FOR_REPEATS,
    NOT_PROOF,
    REWEIGHED,
    basis,
    class_ends,
    happened,
    layer_names,
    own_design,
    range_share,
    versions,
)
from cdp_metrics.ui.views.shared import SOURCE, mapped
from cdp_metrics.ui.views.trends.shown import Table

__all__ = ["MapView", "context_of", "map_view", "source_of"]


@dataclass(frozen=True, eq=False)
class MapView:
    """Everything the map shows but the picked area.

    Parameters
    ----------
    context
        How old the figures are.
    drawn, label
        The layer, and the map in words.
    absent_headline
        What stands for the answer where there is no such layer.
    names
        Code and name of every area, by name, for finding one.
    held, table
        How many areas the table lists, and some of its rows, from one to before
        another; the highest first, visitor areas where they are not rated last.
    tested, untested
        For the forecast: its test beside plain volume, or why there is none.
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
    absent_headline: str
    names: dict[str, str]
    held: int
    table: Callable[[int, int], Table]
    tested: Table | None
    untested: str
    notes: str
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str


def map_view(
    found: AsbMap,
    types: Counted,
    checks: tuple[Checked, ...],
    layer: str,
    place: str,
    ward: str,
    *,
    today: date,
    demo: bool,
) -> MapView:
    """Return the map of one layer.

    Parameters
    ----------
    found
        The answer.
    types
        Its reports by type.
    checks
        How well the index holds.
    layer
        One of `LAYERS`.
    place
        Name of the partnership's area.
    ward
        Code of a ward whose areas alone the table lists; "" for all.
    today
        The day it is looked at.
    demo
        Whether the figures are invented.
    """
    shown, table = drawn(found, layer), listed(layer, found)
    ordered = sorted(found.lsoas, key=table.key, reverse=True)
    rows = [each for each in ordered if not ward or each.ward_code == ward]
    within = f"{rows[0].ward} ward" if ward and rows else place
    label = f"Map. {shown.headline}. {shown.subtitle}."
    said = basis(found, types)
    tested = back_test(found, checks) if layer == "forecast" else None
    untested = ""
    if layer == "forecast" and tested is None:
        untested = "; ".join(w for w in found.why("validation") if "next period" in w)
        untested = untested or "it is made for the newest twelve months alone"
    return MapView(
        context=context_of(found, today),
        drawn=shown,
        label=f"Demonstration data: invented. {label}" if demo else label,
        absent_headline=f"{layer_names(found)[layer]}: no such layer here",
        names={
            each.code: f"{each.name}, {each.ward}" if each.ward else each.name
            for each in sorted(found.lsoas, key=lambda each: each.name)
        },
        held=len(rows),
        table=partial(_page, table, rows, within),
        tested=tested,
        untested=untested,
        notes=" ".join(
            [
                own_design(found),
                said,
                *(_other_weights(found) if layer == "index" else []),
                *([NOT_PROOF] if layer == "gap" else []),
                *(f"**Left out:** {why}." for why in found.why("areas")),
                *filter(None, [happened(found)]),
                AREA_FIGURES,
            ]
        ),
        source=source_of(found, demo=demo),
        csv=partial(harm_csv, found, ordered, types, place, said, demo=demo),
        csv_name=file_name("asb harm by lsoa", place, year_to(found.end)),
    )


def _other_weights(found: AsbMap) -> list[str]:
    """Return what hot spots rest on, and what other weights leave out and mean."""
    if not found.reweighed:
        said = "; ".join(found.why("hot spots"))
        return [f"Hot spots: {said}."] if said else []
    return [MORE_FOR_REPEATS] * found.weights.endswith("weigh more") + [REWEIGHED]


def _page(
    table: Listed, rows: Sequence[Lsoa], within: str, start: int, stop: int
) -> Table:
    shown = rows[start:stop]
    said = caption(start, len(shown), len(rows), within)
    return Table(said, table.columns, table.rows(shown), table.text)


def context_of(found: AsbMap, today: date) -> str:
    """Return the period, how old it is, and whose residents."""
    return (
        f"**{year_to(found.end)}** · {age_in_words(last_day(found.end), today)} · "
        "Census 2021 residents"
    )


def source_of(found: AsbMap, *, demo: bool) -> tuple[str, ...]:
    """Return source and method."""
    low, top = class_ends(found.cuts)
    partners = "" if found.sources == ("police",) else "; incidents sent by partners"
    return (
        f"**Source:** {'invented for demonstration' if demo else SOURCE}{partners}, "
        f"year to {short_month(found.end)}; {mapped(demo=demo)}",
        "**Method:** small areas are LSOAs. The average is that of the areas that are "
        "not visitor areas; rates are drawn towards it the more, the fewer residents; "
        f"ranges are {range_share(found.cuts)}. Assumptions: a visitor area has over "
        f"{found.cuts.visitor:g} shop thefts, thefts from the person and bicycle "
        f"thefts per 1,000 residents, and the classes part at {low} and {top}. "
        "Locations are snapped by the publisher.",
        f"**Versions:** {versions(found)} Record of the method: {METHOD_FILE}.",
    )
