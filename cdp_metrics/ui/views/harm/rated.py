"""The layers that rate areas: reported harm, expected harm, and the gap."""

from __future__ import annotations

from typing import Final

from cdp_metrics.answers.harm.asb_map import AsbMap, Lsoa
from cdp_metrics.export import plain
from cdp_metrics.ui.lsoa_map import Legend
from cdp_metrics.ui.views.harm.drawing import SELECTED, Drawn, absent, bits, period
from cdp_metrics.ui.views.harm.words import (
    FLAT,
    STATES,
    class_ends,
    multiple,
    reports,
    survey,
    times,
    unsure,
)
from cdp_metrics.words import between, count, percent, plural, rate

__all__ = ["expected_layer", "gap_layer", "index_layer"]

VISITORS: Final = ("v", "Visitor area, not rated: residents are a poor base")


def index_layer(found: AsbMap) -> Drawn:
    """Return reported harm; with one category, smoothed reports per resident."""
    what = "harm" if found.typed else "rate"
    high, (few, many) = len(found.clearly_high), times(found.cuts)
    if not found.varies:
        headline = f"{FLAT} between areas"
    elif high:
        verb = "has" if high == 1 else "have"
        headline = (
            f"{plural(high, 'area')} clearly {verb} over {many} times the average"
        )
    else:
        headline = f"No area is clearly over {many} times the average {what}"
    weighed = "by other weights" if found.reweighed else "weighed by impact"
    title = "Reports per 1,000 residents, smoothed"
    low, top = (rate(found.city_rate * cut / 100) for cut in found.cuts.classes)
    if found.typed:
        title = "Harm index, 100 = average"
        low, top = class_ends(found.cuts)
    items: list[tuple[str, str]] = [
        ("2", f"Over {top} (over {many} times average)"),
        ("1", f"{low} to {top}"),
        ("0", f"Under {low} (under {few} of average)"),
        unsure(found.cuts),
        VISITORS,
    ]
    if any(each.gistar_hot for each in found.lsoas):
        items.append(("o", "Hot spot: high with its neighbours, beyond chance"))
    return Drawn(
        headline,
        _subtitle(
            found,
            f"ASB reports of 13 types per 1,000 residents, {weighed}"
            if found.typed
            else "ASB reported to police per 1,000 residents",
        ),
        classes="".join(
            "v" if each.visitor else str(each.map_class) for each in found.lsoas
        ),
        uncertain=bits(map(found.uncertain, found.lsoas)),
        dotted="",
        outlined=bits(each.gistar_hot for each in found.lsoas),
        values=tuple(_index_value(each, found) for each in found.lsoas),
        legend=Legend(title, (*items, SELECTED)),
    )


def _subtitle(found: AsbMap, measure: str) -> str:
    said = f"{measure}, {period(found)}. {plural(len(found.rated), 'small area')} rated"
    visitors = [each for each in found.lsoas if each.visitor]
    if not visitors:
        return said
    whole = sum(each.reports for each in found.lsoas)
    part = 100 * sum(each.reports for each in visitors)
    share = percent(part / whole, decimals=0) if whole else "none"
    return (
        f"{said}; {plural(len(visitors), 'visitor area')} not rated, with {share} of "
        "the reports"
    )


def _index_value(each: Lsoa, found: AsbMap) -> str:
    if each.visitor:
        return f"{reports(each.reports)}; visitor area, not rated"
    student = "; student area" if each.student else ""
    score = f"{rate(each.rate)} per 1,000"
    if found.typed:
        score = f"index {count(each.index)}"
    return f"{score}; {reports(each.reports)}{student}"


def expected_layer(found: AsbMap) -> Drawn:
    """Return what to expect from who lives there."""
    known = [each.expected_index for each in found.rated if each.expected_index]
    high = sum(index > found.cuts.classes[1] for index in known)
    low, top = class_ends(found.cuts)
    return Drawn(
        f"Who lives there leads one to expect over {times(found.cuts)[1]} times the "
        "average in "
        f"{plural(high, 'area')}",
        "ASB reports to expect from age, tenure and income of residents, by "
        f"{plain(survey(found))}; {period(found)}. No report counts towards it",
        classes="".join(_expected_class(each, found) for each in found.lsoas),
        uncertain="0" * len(found.lsoas),
        dotted="",
        outlined="",
        values=tuple(_expected_value(each) for each in found.lsoas),
        legend=Legend(
            "Expected reports per resident, 100 = average",
            (
                ("2", f"Over {top}"),
                ("1", f"{low} to {top}"),
                ("0", f"Under {low}"),
                VISITORS,
                SELECTED,
            ),
        ),
        absent=absent(found, "expected", [each.expected for each in found.lsoas]),
    )


def _expected_class(each: Lsoa, found: AsbMap) -> str:
    index = each.expected_index
    if each.visitor:
        return "v"
    if index is None:
        return "n"
    low, top = found.cuts.classes
    return str((index >= low) + (index > top))


def _expected_value(each: Lsoa) -> str:
    if each.visitor or each.expected_index is None:
        return f"{reports(each.reports)}; not rated"
    return (
        f"{multiple(each.expected_index)} the average expected, "
        f"{each.index / 100:.1f} reported"
    )


def gap_layer(found: AsbMap) -> Drawn:
    """Return what may be said of reports beside expected ones."""
    held = [STATES.index(e.gap_state) for e in found.rated if e.gap_state]
    fewer, check = sum(s >= 1 for s in held), sum(s >= 2 for s in held)
    headline = f"In {plural(fewer, 'area')} reports are fewer than expected"
    if fewer:
        headline += f", in {count(check)} of them by both ways of expecting"
    possible = sum(state == 3 for state in held)
    if possible:
        headline += (
            f"; in {count(possible)} of these residents also say that they report less"
        )
    reached = possible or found.why("reporting")
    return Drawn(
        headline,
        f"Reports beside those expected, {period(found)}. Four states; not a "
        "measure of who fails to report",
        classes="".join(
            "v"
            if each.visitor
            else "n"
            if each.gap_state is None
            else str(STATES.index(each.gap_state))
            for each in found.lsoas
        ),
        uncertain="0" * len(found.lsoas),
        dotted="",
        outlined="",
        values=tuple(_gap_value(each) for each in found.lsoas),
        legend=Legend(
            "Reports against expected",
            (
                (
                    "3",
                    "Possible under-reporting"
                    if reached
                    else "Possible under-reporting: cannot be reached until a survey "
                    "of who reports is loaded",
                ),
                ("2", "Check reporting: few by both ways of expecting"),
                ("1", "Fewer reports than expected, by one way"),
                ("0", "Nothing to say"),
                VISITORS,
                SELECTED,
            ),
        ),
        absent=absent(found, "gap", [each.theta for each in found.lsoas]),
    )


def _gap_value(each: Lsoa) -> str:
    if each.visitor or each.theta is None:
        return f"{reports(each.reports)}; not rated"
    limits = between(each.theta_lower, each.theta_upper, rate)
    return f"{rate(each.theta)} of expected ({limits})"
