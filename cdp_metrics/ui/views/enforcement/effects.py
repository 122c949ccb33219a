"""Repeat locations before and after a decision, beside the rest of the area."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.tasking import Location, Tasking
from cdp_metrics.answers.partners.tasking_effect import LEAST_MONTHS, Effect, Why
from cdp_metrics.charts.places.compare import (
    Area,
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.periods import short_month
from cdp_metrics.stats import WeightedDisplacement
from cdp_metrics.ui.views.enforcement.places import (
    MOST,
    POLARITY,
    cut,
    tasking_source,
)
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import NONE, RANGE, filed
from cdp_metrics.words import between, percent, plural, rate

__all__ = ["effect_part"]

COLUMNS: Final = (
    "Location", "Agreed", "Before, a month", "After, a month", "Expected, a month",
    "Smallest fall to be told", "Difference, a month", RANGE, "Read",
)  # fmt: skip
CANNOT: Final[dict[Why, str]] = {
    "few months": "Too few months",
    "no control": "No count elsewhere",
    "none before": "No reports before",
    "too few reports": "Too few reports",
}
EARLIER: Final = "Send locations from the month in which they are first proposed."
HELPS: Final[dict[Why, str]] = {
    "few months": EARLIER,
    "no control": "Load the police's street files of the months before and after.",
    "none before": EARLIER,
    "too few reports": "Compare them again when more months are held.",
}


def effect_part(found: Tasking, place: str, *, demo: bool) -> Part:
    """Return reports after a location was agreed against what was to be expected."""
    tried = [(each, each.effect) for each in found.tested if each.effect]
    tested = [(e, effect, told) for e, effect in tried if (told := effect.tested)]
    state: Absent | None = None
    if tested:
        least = percent(100 * min(t.least_fall for *_, t in tested), decimals=0)
        down = sum(effect.beyond and told.difference < 0 for _, effect, told in tested)
        answer = (
            f"Falls under {least} cannot be told from chance; {down} of "
            f"{plural(len(tested), 'location')} fell beyond it"
        )
    else:
        answer = "No location can be compared before and after yet"
        state = _absent([effect.why for _, effect in tried], place)
    picture = ComparePicture(
        [
            Area(each.ref, told.difference, *_limits(told))
            for each, _, told in tested[:MOST]
        ],
        "Reports a month, more or fewer than expected",
        1,
        ("Expected", 0.0),
        "95% interval",
    )
    rows = [_row(each, effect) for each, effect in tried]
    file = filed(
        "Repeat locations before and after", place, COLUMNS, rows,
        unit="reports a month", demo=demo,
    )  # fmt: skip
    return Part(
        answer,
        f"Reports after the decision, against the rest of {place}",
        state,
        partial(compare_figure, picture) if tested else None,
        compare_alt(picture, f"reports after a decision, {place}", demo=demo)
        if tested
        else "",
        (*_tellable(tried), *_cautions(place), *_left_out(tried), *cut(len(rows))),
        "Before and after the month of the decision",
        texts=(0, 1, 8),
        source=tasking_source(_method(place), demo=demo),
        **file | {"rows": rows[:MOST]},
    )


def _absent(whys: Sequence[Why], place: str) -> Absent:
    """Return why no location is compared, and what helps most of them."""
    counted = {why: whys.count(why) for why in CANNOT if why in whys}
    if not counted:
        return "too_little", "no location was agreed in the months held.", ""
    reasons = {
        "few months": f"without {LEAST_MONTHS} months on both sides of the decision",
        "no control": f"in months for which ASB in the rest of {place} is not held",
        "none before": "without reports before",
        "too few reports": "where not even an end of all reports could be told",
    }
    said = "; ".join(
        f"{plural(n, 'location')} {reasons[w]}" for w, n in counted.items()
    )
    if "no control" in counted:
        return "missing", f"{said}.", HELPS["no control"]
    return "too_little", f"{said}.", HELPS[max(counted, key=counted.__getitem__)]


def _tellable(tried: Sequence[tuple[Location, Effect]]) -> tuple[str, ...]:
    """Return what could be told from chance, before what was found."""
    falls = sorted(
        (told.least_fall, each.ref) for each, effect in tried if (told := effect.tested)
    )
    few = sum(effect.why == "too few reports" for _, effect in tried)
    said = []
    if falls:
        least, ref = falls[0]
        said.append(
            f"a fall of less than {percent(100 * least, decimals=0)} could not be told "
            f"from chance here, not even at {ref}, where the smallest shows"
        )
    if len(falls) > 1:
        most, ref = falls[-1]
        said.append(f"at {ref} it takes {percent(100 * most, decimals=0)}")
    if few:
        said.append(
            f"at {plural(few, 'location')} not even an end of all reports could be"
        )
    if not said:
        return ()
    return (
        f"**What can be told:** {'; '.join(said)}. A change within chance is no sign "
        "that nothing helped.",
    )


def _cautions(place: str) -> tuple[str, ...]:
    return (
        "**A fall is not yet an effect:** locations are listed when reports are high, "
        f"and would fall by themselves. The rest of {place} takes away the season and "
        "what happened everywhere, not that; nor does it show what moved round the "
        "corner.",
        POLARITY,
    )


def _left_out(tried: Sequence[tuple[Location, Effect]]) -> tuple[str, ...]:
    months = sorted({month for _, effect in tried for month in effect.left_out})
    if not months:
        return ()
    first, last = short_month(months[0]), short_month(months[-1])
    span = first if len(months) == 1 else f"{first} to {last}"
    return (
        f"**Left out:** {plural(len(months), 'month')} ({span}) for which the police's "
        "street files hold no complete count elsewhere.",
    )


def _method(place: str) -> str:
    return (
        "**Method:** expected is what there was before, times the change between the "
        f"same months of ASB recorded by the police in the rest of {place}, the "
        "location's LSOA left out (weighted displacement difference; Wheeler and "
        "Ratcliffe, 2018). The smallest fall is what four tests in five would find, "
        f"one-sided at 5%. At least {LEAST_MONTHS} months on either side "
        "(assumption); chance includes how the location's months varied, and is judged "
        "over all tested together (Benjamini-Hochberg)."
    )


def _limits(told: WeightedDisplacement) -> tuple[float, float]:
    """Return the limits; no place can have fewer reports than none."""
    return max(told.lower, -told.expected), told.upper


def _a_month(reports: tuple[float, int]) -> str:
    total, months = reports
    return f"{rate(total / months)} ({plural(months, 'month')})" if months else NONE


def _signed(value: float) -> str:
    """Return a difference with its sign: ``−3.2``; nought has none."""
    said = rate(value)
    return f"+{said}" if value > 0 and said != rate(0.0) else said


def _row(each: Location, effect: Effect) -> tuple[str, ...]:
    head = (
        each.ref,
        short_month(effect.agreed),
        _a_month(effect.before),
        _a_month(effect.after),
    )
    if effect.found is None:
        return (*head, NONE, NONE, NONE, NONE, CANNOT[effect.why])
    expected = rate(effect.found.expected)
    told = effect.tested
    if told is None:
        return (*head, expected, "None", NONE, NONE, CANNOT[effect.why])
    way = "Fewer" if told.difference < 0 else "More"
    return (
        *head,
        expected,
        percent(100 * told.least_fall, decimals=0),
        _signed(told.difference),
        between(*_limits(told), rate),
        f"{way}, beyond chance" if effect.beyond else "Within chance",
    )
