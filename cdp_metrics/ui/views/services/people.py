"""Priority families and how punctual returns are, on the Services page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.services import Families, Punctual
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.charts.band import Reference, with_reference
from cdp_metrics.charts.intervals.figure import intervals_figure
from cdp_metrics.charts.intervals.picture import IntervalPicture, Line, intervals_alt
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
from cdp_metrics.words import between, count, percent

__all__ = ["family_part", "punctual_part"]

UNIT: Final = "% of families not referred again within 12 months"
MORE: Final = 20
"""How many senders are drawn; the table has them all."""


def family_part(found: Families, place: str, *, demo: bool) -> Part:
    """Return the share of families that did not come back, by when they closed."""
    said = source(
        "the priority families team",
        "**Method:** three months of closures a point; 95% limits by Wilson's method; "
        "two years are compared by Newcombe's.",
        demo=demo,
    )
    if not found.cohorts:
        state: Absent = (
            "missing",
            "no three months were all sent",
            "Send data/templates/priority_families.csv for every month.",
        )
        return Part("No cohort of families is whole", place, state, source=said)
    seen, early = (
        [
            point_of(share, span.last, provisional=span.first not in found.ripe)
            for span, share in found.cohorts
            if (span.first in found.ripe) is watched
        ]
        for watched in (True, False)
    )
    line = Line("Watched for 12 months", seen or early)
    lines = [line, Line("Not yet 12 months", early)] if seen and early else [line]
    picture = IntervalPicture(lines, UNIT)
    drawn, printed = len(line.known()) > 1, found.printed
    reference, beside = None, ""
    if printed and printed.value is not None:
        level = float(printed.value)
        beside = f"Printed by the partnership: {percent(level)}"
        reference = Reference(level, level, beside)
    draw = partial(intervals_figure, picture)
    columns = ("Closed in", "Not again", "Closed", "Share", RANGE, "Watched")
    rows = [
        (
            share.name,
            *cells(share),
            "12 months" if span.first in found.ripe else "Not yet 12 months",
        )
        for span, share in reversed(found.cohorts)
    ]
    return Part(
        *_family_answer(found, place),
        None
        if line.known()
        else ("too_little", "counts are too small to show.", "Wait for more."),
        partial(with_reference, draw, reference) if drawn else None,
        intervals_alt(picture, f"priority families, {place}", demo=demo)
        + (f" {beside}." if beside else "")
        if drawn
        else "",
        (
            "**Hollow points** are closures watched for less than 12 months: more "
            "families may come back, so these shares can only fall, and nothing is "
            "compared with them.",
            *(
                [f"**{beside}** (period: {printed.period})."]
                if printed and beside
                else []
            ),
            "**A higher share is better**, where families are referred alike.",
        ),
        "By when the case was closed",
        texts=(0, 5),
        source=said,
        **filed(
            "Priority families not referred again", place, columns, rows,
            unit="families; % of families closed", demo=demo,
        ),
    )  # fmt: skip


def _family_answer(found: Families, place: str) -> tuple[str, str]:
    """Return the latest twelve months watched in full, and the year before."""
    if not found.years:
        return "No year of closures has been watched for 12 months", place
    _, share = found.years[-1]
    about = f"Priority families closed, {place}, {share.name}"
    limits = share.proportion.limits() if share.proportion else None
    if share.proportion is None or limits is None:
        return "The share of families who came back is not shown", about
    said = f"{percent(share.proportion.percent)} of families did not come back"
    span = between(limits.lower, limits.upper, percent)
    counts = f"{figure_of(share.part)} of {figure_of(share.whole)} families"
    return said + moved(found.change), f"{about}: 95% range {span}, {counts}"


def punctual_part(found: Sequence[Punctual], place: str, *, demo: bool) -> Part:
    """Return the share of returns that came in time, by return and sender."""
    said = (
        "**Source:** the days on which files were made.",
        "**Method:** in time by its first version; the last eight periods of each "
        "return that were due; what came with a sender's first file is not late.",
    )
    if not found:
        state: Absent = (
            "missing",
            "no return was due yet",
            "Send a return: the templates are in data/templates.",
        )
        return Part("No sender can be judged yet", place, state, source=said)
    late = [each for each in found if each.percent < 100]
    picture = AmountsPicture(
        [_bar(each) for each in found[:MORE]], "% of returns that came in time"
    )
    columns = ("Return", "Sender", "In time", "Due", "Overdue today", "Share")
    rows = []
    for each in found:
        rows.append(
            (
                each.sender.template.title,
                each.sender.provider,
                count(each.in_time),
                count(each.due),
                count(each.sender.overdue),
                percent(each.percent, decimals=0),
            )
        )
    answer = "Every return came in time"
    if late:
        answer = f"{len(late)} of {len(found)} senders sent a return late or not at all"
    return Part(
        answer,
        "The last eight periods of each return that were due",
        draw=partial(amounts_figure, picture),
        alt=amounts_alt(picture, "returns that came in time", demo=demo),
        notes=(f"The chart holds the {MORE} least punctual; the table has all.",)
        if len(found) > MORE
        else (),
        caption="Returns in time, the least first",
        texts=(0, 1),
        source=said,
        **filed("Returns in time", place, columns, rows, unit="returns", demo=demo),
    )


def _bar(each: Punctual) -> Amount:
    name = f"{each.sender.template.title}: {each.sender.provider}"
    return Amount(name, each.percent, f"{each.in_time} of {each.due}")
