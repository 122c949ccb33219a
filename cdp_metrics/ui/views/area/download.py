"""Everything an area's profile shows, as one file."""

from __future__ import annotations

from collections.abc import Iterator

from cdp_metrics.answers.area.profile import AreaProfile
from cdp_metrics.answers.area.profile_rates import Standing
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.export import csv_file
from cdp_metrics.stats import CountChange, Interval
from cdp_metrics.ui.views.comparison.view import plain

__all__ = ["profile_csv"]

COLUMNS = (
    *(
        "section",
        "item",
        "figure",
        "value",
        "lower_95",
        "upper_95",
        "whole_area",
        "note",
    ),
)
Row = list[str]


def profile_csv(found: AreaProfile, name: str, period: str, *, demo: bool) -> bytes:
    """Return a row a figure, by section.

    Parameters
    ----------
    found
        The answer.
    name, period
        The area, and the twelve months of its counts, in words.
    demo
        Whether the figures are invented.
    """
    about = (
        ("Profile of", f"{name} ({found.place.code})"),
        ("Period of police counts", period),
        ("Residents", found.base.basis if found.base else "no estimate"),
    )
    rows = [
        *_sizes(found),
        *(
            row
            for each in found.standings
            for row in _rates(each, placed=not found.is_visitor_area)
        ),
        *_points(found),
        *_mix(found),
        *_changes(found),
        *_rest(found),
    ]
    return csv_file(about, COLUMNS, rows, demonstration=demo)


def _row(
    section: str,
    item: str,
    figure: str,
    value: float | None,
    limits: Interval[float] | None = None,
    city: float | None = None,
    note: str = "",
) -> Row:
    ends = (limits.lower, limits.upper) if limits else (None, None)
    return [section, item, figure, *map(plain, (value, *ends, city)), note]


def _sizes(found: AreaProfile) -> Iterator[Row]:
    base = found.base
    residents = base.persons if base else None
    yield _row("Size", "Residents", "persons", residents, None, found.city_residents)
    yield _row("Size", "Households, Census 2021", "households", found.place.households)
    yield _row("Size", "Area", "km2", found.place.km2)


def _points(found: AreaProfile) -> Iterator[Row]:
    if found.points:
        name, year = indicator("asb_incidents").title, found.points
        yield _row("Counts", name, "count by point instead of best fit", year.by_point)


def _rates(each: Standing, *, placed: bool) -> Iterator[Row]:
    name = indicator(each.indicator_id).title
    yield _row("Counts", name, "count", each.n, None, each.city_n, each.why)
    if each.rate:
        value = each.rate.value
        yield _row(
            "Counts", name, "per 1,000 residents", value, each.rate, each.city_rate
        )
    if each.per_km2 is not None:
        yield _row("Counts", name, "per km2", each.per_km2)
    if each.share:
        yield _row(
            "Counts", name, "share of the whole area", each.share.value, each.share
        )
    if not placed:
        yield _row("Counts", name, "times the whole area", None, note="visitor area")
        return
    if each.times:
        yield _row("Counts", name, "times the whole area", each.times.value, each.times)
    if each.ranks:
        first, last = map(str, each.ranks)
        yield [
            "Counts", name, "place, from intervals", "", first, last, "",
            f"of {each.of}",
        ]  # fmt: skip


def _mix(found: AreaProfile) -> Iterator[Row]:
    for each in found.mix:
        name = indicator(each.indicator_id).title
        share = each.share
        yield _row("Mix", name, "share of crime", share.value, share, each.city)


def _changes(found: AreaProfile) -> Iterator[Row]:
    for each in found.changes.rows:
        name = indicator(each.indicator_id).title
        clocks = (
            ("12 months", each.year, each.year_clear),
            ("3 months", each.recent, each.recent_clear),
        )
        for clock, change, clear in clocks:
            yield from _clock(name, clock, change, clear)


def _clock(
    name: str, clock: str, change: CountChange | None, clear: bool
) -> Iterator[Row]:
    if change is None:
        yield _row("Change", name, f"{clock}: change", None, note="not enough data")
        return
    said = f"{'beyond' if clear else 'within'} chance"
    yield _row("Change", name, f"{clock}: count", change.now)
    yield _row("Change", name, f"{clock}: count a year before", change.then)
    yield _row("Change", name, f"{clock}: change", change.difference, note=said)


def _rest(found: AreaProfile) -> Iterator[Row]:
    for trait in found.traits:
        what = f"{trait.table}: {trait.category}"
        yield _row("Make-up", what, "share", trait.share, None, trait.city)
    for each in found.inside:
        name = f"{each.name} ({each.code})"
        yield _row("LSOAs", name, "share of it in the area", each.share)
        yield _row("LSOAs", name, "residents", each.residents)
        if each.asb:
            visitor = "visitor area" if each.asb.visitor else ""
            yield _row("LSOAs", name, "ASB reports", each.asb.reports, note=visitor)
    for street in found.streets:
        yield _row("Streets", street.street, "ASB", street.asb)
        yield _row("Streets", street.street, "crime", street.crime)
