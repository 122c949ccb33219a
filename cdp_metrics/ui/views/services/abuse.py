"""Domestic abuse on the Services page: outputs that are never added, and MARAC."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.services import Marac, Output
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, intervals_alt
from cdp_metrics.periods import (
    add_months,
    month_of,
    period_name,
    period_phrase,
    short_month,
)
from cdp_metrics.stats import CountChange, direction
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import (
    RANGE,
    cells,
    figure_of,
    filed,
    moved,
    point_of,
    source,
)
from cdp_metrics.words import percent, signed

__all__ = ["marac_part", "output_measures", "output_part"]

ACTIVITY: Final = (
    "**These lines are activity and are never added:** one person may be in several. "
    "Neither direction is called better: more may be more need, or more help."
)
YEARS_SHOWN: Final = 5
CHANCE: Final = (
    "**Method:** a year is compared with the one before as counts, by chance alone."
)


def output_measures(found: Sequence[Output]) -> tuple[Measure, ...]:
    """Return each line as a row with its latest year, change and course."""
    several = len({each.provider for each in found}) > 1
    return tuple(_measure(each, several=several) for each in found)


def _measure(each: Output, *, several: bool) -> Measure:
    first, last, figure = each.latest
    change = each.change
    return Measure(
        name=each.name,
        latest=figure_of(figure),
        period=period_name(first, last),
        change=_move(change),
        owner=each.provider if several else "",
        trend=[shown.value for *_, shown in each.years],
        words=_about(each),
    )


def _about(each: Output) -> str:
    said = f"Counts {each.counts_of}"
    said += f": {each.definition}." if each.definition else "."
    return f"{said} Not compared: {each.why}." if each.why else said


def _move(change: CountChange | None) -> Move:
    if change is None:
        return Move("none", "Not compared")
    way = direction(change)
    if way == "level":
        return Move("level", "Level", (signed(change.difference), "within chance"))
    size = f" {percent(abs(change.percent))}" if change.percent is not None else ""
    return Move(way, f"{way.capitalize()}{size}", (signed(change.difference),))


def output_part(found: Sequence[Output], place: str, *, demo: bool) -> Part:
    """Return the outputs by year as a table, without any total."""
    years = sorted({(a, b) for each in found for a, b, _ in each.years})[-YEARS_SHOWN:]
    columns = ("Line", "Counts", *(period_name(*each) for each in reversed(years)))
    rows = []
    for each in found:
        figures = {(first, last): shown for first, last, shown in each.years}
        rows.append(
            (
                each.name,
                each.counts_of,
                *(
                    figure_of(figures[year]) if year in figures else "Not received"
                    for year in reversed(years)
                ),
            )
        )
    ways = [direction(each.change) for each in found if each.change]
    when = period_name(*years[-1])
    up, down = ways.count("up"), ways.count("down")
    said = f"{up} of {len(ways)} lines rose beyond chance in a year, {down} fell"
    if not up and not down:
        said = "No line rose or fell beyond chance in a year"
    if not ways:
        said = "No line can be compared with the year before"
    return Part(
        said,
        f"What domestic abuse services did, {place}, {when}",
        notes=(ACTIVITY,),
        caption="Each line by year; lines are never added",
        texts=(0, 1),
        source=source("domestic abuse services", CHANCE, demo=demo),
        **filed(
            "Domestic abuse service outputs", place, columns, rows,
            unit="as each line counts; never added", demo=demo,
        ),
    )  # fmt: skip


def marac_part(found: Marac, place: str, *, demo: bool) -> Part:
    """Return the cases heard, and the share of them heard before."""
    said = source(
        "the MARAC coordinator",
        "**Method:** 95% limits by Wilson's method; two years are compared by "
        "Newcombe's.",
        "**Repeat:** heard again within 12 months of the last hearing.",
        demo=demo,
    )
    if not found.years:
        state: Absent = (
            "missing",
            "no twelve months were all sent",
            "Send data/templates/marac.csv for every month.",
        )
        return Part("No year of MARAC cases is whole", place, state, source=said)
    points = [point_of(share, span.last) for span, share in found.years]
    line = Line(place, points)
    picture = IntervalPicture([line], "% of cases heard that are repeats")
    span, share = found.years[-1]
    answer = "The repeat share of the latest year is not shown"
    if share.proportion:
        answer = f"{percent(share.proportion.percent)} of cases were heard before"
        answer += moved(found.change)
    columns = ("Twelve months", "Repeats", "Cases heard", "Share", RANGE)
    rows = [(each.name, *cells(each)) for _, each in reversed(found.years)]
    drawn = len(line.known()) > 1
    about = f"repeat share of MARAC cases, {place}"
    return Part(
        answer,
        f"High-risk domestic abuse cases heard, {place}, "
        f"{period_phrase(span.name)}: {figure_of(share.whole)} cases",
        None
        if line.known()
        else ("too_little", "counts are too small to show.", "Wait for more."),
        partial(intervals_figure, picture) if drawn else None,
        intervals_alt(picture, about, demo=demo) if drawn else "",
        (
            "**Neither direction is called better for the number of cases:** more "
            "may be more harm, or more of it seen. A lower repeat share is better "
            "only where repeats are recorded alike.",
            *(
                f"{each.name}: {each.held} of "
                f"{each.asked} months sent, so it is not shown."
                for each in found.lacking
            ),
            *_one(found),
        ),
        "Years that do not overlap",
        source=said,
        **filed(
            "MARAC cases and repeats", place, columns, rows,
            unit="cases; % of cases", demo=demo,
        ),
    )  # fmt: skip


def _one(found: Marac) -> tuple[str, ...]:
    """Say when a second year will be there, where only one is."""
    if len(found.years) > 1:
        return ()
    ready = short_month(add_months(month_of(found.end), 12))
    return (f"One year is held: it is compared once returns reach {ready}.",)
