"""Court orders and needle exchange on the Treatment page: counts over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Any, Final

import numpy as np

from cdp_metrics.answers.figures.trend import Floats
from cdp_metrics.answers.health.services import Series as Counted
from cdp_metrics.charts.parts.series import Band, Gap, Series
from cdp_metrics.charts.trend.figure import alt_text, trend_figure
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    month_of,
    months_between,
    short_month,
)
from cdp_metrics.stats import compare_counts, rolling_total
from cdp_metrics.ui.views.part import Part
from cdp_metrics.ui.views.shared import period_words
from cdp_metrics.ui.views.treatment.cells import NONE, downloaded, number, source_of
from cdp_metrics.words import count

__all__ = ["needles_part", "orders_part"]

ORDER_COLUMNS: Final = (
    *("Quarter", "Order", "Imposed", "Completed", "Breached", "Per 100 sentences"),
)
SITE_COLUMNS: Final = ("Month", "Site", "Visits", "Clients", "Packs", "Change")
QUARTERS: Final = 8
MONTHS: Final = 12
"""How many of the latest periods a table holds."""


def orders_part(found: Sequence[Counted], place: str, *, demo: bool) -> Part:
    """Return court orders with treatment, by quarter."""
    rows: list[tuple[str, ...]] = []
    quarters = {period for each in found for period in each.periods}
    for period in sorted(quarters, reverse=True)[:QUARTERS]:
        for each in found:
            if period not in each.periods:
                continue
            at = each.periods.index(period)
            own = {name: figures[at] for name, figures in each.figures.items()}
            imposed, sentences = own["imposed"].value, own["sentences"].value
            per = NONE
            if imposed is not None and sentences:
                per = f"{100 * imposed / sentences:.1f}"
            rows.append(
                (
                    period_words(*period),
                    each.name.capitalize(),
                    *(number(own[n]) for n in ("imposed", "completed", "breached")),
                    per,
                )
            )
    first, *others = [_moved(each, "imposed") for each in found]
    also = "; ".join(filter(None, others))
    return Part(
        first or "No twelve months of court orders are complete",
        f"Orders imposed by courts, {place}: drug rehabilitation (DRR), alcohol "
        "treatment (ATR), rehabilitation activity (RAR)"
        + (f". {also}" if also else ""),
        None,
        *_trend(found, "imposed", "Orders", f"court orders, {place}", demo=demo),
        (
            "Completed and breached are of orders that ended in the quarter, not of "
            "those imposed in it. Kinds are not added: one sentence may hold several.",
        ),
        "The latest eight quarters",
        ORDER_COLUMNS,
        rows,
        (0, 1),
        source_of("Probation service", demo=demo),
        downloaded("Court orders", place, ORDER_COLUMNS, rows, demo=demo),
        "court_orders.csv",
    )


def _moved(each: Counted, name: str) -> str:
    """Return a series' latest twelve months, and its change on those before."""
    values = _values(each, name)
    year = MONTHS_IN_YEAR // _step(each)
    now = values[-year:]
    if len(now) < year or np.isnan(now).any():
        return ""
    said = f"{each.name.capitalize()}: {count(now.sum())} in a year"
    then = values[-2 * year : -year]
    if len(then) < year or np.isnan(then).any():
        return said
    change = compare_counts(float(now.sum()), float(then.sum()))
    if not change.significant:
        return f"{said}, no clear change"
    return f"{said}, {'up' if change.difference > 0 else 'down'}"


def _step(each: Counted) -> int:
    """Return the months in a period."""
    return months_between(*each.periods[0]) + 1


def _values(each: Counted, name: str) -> Floats:
    found = [np.nan if s.value is None else s.value for s in each.figures[name]]
    return np.array(found, np.float64)


def _trend(
    found: Sequence[Counted],
    name: str,
    unit: str,
    what: str,
    *,
    moments: Sequence[Band] = (),
    demo: bool,
) -> tuple[Callable[..., dict[str, Any]], str]:
    """Return what draws counts over time, and the chart in words."""
    rolling, single, gaps = [], [], []
    for each in found:
        step, values = _step(each), _values(each, name)
        months = [start for start, _ in each.periods]
        totals = rolling_total(values, MONTHS_IN_YEAR // step)
        own = each.name[:1].upper() + each.name[1:]
        rolling.append(Series(own, months, [*totals], f"{unit} in 12 months", 0, step))
        each_unit = f"{unit} a {'month' if step == 1 else 'quarter'}"
        single.append(Series(own, months, [*values], each_unit, 0, step))
        absent = zip(each.periods, each.figures[name], strict=True)
        for words, group in groupby(absent, key=lambda pair: pair[1].words):
            if words:
                span = [period for period, _ in group]
                reason = f"{each.name}: {words.lower()}"
                gaps.append(Gap(span[0][0], month_of(span[-1][1]), reason))
    lines = [*rolling, *single]
    draw = partial(trend_figure, rolling, single, gaps=gaps, moments=moments)
    return draw, alt_text(what, "", lines, gaps, demo=demo)


def needles_part(found: Sequence[Counted], place: str, *, demo: bool) -> Part:
    """Return needle exchange by month and site, with what changed at a site marked."""
    rows: list[tuple[str, ...]] = []
    months = sorted({period for each in found for period in each.periods}, reverse=True)
    for period in months[:MONTHS]:
        for each in found:
            if period in each.periods:
                at = each.periods.index(period)
                figures = (each.figures[n][at] for n in ("visits", "clients", "packs"))
                rows.append(
                    (
                        short_month(period[0]),
                        each.name,
                        *(number(shown) for shown in figures),
                        each.said[at].capitalize() or NONE,
                    )
                )
    moments = [
        Band(period[0], period[0], f"{each.name} {change}")
        for each in found
        for period, change in zip(each.periods, each.said, strict=True)
        if change
    ]
    opened = [each for each in found if each.periods[-1] == months[0]]
    changed = ", ".join(each.label for each in sorted(moments, key=lambda b: b.first))
    return Part(
        f"{len(opened)} of {len(found)} exchanges sent figures for "
        f"{short_month(months[0][0])}",
        f"Visits to needle exchanges by site, {place}"
        + (f". Changes: {changed}." if changed else ""),
        None,
        *_trend(
            found, "visits", "Visits", f"needle exchange, {place}",
            moments=moments, demo=demo,
        ),
        (
            "A step where a site closes or opens is the change of the service, not a "
            "trend. Clients are not added across sites: one person may use several.",
        ),
        "The latest twelve months",
        SITE_COLUMNS,
        rows,
        (0, 1, 5),
        source_of("Needle exchange provider", demo=demo),
        downloaded("Needle exchange", place, SITE_COLUMNS, rows, demo=demo),
        "needle_exchange.csv",
    )  # fmt: skip
