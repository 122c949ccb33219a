"""Wards or districts against their average, in words and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from cdp_metrics.answers.area.around import Compared, Units
from cdp_metrics.answers.area.ward_points import WardPoints
from cdp_metrics.answers.area.wards import Ward
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.funnel.picture import FunnelPicture, funnel_alt
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import month_name, year_to
from cdp_metrics.ui.views.comparison.view import (
    NO_FIGURE,
    ComparisonView,
    about,
    context_of,
    plain,
    source_words,
)
from cdp_metrics.words import count, inside, percent
from cdp_metrics.words import rate as rate_words

__all__ = ["units_view"]

MOST_NAMED: Final = 3
FIELDS: Final = ("count_by_point", "share_of_residents_well_inside", "note")
ONE: Final[Mapping[Units, str]] = {
    "wards": "ward",
    "wards_before": "former ward",
    "districts": "district",
}
FUNNEL: Final = (
    "**Method:** rates per 1,000 residents around the average of all, with limits that "
    "95% and 99.8% of units of that size would keep to by chance, widened for "
    "differences between all (Spiegelhalter 2005). Units within the limits are not "
    "ranked: their differences may be chance, and one in twenty lies outside the 95% "
    "limits by chance alone."
)
TWO_WAYS: Final = (
    "By best fit a ward is its whole small areas (LSOAs); by point it is its boundary, "
    "and points are moved to the nearest of a set of places before they are published. "
    "Both are divided by the residents of the best fit (assumption). Residents well "
    "inside live in small areas that lie at least 95% inside the ward."
)
VISITORS: Final = (
    "**Where visitors are many** a rate per resident says little: those who are there "
    "are not those who live there."
)


def units_view(
    found: Compared, place: str, redrawn: date | None = None, *, demo: bool
) -> ComparisonView:
    """Return wards or districts against their average.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the area that they are parts of.
    redrawn
        Day on which wards were redrawn; None where that is not said.
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
            sides={share: found.outside(share) for share in (0.95, 0.998)},
            doubtful=frozenset(filter(found.depends, range(len(found.rows)))),
        )
        alt = funnel_alt(
            drawn, f"{entry.title.lower()} by {ONE[found.units]}", place, demo=demo
        )
    before = ""
    if found.units == "wards_before":
        before = f"wards before {month_name(redrawn)}" if redrawn else "former wards"
    columns = (
        ONE[found.units].capitalize(),
        entry.unit.capitalize(),
        "Per 1,000 residents",
        "Residents, basis",
        "Against the average",
        *(("By point", "Residents well inside") if found.by_point else ()),
    )
    rows = tuple(_unit_row(found, at) for at in range(len(found.rows)))
    method = FUNNEL, *((TWO_WAYS,) if found.by_point else ()), *entry.caveats
    return ComparisonView(
        headline=_units_headline(found),
        subtitle=", ".join(filter(None, (entry.title, place, before, inside(period)))),
        context=context_of(place, found.end),
        refusal=found.why,
        drawn=drawn,
        alt=alt,
        notes=_notes(found),
        caption=f"The same figures by {ONE[found.units]}, highest count first",
        columns=columns,
        rows=rows,
        text_columns=(0, 4),
        source=(source_words(period, demo=demo), *method),
        csv=partial(_csv, found, place, demo=demo),
        csv_name=file_name(entry.short, found.units, period),
    )


def _units_headline(found: Compared) -> str:
    """Return which units stand out however they are counted, in about ten words."""
    short, one = indicator(found.indicator_id).short, ONE[found.units]
    if found.funnel is None:
        return f"{short}: {one}s cannot be compared"
    for share, name in ((0.998, "99.8%"), (0.95, "95%")):
        out = found.outside(share)
        said = []
        for sign, side in ((1, "higher"), (-1, "lower")):
            names = [
                row.name for row, o in zip(found.rows, out, strict=True) if o == sign
            ]
            if names:
                said.append(f"{_names(names, f'{one}s')} {side}")
        if said:
            beyond = f"than chance explains ({name} limits)"
            return f"{short}: {', '.join(said)} {beyond}"
    if any(map(found.depends, range(len(found.rows)))):
        return f"{short}: which {one} stands out depends on how it is counted"
    return f"{short}: no {one} differs by more than chance explains"


