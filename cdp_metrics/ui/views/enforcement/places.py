"""Repeat locations on the Enforcement page: the list, what lasts, what helped."""

from __future__ import annotations

from functools import partial
from typing import Final

from cdp_metrics.answers.tasking import LASTING, LEAST_MONTHS, Effect, Location, Tasking
from cdp_metrics.charts.amounts import (
    Amount,
    AmountsPicture,
    amounts_alt,
    amounts_figure,
)
from cdp_metrics.charts.places.compare import (
    Area,
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.periods import day_name, period_name, short_month
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import NONE, RANGE, filed
from cdp_metrics.words import between, count, percent, plural, rate

__all__ = ["effect_part", "lasting_part", "list_part"]

MOST: Final = 50
REFERENCE: Final = (
    "Locations go by the group's own reference and the LSOA that holds them; addresses "
    "are neither asked nor kept."
)
POLARITY: Final = (
    "**Fewer reports are better only where people report alike:** a partner who starts "
    "to ask will find more."
)


def _source(*method: str, demo: bool) -> tuple[str, ...]:
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
            count(each.overdue),
        )
        for each in listed
    ]
    file = filed(
        "Tasking: decisions", place, columns, rows, unit="days overdue", demo=demo
    )
    return Part(
        answer,
        f"Partnership tasking, {place}, {short_month(found.last)}",
        notes=_cut(len(rows)),
        caption="Decisions, the longest overdue first",
        texts=(0, 1, 2, 3, 4, 5, 6),
        source=_source(demo=demo),
        **file | {"rows": rows[:MOST]},
    )


def _cut(number: int) -> tuple[str, ...]:
    return (
        (f"The first {MOST} of {number}: the file has all.",) if number > MOST else ()
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
            *_cut(len(rows)),
        ),
        "The longest lasting first",
        texts=(0, 1, 2, 3, 6),
        source=_source(demo=demo),
        **file | {"rows": rows[:MOST]},
    )


def effect_part(found: Tasking, place: str, *, demo: bool) -> Part:
    """Return reports a month before and after a location was agreed."""
    tried = [(e, e.effect) for e in found.tested if e.effect]
    tested = [(each, effect) for each, effect in tried if effect.change]
    down = sum(e.beyond and e.change.difference < 0 for _, e in tested if e.change)
    answer = f"Fewer reports beyond chance at {down} of {len(tested)} locations"
    state: Absent | None = None
    if not tested:
        answer = "No location can be compared before and after yet"
        state = (
            "too_little",
            f"none has {LEAST_MONTHS} months on both sides of the decision.",
            "Send locations from the month in which they are first proposed.",
        )
    areas = [_ratio(each, effect) for each, effect in tested]
    drawn = any(each.figure is not None for each in areas)
    picture = ComparePicture(
        areas, "Reports a month after, for each 1 before", 2, ("No change", 1.0),
        "95% interval",
    )  # fmt: skip
    columns = (
        "Location", "Agreed", "Before, a month", "After, a month", "Change", RANGE,
        "Read",
    )  # fmt: skip
    rows = [_row(each, effect) for each, effect in tried]
    file = filed(
        "Repeat locations before and after", place, columns, rows,
        unit="reports a month", demo=demo,
    )  # fmt: skip
    return Part(
        answer,
        f"Reports before and after the decision, {place}",
        state,
        partial(compare_figure, picture) if drawn else None,
        compare_alt(picture, f"reports after a decision, {place}", demo=demo)
        if drawn
        else "",
        (
            "**A fall is not yet an effect:** locations are listed when reports are "
            "high, and would fall by themselves. Nothing is compared with places that "
            "were left alone.",
            POLARITY,
            *_cut(len(rows)),
        ),
        "Before and after the month of the decision",
        texts=(0, 1, 6),
        source=_source(
            f"**Method:** at least {LEAST_MONTHS} months on either side (assumption); "
            "counts compared by chance alone, beyond chance among all tested together "
            "(Benjamini-Hochberg).",
            demo=demo,
        ),
        **file | {"rows": rows[:MOST]},
    )


def _a_month(reports: tuple[float, int]) -> float | None:
    return reports[0] / reports[1] if reports[1] else None


def _rate_of(reports: tuple[float, int]) -> str:
    a_month = _a_month(reports)
    if a_month is None:
        return NONE
    return f"{rate(a_month)} ({plural(reports[1], 'month')})"


def _ratio(each: Location, effect: Effect) -> Area:
    before, after, change = (
        _a_month(effect.before),
        _a_month(effect.after),
        effect.change,
    )
    if not before or after is None or change is None or change.ratio_lower is None:
        return Area(each.ref, None, absent="no reports on one side")
    return Area(each.ref, after / before, change.ratio_lower, change.ratio_upper)


def _row(each: Location, effect: Effect) -> tuple[str, ...]:
    before, after, change = (
        _a_month(effect.before),
        _a_month(effect.after),
        effect.change,
    )
    months = (
        NONE
        if before is None
        else f"{rate(before)} ({plural(effect.before[1], 'month')})",
        NONE
        if after is None
        else f"{rate(after)} ({plural(effect.after[1], 'month')})",
    )
    head = (each.ref, short_month(effect.agreed), *months)
    if change is None:
        return (*head, NONE, NONE, "Too few months")
    low, high = change.ratio_lower, change.ratio_upper
    span = NONE
    if low is not None and high is not None:
        span = between(100 * (low - 1), 100 * (high - 1), percent)
    size = "Too few to say in %" if change.percent is None else percent(
        change.percent, plus=True
    )  # fmt: skip
    return (*head, size, span, "Beyond chance" if effect.beyond else "Within chance")
