"""Wards or districts against their average, in words and rows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from cdp_metrics.answers.area.comparison import Compared
from cdp_metrics.answers.area.wards import Ward
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.funnel.picture import FunnelPicture, funnel_alt
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import year_to
from cdp_metrics.ui.views.comparison.view import (
    NO_FIGURE,
    ComparisonView,
    about,
    context_of,
    plain,
    source_words,
)
from cdp_metrics.words import count, inside
from cdp_metrics.words import rate as rate_words

__all__ = ["units_view"]

MOST_NAMED: Final = 3
ONE: Final = {"wards": "ward", "districts": "district"}
FUNNEL: Final = (
    "**Method:** rates per 1,000 residents around the average of all, with limits that "
    "95% and 99.8% of units of that size would keep to by chance, widened for "
    "differences between all (Spiegelhalter 2005). Units within the limits are not "
    "ranked: their differences may be chance, and one in twenty lies outside the 95% "
    "limits by chance alone."
)
VISITORS: Final = (
    "**Where visitors are many** a rate per resident says little: those who are there "
    "are not those who live there."
)


def units_view(found: Compared, place: str, *, demo: bool) -> ComparisonView:
    """Return wards or districts against their average.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the area that they are parts of.
    demo
        Whether the figures are invented.
    """
    entry = indicator(found.indicator_id)
    period = year_to(found.end) if found.end else ""
    unit, drawn, alt = f"{entry.unit.capitalize()} per 1,000 residents", None, ""
    if found.funnel:
        drawn = FunnelPicture(
            found.funnel,
            [each.residents or np.nan for each in found.rows],
            [each.name for each in found.rows],
            f"{unit}, {inside(period)}",
            "Residents",
            entry.decimals,
        )
        alt = funnel_alt(
            drawn, f"{entry.title.lower()} by {ONE[found.units]}", place, demo=demo
        )
    columns = (
        ONE[found.units].capitalize(),
        entry.unit.capitalize(),
        "Per 1,000 residents",
        "Residents, basis",
        "Against the average",
    )
    rows = tuple(_unit_row(found, at) for at in range(len(found.rows)))
    return ComparisonView(
        headline=_units_headline(found),
        subtitle=", ".join(filter(None, (entry.title, place, inside(period)))),
        context=context_of(place, found.end),
        refusal=found.why,
        drawn=drawn,
        alt=alt,
        notes=_notes(found),
        caption=f"The same figures by {ONE[found.units]}, highest count first",
        columns=columns,
        rows=rows,
        text_columns=(0, 4),
        source=(source_words(period, demo=demo), FUNNEL, *entry.caveats),
        csv=partial(_csv, found, place, demo=demo),
        csv_name=file_name(entry.short, found.units, period),
    )


def _units_headline(found: Compared) -> str:
    """Return which units stand out, in about ten words."""
    short = indicator(found.indicator_id).short
    if found.funnel is None:
        return f"{short}: {found.units} cannot be compared"
    for share, name in ((0.998, "99.8%"), (0.95, "95%")):
        out = found.funnel.outside(share)
        said = []
        for sign, side in ((1, "higher"), (-1, "lower")):
            names = [
                row.name for row, o in zip(found.rows, out, strict=True) if o == sign
            ]
            if names:
                said.append(f"{_names(names, found.units)} {side}")
        if said:
            beyond = f"than chance explains ({name} limits)"
            return f"{short}: {', '.join(said)} {beyond}"
    return f"{short}: no {ONE[found.units]} differs by more than chance explains"


def _names(names: Sequence[str], units: str) -> str:
    """Return names as a sentence lists them; many as their number."""
    if len(names) > MOST_NAMED:
        return f"{len(names)} {units}"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _notes(found: Compared) -> tuple[str, ...]:
    """Return which wards residents are no fair base for."""
    if found.units == "districts":
        return ()
    names = [each.name for each in found.rows if each.code in found.visitor]
    held = f" These wards hold such areas: {', '.join(names)}." if names else ""
    return (f"{VISITORS}{held}",)


def _unit_row(found: Compared, at: int) -> tuple[str, ...]:
    each, said = found.rows[at], _standing(found, at) or NO_FIGURE
    people = "no estimate loaded"
    if each.residents:
        people = f"{count(each.residents)} ({each.basis})"
    if each.code in found.visitor:
        said += "; holds a visitor area"
    return each.name, count(each.n), rate_words(_rate(each)), people, said


def _rate(each: Ward) -> float | None:
    return 1000 * each.n / each.residents if each.residents else None


def _standing(found: Compared, at: int) -> str:
    """Return where a unit lies from the limits; "" where that cannot be told."""
    around = found.funnel
    if around is None or not np.isfinite(around.z[at]):
        return ""
    for share, name in ((0.998, "99.8%"), (0.95, "95%")):
        out = around.outside(share)[at]
        if out:
            return f"{'Higher' if out > 0 else 'Lower'} than chance explains ({name})"
    return "Within chance"


def _csv(found: Compared, place: str, *, demo: bool) -> bytes:
    """Return a row a unit, highest count first."""
    period = year_to(found.end) if found.end else ""
    title = indicator(found.indicator_id).title
    rows = [
        [
            each.code,
            each.name,
            plain(each.n),
            plain(_rate(each)),
            plain(each.residents),
            each.basis,
            _standing(found, at),
            "yes" if each.code in found.visitor else "",
        ]
        for at, each in enumerate(found.rows)
    ]
    return csv_file(
        about(title, place, period, demo=demo),
        (
            "code",
            "name",
            "count",
            "per_1000_residents",
            "residents",
            "residents_basis",
            "against_the_average",
            "holds_a_visitor_area",
        ),
        rows,
        demonstration=demo,
    )
