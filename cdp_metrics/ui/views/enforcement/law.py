"""ASB case reviews and home security on the Enforcement page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from cdp_metrics.answers.partners.case_reviews import COUNTS, CaseReviews, Year
from cdp_metrics.answers.partners.hardening import Hardening
from cdp_metrics.charts.places.compare import (
    ComparePicture,
    compare_alt,
    compare_figure,
)
from cdp_metrics.ui.views.part import Absent, Part
from cdp_metrics.ui.views.sent import (
    NONE,
    RANGE,
    area_of,
    cells,
    figure_of,
    filed,
    source,
)
from cdp_metrics.words import count, percent, plural, rate

__all__ = ["home_part", "review_part"]

LAW: Final = (
    "**By law** (Anti-social Behaviour, Crime and Policing Act 2014, section 104) four "
    "counts are published a year: applications, those not meeting the threshold, "
    "reviews carried out, and reviews that led to recommendations."
)


def review_part(found: CaseReviews, place: str, *, demo: bool) -> Part:
    """Return the counts of each financial year."""
    said = source(
        "the ASB case review lead",
        "**Days to review:** medians of the quarters, from the least to the most; a "
        "year's median cannot be made of them.",
        demo=demo,
    )
    latest = found.latest
    columns = ("Year", *COUNTS.values(), "Days to review")
    rows = [
        (each.span.name, *map(figure_of, each.counts), _days(each))
        for each in reversed(found.years)
        if each.span.whole
    ]
    state: Absent | None = None
    answer = "No year of case reviews is whole"
    if latest is None:
        state = (
            "missing",
            "not all four quarters of a year were sent",
            "Send data/templates/case_reviews.csv for every quarter.",
        )
    else:
        told = zip(("application", "review"), latest.counts[::2], strict=False)
        answer = ", ".join(
            plural(n.value, name) if n.value is not None else f"{name}s not shown"
            for name, n in told
        )
    partly = tuple(
        f"{each.span.name}: {each.span.held} of {each.span.asked} quarters sent, so it "
        "is not shown."
        for each in found.years
        if not each.span.whole
    )
    return Part(
        answer,
        f"ASB case reviews, {place}, {latest.span.name}" if latest else place,
        state,
        notes=(
            LAW,
            "**Neither direction is called better:** more applications may be more "
            "harm, or more victims who know their right.",
            *partly,
        ),
        caption="ASB case reviews by financial year",
        source=said,
        **filed(
            "ASB case reviews", place, columns, rows,
            unit="applications; reviews; recommendations; days", demo=demo,
        ),
    )  # fmt: skip


def _days(year: Year) -> str:
    if not year.days:
        return "Not known"
    low, high = min(year.days), max(year.days)
    return rate(low) if low == high else f"{rate(low)} to {rate(high)}"


def home_part(found: Hardening, place: str, *, demo: bool) -> Part:
    """Return the share of homes with all four measures, by tenure."""
    said = source(
        "housing providers",
        "**All four:** window locks, indoor lights on a timer, double or dead locks "
        "on doors, external lights on a sensor. 95% limits by Wilson's method.",
        demo=demo,
    )
    if not found.years:
        absent: Absent = (
            "missing",
            "no year was sent by every sender",
            "Send data/templates/target_hardening.csv.",
        )
        return Part("No year of home security is whole", place, absent, source=said)
    span, stock = found.years[-1]
    known = sorted(
        (each for each in stock if each.share.proportion),
        key=lambda each: each.share.proportion.percent if each.share.proportion else 0,
    )
    picture = ComparePicture(
        [replace(area_of(e.share), name=e.tenure.capitalize()) for e in stock],
        "% of homes with all four measures", 1, None, "95% interval",
    )  # fmt: skip
    answer = "The share of homes with all four is not known"
    if known and (low := known[0].share.proportion):
        answer = f"{percent(low.percent)} of {known[0].tenure} homes have all four"
    columns = (
        "Year", "Tenure", "All four", "Homes", "Share", RANGE, "Upgraded", "Cost",
        "A home",
    )  # fmt: skip
    rows = [
        (
            year.name,
            each.tenure.capitalize(),
            *cells(each.share),
            figure_of(each.treated),
            NONE if each.cost.value is None else f"£{count(each.cost.value)}",
            NONE if each.a_home is None else f"£{count(each.a_home)}",
        )
        for year, tenures in reversed(found.years)
        for each in tenures
    ]
    costs, notes = found.costs, ["**A higher share is better.**"]
    if costs:
        notes.append(
            f"**Break-even:** a paper prints £{count(costs.home)} a home and "
            f"£{count(costs.burglary)} a burglary. Upgrades pay for themselves if they "
            f"prevent one burglary for every {rate(costs.homes)} homes; over how many "
            "years it does not say."
        )
    return Part(
        answer,
        f"Home security, {place}, {span.name}",
        None,
        partial(compare_figure, picture) if known else None,
        compare_alt(picture, f"home security by tenure, {place}", demo=demo)
        if known
        else "",
        tuple(notes),
        "Homes by year and tenure",
        texts=(0, 1),
        source=said,
        **filed(
            "Home security", place, columns, rows,
            unit="homes; % of homes; pounds", demo=demo,
        ),
    )  # fmt: skip