def _names(names: Sequence[str], units: str) -> str:
    """Return names as a sentence lists them; many as their number."""
    return f"{len(names)} {units}" if len(names) > MOST_NAMED else _listed(names)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _notes(found: Compared) -> tuple[str, ...]:
    """Return which wards residents are no fair base for, and which fit badly."""
    if found.units == "districts":
        return ()
    names = [each.name for each in found.rows if each.code in found.visitor]
    held = f" These wards hold such areas: {', '.join(names)}." if names else ""
    said: dict[str, list[str]] = {}
    for each in found.rows:
        if each.code in found.fits and found.fits[each.code].note:
            said.setdefault(found.fits[each.code].note, []).append(each.name)
    moved = (f"**{_listed(wards)}:** {note}." for note, wards in said.items())
    return (f"{VISITORS}{held}", *moved, *_apart(found))


def _apart(found: Compared) -> tuple[str, ...]:
    """Return what to beware of where wards' two counts are far apart."""
    names = []
    for each in found.rows:
        points = _points(found, each)
        if points and points.far_apart:
            names.append(f"{each.name} {count(points.by_point)}, not {count(each.n)}")
    if not names:
        return ()
    return (
        f"**Counted by point, some differ by a tenth or more:** {'; '.join(names)}. "
        "The small areas that stand for these wards fit them badly where incidents "
        "are many. The chart stands each ward at its best fit; it is called higher or "
        "lower only where both counts agree.",
    )


def _points(found: Compared, each: Ward) -> WardPoints | None:
    fit = found.fits.get(each.code)
    if found.end is None or fit is None or fit.by_point is None:
        return None
    return WardPoints(found.end, fit.by_point, each.n)


def _unit_row(found: Compared, at: int) -> tuple[str, ...]:
    each, said = found.rows[at], _standing(found, at) or NO_FIGURE
    people = "no estimate loaded"
    if each.residents:
        people = f"{count(each.residents)} ({each.basis})"
    if each.code in found.visitor:
        said += "; holds a visitor area"
    row = each.name, count(each.n), rate_words(_rate(each)), people, said
    return (*row, *_fit_cells(found, each)) if found.by_point else row


def _fit_cells(found: Compared, each: Ward) -> tuple[str, str]:
    """Return a ward's count by point, and its share of residents well inside."""
    points, drawn, well = _points(found, each), NO_FIGURE, NO_FIGURE
    if points:
        drawn = count(points.by_point)
        if points.by_fit:
            share = 100 * (points.by_point - points.by_fit) / points.by_fit
            drawn += f" ({percent(share, plus=True, decimals=0)})"
    fit = found.fits[each.code].fit if points else None
    if fit is not None:
        well = percent(100 * fit, decimals=0)
    return drawn, well


def _rate(each: Ward) -> float | None:
    return 1000 * each.n / each.residents if each.residents else None


def _standing(found: Compared, at: int) -> str:
    """Return where a unit lies from the limits; "" where that cannot be told."""
    around = found.funnel
    if around is None or not np.isfinite(around.z[at]):
        return ""
    for share, name in ((0.998, "99.8%"), (0.95, "95%")):
        out = found.outside(share)[at]
        if out:
            return f"{'Higher' if out > 0 else 'Lower'} than chance explains ({name})"
    if found.depends(at):
        return "Depends on how it is counted"
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
            *_fit_fields(found, each),
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
            *(FIELDS if found.by_point else ()),
        ),
        rows,
        demonstration=demo,
    )


def _fit_fields(found: Compared, each: Ward) -> tuple[str, ...]:
    """Return what `FIELDS` names; nothing where no ward was counted by point."""
    if found.by_point is None:
        return ()
    fit = found.fits.get(each.code)
    return (plain(fit.by_point), plain(fit.fit), fit.note) if fit else ("", "", "")
