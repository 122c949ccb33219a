"""The five stages on the Enforcement page: how far cases go, and who settles early."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.enforcement import OPEN_AT_MOST, Cohort, Enforcement
from cdp_metrics.answers.returned.shares import Share
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.charts.band import Reference, with_reference
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, intervals_alt
from cdp_metrics.charts.places.compare import (
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.periods import period_phrase
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import (
    NONE,
    RANGE,
    apart,
    area_of,
    cells,
    figure_of,
    filed,
    moved,
    point_of,
    source,
)
from cdp_metrics.words import between, percent

__all__ = ["by_part", "cohort_part", "stage_part"]

SENDER: Final = "community protection"
UNIT: Final = "% of closed cases settled at Ask or Warn"
METHOD: Final = (
    "**Method:** of closed cases alone, by when they were opened; 95% limits by "
    "Wilson's method; two years are compared by Newcombe's."
)
POLARITY: Final = (
    "**A higher share settled early is better** where cases are alike; a grave case "
    "that begins at stage 3 cannot be settled early."
)
CENSORED: Final = (
    f"**Assumption:** cases opened in a span are compared once at most "
    f"{percent(100 * OPEN_AT_MOST, decimals=0)} of them are open: those closed first "
    "are mostly the quick ones."
)
TOO_FEW: Final[Absent] = (
    "too_little",
    "every count is too small to show, or would tell one that is.",
    "Wait for more.",
)
FIRST: Final = (
    "**Ask is 100% by definition:** every closed case went at least so far, so its "
    "share has no range."
)
NO_YEAR: Final[Absent] = (
    "too_little",
    "no twelve months were all sent with so few cases open that they can be judged",
    "Send data/templates/enforcement_cases.csv for every month, and the months with "
    "open cases again.",
)


def _reference(found: Enforcement) -> Reference | None:
    if found.band is None:
        return None
    low, high = found.band
    said = between(low, high, partial(percent, decimals=0))
    return Reference(low, high, f"Printed by the partnership: {said}")


def _answer(found: Enforcement, year: Cohort) -> str:
    """Return the share of the latest year that can be judged, and where it lies."""
    share = year.share.proportion
    if share is None:
        return "The share settled early is not shown"
    said = f"{percent(share.percent)} of cases were settled at Ask or Warn"
    if found.band is None:
        return said + moved(found.change)
    low, high = found.band
    limits = share.limits()
    if limits is None or (limits.lower <= high and limits.upper >= low):
        return f"{said}, as the partnership's papers say"
    return f"{said}, {'above' if limits.lower > high else 'below'} the printed range"


def _about(year: Cohort, place: str) -> str:
    return f"Cases opened in {period_phrase(year.span.name)}, {place}: " + (
        f"{figure_of(year.share.whole)} closed"
    )


def _far(reached: Share, *, first: bool) -> str:
    """Return how many cases went so far, for the end of a bar."""
    if not reached.proportion:
        return reached.why
    cases = f"{figure_of(reached.part)} cases"
    return (
        f"100%, all {cases}"
        if first
        else f"{percent(reached.proportion.percent)}, {cases}"
    )


def stage_part(found: Enforcement, place: str, *, demo: bool) -> Part:
    """Return how far closed cases went: the five stages."""
    said, year = source(SENDER, METHOD, demo=demo), found.year
    if year is None:
        return Part("No year of cases can be judged yet", place, NO_YEAR, source=said)
    bars = [
        Amount(
            each.name,
            share.percent if (share := each.reached.proportion) else None,
            _far(each.reached, first=at == 0),
        )
        for at, each in enumerate(found.stages)
    ]
    picture = AmountsPicture(bars, "% of closed cases that went at least so far")
    drawn = any(each.value is not None for each in bars)
    columns = ("Stage", "Went so far", "Of closed", "Share", RANGE, "Closed here")
    rows: list[tuple[str, ...]] = [
        (each.name, *cells(each.reached), figure_of(each.highest))
        for each in found.stages
    ]
    if found.stages:
        first, *counts, _, here = rows[0]
        rows[0] = (first, *counts, NONE, here)
    rows.append(("Settled at Ask or Warn", *cells(year.share), "–"))
    direct = found.direct
    began = ""
    if direct:
        rows.append((direct.name, *cells(direct), "–"))
        share = direct.proportion
        began = (
            f"**Began at stage 3:** {percent(share.percent)} of closed cases; they "
            "count as gone past Ask and Warn."
            if share
            else ""
        )
    band = _reference(found)
    return Part(
        _answer(found, year),
        _about(year, place),
        None
        if drawn
        else TOO_FEW,
        partial(amounts_figure, picture) if drawn else None,
        amounts_alt(picture, f"how far cases went, {place}", demo=demo)
        if drawn
        else "",
        tuple(
            filter(
                None,
                (
                    FIRST if found.stages else "",
                    *(began, f"{band.words}." if band else "", POLARITY, CENSORED),
                ),
            )
        ),
        f"Cases opened in {period_phrase(year.span.name)} and closed, by stage",
        source=said,
        **filed(
            "Community protection cases by stage", place, columns, rows,
            unit="closed cases", demo=demo,
        ),
    )  # fmt: skip


def cohort_part(found: Enforcement, place: str, *, demo: bool) -> Part:
    """Return the share settled early by the quarter in which cases were opened."""
    said = source(SENDER, METHOD, demo=demo)
    if not found.cohorts:
        absent: Absent = (
            "missing",
            "no three months were all sent",
            "Send data/templates/enforcement_cases.csv for every month.",
        )
        return Part("No quarter of cases is whole", place, absent, source=said)
    ripe, early = (
        [
            point_of(each.share, each.span.last, provisional=not each.ripe)
            for each in found.cohorts
            if each.ripe is settled
        ]
        for settled in (True, False)
    )
    line = Line("Nearly all closed", ripe or early)
    lines = [line, Line("Many still open", early)] if ripe and early else [line]
    picture, band = IntervalPicture(lines, UNIT), _reference(found)
    drawn = any(len(each.known()) > 1 for each in lines)
    columns = ("Opened in", "Settled early", "Closed", "Share", RANGE, "Still open")
    rows = [
        (each.span.name, *cells(each.share), figure_of(each.still_open))
        for each in reversed(found.cohorts)
    ]
    year = found.year
    return Part(
        _answer(found, year) if year else "No year of cases can be judged yet",
        _about(year, place) if year else place,
        None
        if any(each.known() for each in lines)
        else TOO_FEW,
        partial(with_reference, partial(intervals_figure, picture), band)
        if drawn
        else None,
        intervals_alt(picture, f"cases settled early, {place}", demo=demo)
        + (f" {band.words}." if band else "")
        if drawn
        else "",
        ("**Hollow points:** many cases are still open.", POLARITY, CENSORED),
        "By the quarter in which cases were opened",
        source=said,
        **filed(
            "Cases settled at Ask or Warn", place, columns, rows,
            unit="cases; % of closed cases", demo=demo,
        ),
    )  # fmt: skip


def by_part(
    found: Enforcement, shares: Sequence[Share], what: str, place: str, *, demo: bool
) -> Part:
    """Return the share settled early by type of ASB or by ward."""
    said, year = source(SENDER, METHOD, demo=demo), found.year
    if year is None:
        return Part("No year of cases can be judged yet", place, NO_YEAR, source=said)
    known = [each for each in shares if each.proportion]
    every = year.share.proportion
    areas = [area_of(each) for each in shares]
    picture = ComparePicture(
        areas,
        UNIT,
        1,
        ("All cases", every.percent) if every else None,
        "95% interval",
    )
    answer = f"No {what} has enough cases to show"
    if known and every:
        answer = f"Settled early: {apart(areas, every.percent, what, 'all cases')}"
    columns = (what.capitalize(), "Settled early", "Closed", "Share", RANGE)
    rows = [(each.name, *cells(each)) for each in shares]
    band = _reference(found)
    draw = partial(compare_figure, picture)
    return Part(
        answer,
        _about(year, place),
        None
        if known
        else TOO_FEW,
        partial(with_reference, draw, band, "x") if known else None,
        compare_alt(picture, f"cases settled early by {what}, {place}", demo=demo)
        + (f" {band.words}." if band else "")
        if known
        else "",
        (
            *([f"{band.words}: the shaded band."] if band else []),
            POLARITY,
            "The order is of the shares as counted: where ranges overlap, it may be "
            "chance. One in twenty lies apart from all by chance alone.",
        ),
        f"By {what}, cases opened in {period_phrase(year.span.name)}",
        source=said,
        **filed(
            f"Cases settled at Ask or Warn by {what}", place, columns, rows,
            unit="cases; % of closed cases", demo=demo,
        ),
    )  # fmt: skip
