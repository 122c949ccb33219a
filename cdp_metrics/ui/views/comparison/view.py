"""The Comparison page in words and rows: the place against others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

import numpy as np

from cdp_metrics.answers.area.comparison import Rated, Rates
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.charts.funnel.picture import FunnelPicture
from cdp_metrics.charts.places.compare import Area, ComparePicture, compare_alt
from cdp_metrics.charts.places.dots import PairPicture
from cdp_metrics.export import csv_file, file_name
from cdp_metrics.periods import month_name, year_to
from cdp_metrics.stats import Interval
from cdp_metrics.ui.views.shared import SOURCE
from cdp_metrics.words import between, count, inside
from cdp_metrics.words import rate as rate_words

__all__ = [
    "NO_FIGURE",
    "VIEWS",
    "ComparisonView",
    "about",
    "context_of",
    "plain",
    "rates_view",
    "source_words",
]

VIEWS: Final = {
    "wards": "Wards against their average",
    "wards_before": "Wards before they were redrawn",
    "districts": "Districts against their average",
    "rates": "Us against others",
    "similar": "Similar places",
    "printed": "As printed in 2012",
}
NO_FIGURE: Final = "–"
RATES: Final = (
    "**Method:** rates per 1,000 residents with 95% limits by Byar's method, which "
    "hold chance only, not differences in recording. Ratios are widened for how much "
    "our counts vary."
)
UNPLACED: Final = (
    "The force area counts every row of its files; districts and county only rows "
    "placed in an LSOA."
)


@dataclass(frozen=True, eq=False)
class ComparisonView:
    """Everything the Comparison page shows of one comparison.

    Parameters
    ----------
    headline, subtitle, context
        The answer, what it is about, how far the data reach.
    refusal
        Why there is no chart; "" where there is one.
    drawn, alt
        What to draw, None where there is nothing, and the chart in words.
    notes
        What must be read with it.
    caption, columns, rows, text_columns
        The table.
    source
        Source and method.
    csv, csv_name
        The download.
    remedy
        What to do where there is no chart; "" where nothing can be done.
    """

    headline: str
    subtitle: str
    context: str
    refusal: str
    drawn: FunnelPicture | ComparePicture | PairPicture | None
    alt: str
    notes: tuple[str, ...]
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: tuple[int, ...]
    source: tuple[str, ...]
    csv: Callable[[], bytes]
    csv_name: str
    remedy: str = ""


def rates_view(found: Rates, place: str, *, demo: bool) -> ComparisonView:
    """Return the place's rate against county, force and what else is held.

    Parameters
    ----------
    found
        The answer.
    place
        Name of the partnership's area.
    demo
        Whether the figures are invented.
    """
    entry = indicator(found.indicator_id)
    period = year_to(found.end) if found.end else ""
    unit = f"{entry.unit.capitalize()} per 1,000 residents, {inside(period)}"
    drawn, alt = None, ""
    if found.rows:
        areas = [_area(each) for each in found.rows]
        drawn = ComparePicture(areas, unit, entry.decimals)
        alt = compare_alt(drawn, entry.title.lower(), demo=demo)
    columns = (
        "Area",
        entry.unit.capitalize(),
        "Per 1,000 residents (95% range)",
        "Residents, basis",
        f"{place} is so many times it",
    )
    rows = tuple(_rate_row(each) for each in found.rows)
    basis = () if found.one_basis else (
        "Estimates of residents are of different dates: small differences in rate may "
        "be theirs.",
    )  # fmt: skip
    return ComparisonView(
        headline=_rates_headline(found, place),
        subtitle=", ".join(filter(None, (entry.title, place, inside(period)))),
        context=context_of(place, found.end),
        refusal="" if found.rows else "no twelve months in a row are complete",
        drawn=drawn,
        alt=alt,
        notes=(
            "**Not held month by month:** rates of statistical neighbours and of "
            "England. “Similar places” compares yearly totals.",
            *basis,
        ),
        caption="The same figures",
        columns=columns,
        rows=rows,
        text_columns=(0,),
        source=(source_words(period, demo=demo), RATES, UNPLACED, *entry.caveats),
        csv=partial(_csv, found, place, demo=demo),
        csv_name=file_name(entry.short, place, "against others", period),
    )


def _rates_headline(found: Rates, place: str) -> str:
    """Return how our rate stands against the first place it can be held against."""
    short = indicator(found.indicator_id).short
    if not found.rows or found.rows[0].rate is None:
        return f"{short}: no rate for the latest twelve months"
    own = f"{rate_words(found.rows[0].rate.value)} per 1,000 in {place}"
    other = next((each for each in found.rows if each.times), None)
    if other is None or other.times is None:
        return f"{short}: {own}"
    low, high = other.times.lower, other.times.upper
    name = _told_apart(other.name, [each.name for each in found.rows])
    if not (np.isfinite(low) and np.isfinite(high)):
        return f"{short}: {own}"
    if low <= 1 <= high:
        return f"{short}: {own}, no clear difference from {name}"
    return f"{short}: {own}, {other.times.value:.1f} times the rate of {name}"


def _told_apart(name: str, names: Sequence[str]) -> str:
    """Return a name without its kind, unless only that tells it from another's."""
    bare = name.partition(" (")[0]
    alike = [each for each in names if each.partition(" (")[0] == bare]
    return name if len(alike) > 1 else bare


