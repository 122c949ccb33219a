"""Repeat locations on the Enforcement page: the list, and what lasts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.tasking import LASTING, Location, Tasking
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.periods import day_name, period_name, short_month
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import NONE, filed
from cdp_metrics.words import count, plural

__all__ = ["MOST", "POLARITY", "cut", "lasting_part", "list_part", "tasking_source"]

MOST: Final = 50
REFERENCE: Final = (
    "Locations go by the group's own reference and the LSOA that holds them; addresses "
    "are neither asked nor kept."
)
POLARITY: Final = (
    "**Fewer reports are better only where people report alike:** a partner who starts "
    "to ask will find more."
)


def tasking_source(*method: str, demo: bool) -> tuple[str, ...]:
    """Return where the locations come from, how they were read, and what they hide."""
    said = "invented for demonstration" if demo else "return of partnership tasking"
    return (f"**Source:** {said}.", *method, REFERENCE)


def list_part(found: Tasking, place: str, *, demo: bool) -> Part:
    """Return what is on the list, the longest overdue first."""
    listed = found.listed
    late = [each for each in listed if each.overdue]
    answer = f"{plural(len(listed), 'location')} on the list, none overdue"
    if late:
        answer = f"{len(late)} of {plural(len(listed), 'location')} overdue for review"
    if not listed:
        answer = "No location is on the list"
    columns = (
        "Location", "Main type", "LSOA", "Decision", "Action", "Owner", "Review on",
        "Days overdue",
    )  # fmt: skip
    rows = [
        (
            each.ref,
            each.asb_type,
            each.lsoa,
            f"{each.decision.capitalize()}, {short_month(each.month)}",
            each.action or "None stated",
            each.owner or "None stated",
            day_name(each.review_on) if each.review_on else "None stated",
            count(each.overdue) if each.review_on else NONE,
        )
        for each in listed
    ]
    file = filed(
        "Tasking: decisions", place, columns, rows, unit="days overdue", demo=demo
    )
    return Part(
        answer,
        f"Partnership tasking, {place}, {short_month(found.last)}",
        notes=(*cut(len(rows)), *_undated(listed)),
        caption="Decisions, the longest overdue first",
        texts=(0, 1, 2, 3, 4, 5, 6),
        source=tasking_source(demo=demo),
        **file | {"rows": rows[:MOST]},
    )


def cut(number: int) -> tuple[str, ...]:
    """Return what says that a table is not whole; nothing where it is."""
    return (
        (f"The first {MOST} of {number}: the file has all.",) if number > MOST else ()
    )


def _undated(listed: Sequence[Location]) -> tuple[str, ...]:
    """Return what says that some cannot be overdue; nothing where all have a day."""
    number = sum(each.review_on is None for each in listed)
    if not number:
        return ()
    return (
        f"**No day of review is stated for {plural(number, 'location')}:** whether "
        "one is overdue cannot be told.",
    )


def lasting_part(found: Tasking, place: str, *, demo: bool) -> Part:
    """Return in how many of twelve months each location had reports."""
    places = found.lasting
    months = places[0].months if places else 0
    lasting = [each for each in places if each.active >= LASTING]
    when = period_name(found.first, found.end)
    picture = AmountsPicture(
        [
            Amount(
                f"{each.ref}, {each.asb_type.lower()}",
                float(each.active),
                f"{each.active} of {each.months}",
            )
            for each in places[:MOST]
        ],
        "Months with reports",
    )
    columns = ("Location", "Main type", "LSOA", "Taken by", "Months", "Reports", "Now")
    rows = [
        (
            each.ref,
            each.asb_type,
            each.lsoa,
            ", ".join(each.sources),
            f"{each.active} of {each.months}",
            "Not known" if each.reports is None else count(each.reports),
            each.decision.capitalize(),
        )
        for each in places
    ]
    state: Absent | None = None
    if not places:
        state = ("too_little", "no location had a report.", "")
    file = filed("Repeat locations", place, columns, rows, unit="reports", demo=demo)
    return Part(
        f"{len(lasting)} of {plural(len(places), 'location')} had reports in "
        f"{LASTING} months or more",
        f"Repeat locations, {place}, {when}: {months} of 12 months sent",
        state,
        partial(amounts_figure, picture) if places else None,
        amounts_alt(picture, f"months with reports, {place}", demo=demo)
        if places
        else "",
        (
            f"**Assumption:** reports in {LASTING} of 12 months make a location "
            "lasting. A month that was sent without the location has none.",
            POLARITY,
            *cut(len(rows)),
        ),
        "The longest lasting first",
        texts=(0, 1, 2, 3, 6),
        source=tasking_source(demo=demo),
        **file | {"rows": rows[:MOST]},
    )
