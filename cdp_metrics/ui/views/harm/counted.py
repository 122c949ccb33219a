"""The layers that count: number of reports, reports per km², and the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from cdp_metrics.answers.harm.asb_map import AsbMap
from cdp_metrics.errors import NotEnoughData
from cdp_metrics.periods import add_months, short_month
from cdp_metrics.stats.harm import thirds
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.harm.drawing import SELECTED, Drawn, absent, bits, period
from cdp_metrics.ui.views.harm.words import reports
from cdp_metrics.words import between, count, percent, plural

__all__ = ["forecast_layer", "km2_layer", "volume_layer"]

Items = tuple[tuple[str, str], ...]
DOTS: Final = ("d", "Visitor area: residents are a poor base")


def volume_layer(found: AsbMap) -> Drawn:
    """Return the plain number of reports."""
    values = [each.reports for each in found.lsoas]
    classes, items = _by_thirds(values, values, "reports")
    most = sorted(values, reverse=True)
    tenth = most[: max(1, round(len(most) / 10))]
    whole = sum(values)
    share = percent(100 * sum(tenth) / whole, decimals=0) if whole else "none"
    verb = "holds" if len(tenth) == 1 else "hold"
    return Drawn(
        f"The {plural(len(tenth), 'area')} with most reports {verb} {share} of all",
        f"Number of ASB reports, {period(found)}, however many people live there",
        classes=classes,
        uncertain="0" * len(values),
        dotted=bits(each.visitor for each in found.lsoas),
        outlined="",
        values=tuple(reports(each.reports) for each in found.lsoas),
        legend=Legend("Reports in the 12 months", (*items, DOTS, SELECTED)),
    )


def km2_layer(found: AsbMap) -> Drawn:
    """Return reports per square kilometre."""
    values = [each.per_km2 for each in found.lsoas]
    lacking = absent(found, "km2", values)
    known = [0.0 if value is None else value for value in values]
    classes, items = _by_thirds(known, known, "reports per km²")
    high = max(found.lsoas, key=lambda each: each.per_km2 or 0.0)
    return Drawn(
        f"Reports lie most densely in {high.name}: {count(high.per_km2)} per km²",
        f"ASB reports per square kilometre, {period(found)}: the base to use where "
        "residents are a poor one",
        classes=classes,
        uncertain="0" * len(values),
        dotted=bits(each.visitor for each in found.lsoas),
        outlined="",
        values=tuple(
            f"{count(each.per_km2)} per km²; {reports(each.reports)}"
            for each in found.lsoas
        ),
        legend=Legend("Reports per km²", (*items, DOTS, SELECTED)),
        absent=lacking,
    )


def forecast_layer(found: AsbMap) -> Drawn:
    """Return the reports to expect in the next twelve months."""
    values = [each.forecast for each in found.lsoas]
    lacking = absent(found, "forecast", values)
    ahead = [0.0 if value is None else value for value in values]
    classes, items = _by_thirds([e.reports for e in found.lsoas], ahead, "reports")
    more = sum(
        each.forecast_lower is not None and each.forecast_lower > each.reports
        for each in found.lsoas
    )
    fewer = sum(
        each.forecast_upper is not None and each.forecast_upper < each.reports
        for each in found.lsoas
    )
    headline = "In no area are more or fewer reports than last year likely"
    if more or fewer:
        headline = (
            f"More reports than last year are likely in {plural(more, 'area')}, fewer "
            f"in {count(fewer)}"
        )
    return Drawn(
        headline,
        f"ASB reports to expect in the year to {short_month(add_months(found.end, 12))}"
        "; last year's reports beside them. Likely: the range leaves them out",
        classes=classes,
        uncertain="0" * len(values),
        dotted=bits(each.visitor for each in found.lsoas),
        outlined="",
        values=tuple(
            f"{count(each.forecast)} expected "
            f"({between(each.forecast_lower, each.forecast_upper)}); "
            f"{count(each.reports)} last year"
            for each in found.lsoas
        ),
        legend=Legend(
            "Reports expected, classes of last year's", (*items, DOTS, SELECTED)
        ),
        absent=lacking,
    )


def _by_thirds(
    cut_by: Sequence[float], values: Sequence[float], unit: str
) -> tuple[str, Items]:
    """Return classes by thirds of all areas, with their legend."""
    try:
        third = thirds(cut_by, np.ones(len(cut_by), np.bool_))
    except NotEnoughData:
        return "n" * len(values), (("n", "Too many areas are alike for classes"),)
    middle, top = (
        min(v for v, t in zip(cut_by, third, strict=True) if t == at) for at in (2, 3)
    )
    classes = "".join(str((value >= middle) + (value >= top)) for value in values)
    return classes, (
        ("2", f"{count(top)} {unit} or more: highest third"),
        ("1", f"{count(middle)} to {count(top)}"),
        ("0", f"Under {count(middle)}: lowest third"),
    )