def _area(each: Rated) -> Area:
    if each.rate is None:
        absent = "not held" if each.n is None else "no estimate of residents"
        return Area(each.name, None, absent=absent, ours=each.ours)
    return Area(
        each.name, each.rate.value, each.rate.lower, each.rate.upper, ours=each.ours
    )


def _rate_row(each: Rated) -> tuple[str, ...]:
    people = f"{count(each.residents)} ({each.basis})" if each.residents else NO_FIGURE
    if each.rate is None:
        held = "Not held" if each.n is None else count(each.n)
        return each.name, held, NO_FIGURE, people, NO_FIGURE
    spread = between(each.rate.lower, each.rate.upper, rate_words)
    times = _times(each.times) if each.times else NO_FIGURE
    figure = f"{rate_words(each.rate.value)} ({spread})"
    return each.name, count(each.n), figure, people, times


def _times(ratio: Interval[float]) -> str:
    if not np.isfinite(ratio.value):
        return NO_FIGURE
    return f"{ratio.value:.2f} ({ratio.lower:.2f} to {ratio.upper:.2f})"


def _csv(found: Rates, place: str, *, demo: bool) -> bytes:
    """Return a row a place, ours first."""
    period = year_to(found.end) if found.end else ""
    title = indicator(found.indicator_id).title
    ends = [
        (name, part)
        for name in ("rate", "times")
        for part in ("value", "lower", "upper")
    ]
    rows = [
        [
            each.name,
            plain(each.n),
            *(plain(getattr(getattr(each, name), part, None)) for name, part in ends),
            plain(each.residents),
            each.basis,
        ]
        for each in found.rows
    ]
    columns = ["place", "count", *(f"{name}_{part}" for name, part in ends)]
    columns += ["residents", "residents_basis"]
    return csv_file(
        about(title, place, period, demo=demo), columns, rows, demonstration=demo
    )


def context_of(place: str, end: date | None) -> str:
    """Return place and how far the data reach."""
    reach = f" · Data to **{month_name(end)}**" if end else ""
    return f"**{place}**{reach}"


def source_words(period: str, *, demo: bool) -> str:
    """Return where the counts come from."""
    said = "invented for demonstration" if demo else SOURCE
    return f"**Source:** {said}. {period}."


def plain(value: float | None) -> str:
    """Return a number as a file holds it; empty where there is none."""
    return "" if value is None or not np.isfinite(value) else f"{value:.10g}"


def about(
    measure: str, place: str, period: str, *, demo: bool
) -> list[tuple[str, str]]:
    """Return the rows that say what a file holds."""
    return [
        ("Measure", measure),
        ("Area", place),
        ("Period", period),
        ("Rates", "per 1,000 residents"),
        ("Source", "invented" if demo else SOURCE),
        ("Empty cell", "not held; never zero"),
    ]
